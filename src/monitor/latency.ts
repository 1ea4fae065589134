// Durations in bins of equal ratio, which can be added up over any stretch of time and still tell percentiles.

// Eight bins to each doubling, from 2^-7 ms (8 µs) to 2^16 ms (65 s): a percentile is off by 5 % at most.
const perDoubling = 8;
const lowest = -7;
const highest = 16;

/** How many bins there are. */
export const latencyBins: number = (highest - lowest) * perDoubling;

/** The bin of a duration; shorter and longer ones fall into the first and the last. @param ms  milliseconds */
export function latencyBin(ms: number): number {
  if (!(ms > 0)) return 0;
  const bin = Math.floor((Math.log2(ms) - lowest) * perDoubling);
  return Math.min(Math.max(bin, 0), latencyBins - 1);
}

/**
 * The duration that a share of all durations does not exceed, interpolated inside of its bin; null where there is none.
 *
 * @param counts  how many durations fell into each bin
 * @param share   in [0, 1]
 * @returns milliseconds
 */
export function latencyQuantile(counts: ArrayLike<number>, share: number): number | null {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i] ?? 0;
  if (total === 0) return null;
  const rank = share * total;
  let below = 0;
  for (let i = 0; i < counts.length; i++) {
    const own = counts[i] ?? 0;
    if (own > 0 && below + own >= rank) {
      return 2 ** (lowest + (i + (rank - below) / own) / perDoubling);
    }
    below += own;
  }
  return 2 ** highest;
}
