// Rows of a sparse matrix divided by their length, summed as scikit-learn's own loops sum.

import type { State } from "../../state.ts";

export type Norm = "l1" | "l2" | null;

interface NormOptions {
  readonly norm: Norm;
  /** Whether the numbers are float32: products and quotients are rounded to it, sums are not. */
  readonly single: boolean;
  /** Whether a row is summed from its last entry to its first. */
  readonly backwards: boolean;
}

/** `norm`: l1, l2 or None. @throws ESTIMATOR_UNSUPPORTED for `max`, which old versions let through */
export function readNorm(state: State): Norm {
  const value = state.optional("norm");
  if (value === null || value === false) return null;
  const norm = state.option("norm", ["l1", "l2", "max"], "l2");
  if (norm === "max") throw state.unsupported("norm='max'");
  return norm;
}

/**
 * Divides the values of each row, in place; rows of length 0 stay.
 *
 * @see sklearn/utils/sparsefuncs_fast.pyx `inplace_csr_row_normalize_l1`, `inplace_csr_row_normalize_l2`
 */
export function normalizeRows(
  values: Float64Array,
  indptr: Int32Array,
  options: NormOptions,
): void {
  for (let row = 0; row + 1 < indptr.length; row++) {
    normalizeRow(values, indptr[row] ?? 0, indptr[row + 1] ?? 0, options);
  }
}

/** The same of one row, which is from `start` to `end`. */
export function normalizeRow(
  values: Float64Array,
  start: number,
  end: number,
  options: NormOptions,
): void {
  if (options.norm === null) return;
  const length = lengthOf(values, start, end, options);
  if (length === 0) return;
  for (let i = start; i < end; i++) {
    const share = (values[i] ?? 0) / length;
    values[i] = options.single ? Math.fround(share) : share;
  }
}

function lengthOf(
  values: Float64Array,
  start: number,
  end: number,
  { norm, single, backwards }: NormOptions,
): number {
  let sum = 0;
  const step = backwards ? -1 : 1;
  for (let i = backwards ? end - 1 : start, left = end - start; left > 0; left--, i += step) {
    const value = values[i] ?? 0;
    if (norm === "l1") sum += Math.abs(value);
    else sum += single ? Math.fround(value * value) : value * value;
  }
  return norm === "l1" ? sum : Math.sqrt(sum);
}
