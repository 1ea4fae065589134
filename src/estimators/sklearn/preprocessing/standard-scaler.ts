// StandardScaler: each column minus its mean, over its standard deviation.

import { describe } from "../../attribute-values.ts";
import { mapColumns, mapStored } from "../../columns.ts";
import type { Estimator, InputHint } from "../../estimator.ts";
import { numbers, wrongKind } from "../../inputs.ts";
import type { Matrix, Samples, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";

/** @see sklearn/preprocessing/_data.py `StandardScaler.transform`, `inverse_transform` */
export function readStandardScaler(state: State): Estimator {
  const { means, scales, center, spread } = readMoments(state);
  const inputs = state.numberInputs(means?.length ?? scales?.length ?? null, { missing: true });
  const rule = { className: state.className, inputs };
  const checked = (samples: Samples): Matrix | SparseMatrix => {
    if (samples.kind === "sparse" && center !== null) {
      throw wrongKind(rule, "dense rows, since it subtracts means", "sparse rows");
    }
    return numbers(samples, rule);
  };
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    ...(inputs.width !== null && { transformWidth: inputs.width }),
    children: [],
    hints: () => usualRanges(means, scales),
    transform(samples) {
      const x = checked(samples);
      if (x.kind === "sparse") return mapStored(x, (value, j) => value * (1 / (scales?.[j] ?? 1)));
      return mapColumns(x, (value, j) => (value - (center?.[j] ?? 0)) / (spread?.[j] ?? 1));
    },
    inverseTransform(samples) {
      const x = checked(samples);
      if (x.kind === "sparse") return mapStored(x, (value, j) => value * (scales?.[j] ?? 1));
      return mapColumns(x, (value, j) => value * (spread?.[j] ?? 1) + (center?.[j] ?? 0));
    },
  };
}

/** Means and scales as the file holds them (null for None), and those that are used. */
function readMoments(state: State) {
  // A column without any value in training has NaN for both.
  const means = state.isSet("mean_") ? state.rawFloat64("mean_", [null]).data : null;
  const scales = state.isSet("scale_") ? state.rawFloat64("scale_", [null]).data : null;
  const center = state.boolean("with_mean", true) ? needed(state, "mean_", means) : null;
  const spread = state.boolean("with_std", true) ? needed(state, "scale_", scales) : null;
  if (means !== null && scales !== null && means.length !== scales.length) {
    throw state.mismatch("scale_", `${means.length} numbers`, String(scales.length));
  }
  return { means, scales, center, spread };
}

function needed(state: State, name: string, numbers: Float64Array | null): Float64Array {
  if (numbers !== null) return numbers;
  throw state.mismatch(name, "numbers", describe(state.value(name)));
}

/** Mean ± 2 standard deviations per column. */
function usualRanges(
  means: Float64Array | null,
  scales: Float64Array | null,
): readonly InputHint[] | null {
  if (means === null) return null;
  return Array.from(means, (mean, j) => {
    const reach = 2 * (scales?.[j] ?? Number.NaN);
    if (!Number.isFinite(mean)) return {};
    if (!Number.isFinite(reach)) return { typical: mean };
    return { low: mean - reach, high: mean + reach, typical: mean };
  });
}
