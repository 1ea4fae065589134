// Columns in bins: each number as the place among at most 255 thresholds between which it lies, so that a tree has
// to look at 255 cuts of a column at most.

import type { NumberSorter } from "../number-sort.ts";
import type { RandomNumbers } from "../random.ts";

/** Training rows as codes of bins. */
export interface BinnedRows {
  readonly rows: number;
  readonly columns: number;
  /** columns × rows codes, column by column; a missing value has the code `bins[column]`. */
  readonly codes: Uint8Array;
  /** For each column, its bins without that of missing values. */
  readonly bins: Int32Array;
  /** For each column, 1 where a value is missing. */
  readonly hasMissing: Uint8Array;
  /** For each column, 1 where codes are categories, which have no order. */
  readonly isCategorical: Uint8Array;
}

/** Above this, thresholds of scikit-learn mean "only missing values go right". */
const almostInfinite = 1e300;

/** Thresholds are quantiles of so many rows at most, as in scikit-learn. */
const largestSample = 200_000;

/**
 * The thresholds of a column of numbers: half-way between its distinct values where these fit into the bins, else its
 * quantiles. A number x has the code i where thresholds[i − 1] < x ≤ thresholds[i].
 *
 * @param values   the column; NaN = missing
 * @param weights  one per row or null; rows that weigh nothing are left out
 * @param sorter   for as many numbers
 * @returns ascending numbers, fewer than `maxBins`
 * @see sklearn/ensemble/_hist_gradient_boosting/binning.py `_find_binning_thresholds` (1.9: averaged inverted CDF)
 */
export function binThresholds(
  values: Float64Array,
  weights: Float64Array | null,
  maxBins: number,
  sorter: NumberSorter,
): Float64Array {
  const known = new Float64Array(values.length);
  const kept = new Int32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (Number.isNaN(value) || weights?.[i] === 0) continue;
    known[count] = value;
    kept[count++] = i;
  }
  const order = sorter.order(known, count);
  const sorted = new Float64Array(count);
  for (let k = 0; k < count; k++) sorted[k] = known[order[k] ?? 0] ?? 0;
  const distinct = distinctUpTo(sorted, maxBins + 1);
  if (distinct.length < 2) return new Float64Array(0);
  const ordered = weights && Float64Array.from(order, (at) => weights[kept[at] ?? 0] ?? 0);
  const cuts =
    distinct.length <= maxBins
      ? distinct.subarray(1).map((value, i) => ((distinct[i] ?? 0) + value) / 2)
      : quantiles(sorted, maxBins, ordered);
  const clipped = cuts.map((cut) => Math.min(cut, almostInfinite));
  return clipped.filter((cut, i) => i === 0 || cut !== clipped[i - 1]);
}

/** The smallest distinct numbers, so many at most. */
function distinctUpTo(sorted: Float64Array, most: number): Float64Array {
  const distinct = new Float64Array(most);
  let count = 0;
  for (let k = 0; k < sorted.length && count < most; k++) {
    const value = sorted[k] ?? 0;
    if (count === 0 || value !== distinct[count - 1]) distinct[count++] = value;
  }
  return distinct.subarray(0, count);
}

/** Rows that thresholds are taken from, drawn with replacement where there are very many; null: all. */
export function sampledRows(rows: number, random: RandomNumbers): Int32Array | null {
  if (rows <= largestSample) return null;
  return Int32Array.from({ length: largestSample }, () => random.integer(rows));
}

/**
 * The codes of a column: how many thresholds are below each value.
 *
 * @param thresholds  ascending, at most 255
 * @param codes       where they are put, one per value
 */
export function binColumn(values: Float64Array, thresholds: Float64Array, codes: Uint8Array): void {
  const missing = thresholds.length + 1;
  const padded = new Float64Array(255).fill(Number.POSITIVE_INFINITY);
  padded.set(thresholds);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    // Halves by eight comparisons without a branch, as where a value lies is anybody's guess.
    let code = 0;
    for (let half = 128; half > 0; half >>= 1) {
      code += half * Number((padded[code + half - 1] ?? 0) < value);
    }
    codes[i] = Number.isNaN(value) ? missing : code;
  }
}

/** @see numpy `percentile(method="averaged_inverted_cdf")`: the mean of two where the share falls between them */
function quantiles(
  sorted: Float64Array,
  maxBins: number,
  weights: Float64Array | null,
): Float64Array {
  const step = 100 / maxBins;
  const shares = Float64Array.from({ length: maxBins - 1 }, (_, i) => ((i + 1) * step) / 100);
  if (weights !== null) return weightedQuantiles(sorted, shares, weights);
  const last = sorted.length - 1;
  return shares.map((share) => {
    const at = share * sorted.length - 1;
    const before = Math.floor(at);
    const low = sorted[Math.max(0, Math.min(last, before))] ?? 0;
    const high = sorted[Math.max(0, Math.min(last, before + 1))] ?? 0;
    return at === before ? high - (high - low) * 0.5 : high;
  });
}

/** @see sklearn/utils/stats.py `_weighted_percentile(average=True)` */
function weightedQuantiles(
  sorted: Float64Array,
  shares: Float64Array,
  weights: Float64Array,
): Float64Array {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (const [i, weight] of weights.entries()) {
    total += weight;
    sums[i] = total;
  }
  let at = 0;
  return shares.map((share) => {
    const wanted = share * total;
    while (at < sums.length - 1 && (sums[at] ?? 0) < wanted) at++;
    const value = sorted[at] ?? 0;
    const next = sorted[Math.min(at + 1, sorted.length - 1)] ?? 0;
    return sums[at] === wanted ? (value + next) / 2 : value;
  });
}
