// Straight lines between given points.

/**
 * The value at x of the line through the points; the first or last value beyond them. Where points share a
 * place, the last of them counts.
 *
 * @param places  rising, at least one
 * @param values  one per place
 * @see numpy/core/src/multiarray/compiled_base.c `arr_interp`
 */
export function interpolate(x: number, places: Float64Array, values: Float64Array): number {
  const last = places.length - 1;
  if (Number.isNaN(x)) return x;
  if (x < (places[0] ?? 0)) return values[0] ?? 0;
  if (x > (places[last] ?? 0)) return values[last] ?? 0;
  const j = lastNotAbove(x, places);
  // Only a place that is NaN is neither above nor not above.
  if (j < 0) return Number.NaN;
  const from = values[j] ?? 0;
  if (j >= last || x === places[j]) return from;
  const to = values[j + 1] ?? 0;
  const [left, right] = [places[j] ?? 0, places[j + 1] ?? 0];
  const slope = (to - from) / (right - left);
  const value = slope * (x - left) + from;
  if (!Number.isNaN(value)) return value;
  const fromRight = slope * (x - right) + to;
  return Number.isNaN(fromRight) && from === to ? from : fromRight;
}

/** The last position whose number is not above x; −1 where there is none. @param sorted  rising */
export function lastNotAbove(x: number, sorted: Float64Array): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x >= (sorted[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
