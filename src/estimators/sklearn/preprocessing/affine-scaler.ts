// Scalers that take a center from each column and divide by a scale: standard, robust, largest value.

import { mapColumns, mapStored } from "../../columns.ts";
import type { WriteColumns } from "../../columns-into.ts";
import { type AddScores, addScaled } from "../../columns-into-scores.ts";
import type { Estimator, InputHint, InputSpec } from "../../estimator.ts";
import { numbers, wrongKind } from "../../inputs.ts";
import { floatMatrix } from "../../results.ts";
import type { ArrayResult, Matrix, Samples, SparseMatrix } from "../../samples.ts";
import { isFiniteNumber, type SingleRow } from "../../single-row.ts";
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
  const single = singleScaler(scaler);
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    ...(inputs.width !== null && { transformWidth: inputs.width }),
    children: [],
    hints: () => scaler.hints(),
    ...(single && { single }),
    ...(!clip && { writeColumns: scaledColumns(scaler), addScores: scaledScores(scaler) }),
    transform(samples) {
      const x = checked(samples);
      return x.kind === "sparse"
        ? mapStored(x, (value, j) => cut(value * (1 / (sparseScale?.[j] ?? 1))))
        : scaled(x, scaler);
    },
    inverseTransform(samples) {
      const x = checked(samples);
      return x.kind === "sparse"
        ? mapStored(x, (value, j) => value * (sparseScale?.[j] ?? 1))
        : mapColumns(x, (value, j) => value * (scale?.[j] ?? 1) + (center?.[j] ?? 0));
    },
  };
}

function scaled(
  { data, rows, columns }: Matrix,
  { center, scale, clip }: AffineScaler,
): ArrayResult {
  const answer = new Float64Array(data.length);
  const taken = center ?? new Float64Array(columns);
  const divisors = scale ?? new Float64Array(columns).fill(1);
  for (let start = 0; start < data.length; start += columns) {
    for (let j = 0; j < columns; j++) {
      answer[start + j] = ((data[start + j] ?? 0) - (taken[j] ?? 0)) / (divisors[j] ?? 1);
    }
  }
  if (clip === true) {
    for (let i = 0; i < answer.length; i++) {
      answer[i] = Math.min(Math.max(answer[i] ?? 0, -1), 1);
    }
  }
  return floatMatrix(answer, rows, columns);
}

/** Finite numbers only: the others are allowed or not. */
function scaledColumns({ inputs, center, scale }: AffineScaler): WriteColumns {
  return (columns, { data, rows, width, start }) => {
    if (inputs.width !== null && columns.length !== inputs.width) return false;
    for (let j = 0; j < columns.length; j++) {
      const column = columns[j];
      if (!(column instanceof Float64Array) || column.length !== rows) return false;
      const taken = center?.[j] ?? 0;
      const divisor = scale?.[j] ?? 1;
      let differences = 0;
      for (let row = 0, at = start + j; row < rows; row++, at += width) {
        const value = column[row] ?? 0;
        differences += value - value;
        data[at] = (value - taken) / divisor;
      }
      if (differences !== 0) return false;
    }
    return true;
  };
}

function scaledScores({ inputs, center, scale }: AffineScaler): AddScores {
  return (columns, target) => {
    if (inputs.width !== null && columns.length !== inputs.width) return false;
    for (let j = 0; j < columns.length; j++) {
      const change = { center: center?.[j] ?? 0, scale: scale?.[j] ?? 1 };
      if (!addScaled(columns[j], { ...change, feature: target.start + j }, target)) return false;
    }
    return true;
  };
}

/** Undefined where nobody knows how many columns come. */
function singleScaler({ inputs, center, scale, clip }: AffineScaler): SingleRow | undefined {
  const { width } = inputs;
  if (width === null) return undefined;
  return {
    transform(row, out, at) {
      if (row.length !== width) return false;
      for (let j = 0; j < width; j++) {
        const given = row[j];
        if (!isFiniteNumber(given)) return false;
        const value = (given - (center?.[j] ?? 0)) / (scale?.[j] ?? 1);
        out[at + j] = clip === true ? Math.min(Math.max(value, -1), 1) : value;
      }
      return true;
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
