// StandardScaler: each column minus its mean, over its standard deviation.

import type { Estimator, InputHint } from "../../estimator.ts";
import type { State } from "../../state.ts";
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

/**
 * Mean ± 2 standard deviations, from 0 where the mean lies more than one above it: few quantities are below zero
 * as seldom as that and not never. A column of zeros and ones is known by its variance, which is mean · (1 − mean)
 * for no other column between 0 and 1.
 */
function usualRange(mean: number, deviation: number): InputHint {
  if (!Number.isFinite(mean)) return {};
  if (!(deviation > 0) || !Number.isFinite(deviation)) return { typical: mean };
  const variance = mean * (1 - mean);
  if (Math.abs(deviation * deviation - variance) < 1e-9 * variance) {
    return { low: 0, high: 1, typical: Math.round(mean), integer: true };
  }
  const low = mean - 2 * deviation;
  return {
    low: mean > deviation ? Math.max(low, 0) : low,
    high: mean + 2 * deviation,
    typical: mean,
  };
}
