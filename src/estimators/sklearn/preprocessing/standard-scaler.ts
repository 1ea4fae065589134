// StandardScaler: each column minus its mean, over its standard deviation.

import type { Estimator, InputHint } from "../../estimator.ts";
import type { State } from "../../state.ts";
import { usualRange } from "../../usual-range.ts";
import { affineScaler, columnNumbers } from "./affine-scaler.ts";

/** @see sklearn/preprocessing/_data.py `StandardScaler.transform`, `inverse_transform` */
export function readStandardScaler(state: State): Estimator {
  const withMean = state.boolean("with_mean", true);
  const withStd = state.boolean("with_std", true);
  const means = columnNumbers(state, "mean_", withMean);
  const scales = columnNumbers(state, "scale_", withStd);
  if (means !== null && scales !== null && means.length !== scales.length) {
    throw state.mismatch("scale_", `${means.length} numbers`, String(scales.length));
  }
  return affineScaler(state, {
    inputs: state.numberInputs(means?.length ?? scales?.length ?? null, { missing: true }),
    center: withMean ? means : null,
    scale: withStd ? scales : null,
    sparseScale: scales,
    refusesSparse: withMean,
    hints: () => usualRanges(means, scales),
  });
}

function usualRanges(
  means: Float64Array | null,
  scales: Float64Array | null,
): readonly InputHint[] | null {
  if (means === null) return null;
  return Array.from(means, (mean, j) => usualRange(mean, scales?.[j] ?? Number.NaN));
}
