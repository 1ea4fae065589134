// Scalers that take a center from each column and divide by a scale: standard, robust, largest value.

import { mapColumns, mapStored } from "../../columns.ts";
import type { Estimator, InputHint, InputSpec } from "../../estimator.ts";
import { numbers, wrongKind } from "../../inputs.ts";
import type { Matrix, Samples, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";

export interface AffineScaler {
  readonly inputs: InputSpec;
  /** Taken from each column first; null takes nothing. */
  readonly center: Float64Array | null;
  /** Divides each column then; null divides nothing. */
  readonly scale: Float64Array | null;
  /** Divides the columns of sparse samples, where it is another one. */
  readonly sparseScale: Float64Array | null;
  readonly refusesSparse: boolean;
  /** Whether answers are cut to [−1, 1]. */
  readonly clip?: boolean;
  hints(): readonly InputHint[] | null;
}

/** (x − center) / scale, and back. Sparse columns are multiplied by 1 / scale, as scikit-learn does. */
export function affineScaler(state: State, scaler: AffineScaler): Estimator {
  const { center, scale, sparseScale, inputs, clip = false } = scaler;
  const rule = { className: state.className, inputs };
  const checked = (samples: Samples): Matrix | SparseMatrix => {
    if (samples.kind === "sparse" && scaler.refusesSparse) {
      throw wrongKind(rule, "dense rows, since it subtracts means", "sparse rows");
    }
    return numbers(samples, rule);
  };
  const cut = (value: number) => (clip ? Math.min(Math.max(value, -1), 1) : value);
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    ...(inputs.width !== null && { transformWidth: inputs.width }),
    children: [],
    hints: () => scaler.hints(),
    transform(samples) {
      const x = checked(samples);
      return x.kind === "sparse"
        ? mapStored(x, (value, j) => cut(value * (1 / (sparseScale?.[j] ?? 1))))
        : mapColumns(x, (value, j) => cut((value - (center?.[j] ?? 0)) / (scale?.[j] ?? 1)));
    },
    inverseTransform(samples) {
      const x = checked(samples);
      return x.kind === "sparse"
        ? mapStored(x, (value, j) => value * (sparseScale?.[j] ?? 1))
        : mapColumns(x, (value, j) => value * (scale?.[j] ?? 1) + (center?.[j] ?? 0));
    },
  };
}

/**
 * A column's numbers, which the file may hold as None where a switch leaves them out.
 *
 * @param used  whether the switch is on, so that the numbers must be there; they may be NaN
 */
export function columnNumbers(state: State, name: string, used: boolean): Float64Array | null {
  if (used) return state.rawFloat64(name, [null]).data;
  return state.isSet(name) ? state.rawFloat64(name, [null]).data : null;
}
