// What the mean and the spread of a feature tell about it: the range in which it usually lies.

import type { InputHint } from "./estimator.ts";

/**
 * Mean ± 2 standard deviations, from 0 where the mean lies more than one above it: few quantities are below zero
 * as seldom as that and not never. A column of zeros and ones is known by its variance.
 *
 * @param deviation  of all training samples, not of a sample of more; NaN = not known
 */
export function usualRange(mean: number, deviation: number): InputHint {
  if (!Number.isFinite(mean)) return {};
  if (!(deviation > 0) || !Number.isFinite(deviation)) return { typical: mean };
  if (isZeroOrOne(mean, deviation * deviation)) {
    return { low: 0, high: 1, typical: Math.round(mean), integer: true };
  }
  const low = mean - 2 * deviation;
  return {
    low: mean > deviation ? Math.max(low, 0) : low,
    high: mean + 2 * deviation,
    typical: mean,
  };
}

/** Whether a column holds nothing but 0 and 1: for no other one between them the variance is mean · (1 − mean). */
export function isZeroOrOne(mean: number, variance: number): boolean {
  const expected = mean * (1 - mean);
  return expected > 0 && Math.abs(variance - expected) < 1e-9 * expected;
}
