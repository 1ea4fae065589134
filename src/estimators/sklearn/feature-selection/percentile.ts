// Percentiles and medians as numpy computes them.

/**
 * The q-th percentile, on the line between the two nearest numbers.
 *
 * @param values  at least one; NaN is not expected
 * @param q       from 0 to 100
 * @see numpy/lib/_function_base_impl.py `_quantile`, `_lerp`
 */
export function percentile(values: Float64Array, q: number): number {
  const sorted = values.toSorted();
  const place = (sorted.length - 1) * (q / 100);
  const below = Math.floor(place);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? 0;
  const share = place - below;
  // The nearer end is the one that the line is drawn from.
  return share >= 0.5 ? high - (high - low) * (1 - share) : low + (high - low) * share;
}

/** The number in the middle, or the mean of the two; NaN for none. */
export function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}
