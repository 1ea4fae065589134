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
  { norm, single, backwards }: NormOptions,
): void {
  if (norm === null) return;
  for (let row = 0; row + 1 < indptr.length; row++) {
    const entries = values.subarray(indptr[row], indptr[row + 1]);
    if (backwards) entries.reverse();
    const length = norm === "l1" ? sumOfSizes(entries) : rootOfSquares(entries, single);
    if (length !== 0) {
      for (let i = 0; i < entries.length; i++) {
        const share = (entries[i] ?? 0) / length;
        entries[i] = single ? Math.fround(share) : share;
      }
    }
    if (backwards) entries.reverse();
  }
}

function sumOfSizes(entries: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < entries.length; i++) sum += Math.abs(entries[i] ?? 0);
  return sum;
}

function rootOfSquares(entries: Float64Array, single: boolean): number {
  let sum = 0;
  for (let i = 0; i < entries.length; i++) {
    const value = entries[i] ?? 0;
    sum += single ? Math.fround(value * value) : value * value;
  }
  return Math.sqrt(sum);
}
