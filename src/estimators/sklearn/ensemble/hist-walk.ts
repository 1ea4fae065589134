// The walk through trees of histogram gradient boosting, and the sum of what their leaves add.

import type { Matrix } from "../../samples.ts";
import { type HistTree, isInSet, setWords } from "./hist-tree.ts";

/** Sets of the categories that training has seen, by feature. */
export interface KnownCategories {
  /** First word of a feature's set; −1 for numbers. */
  readonly starts: Int32Array;
  readonly sets: Uint32Array;
  /** Whether a negative category counts as missing (since 1.2) or wraps around as C's unsigned bytes do. */
  readonly negativeIsMissing: boolean;
}

/** Rows that stay in the processor's cache while the trees pass. */
const blockNumbers = 2 ** 17;

/**
 * Adds the trees' leaves to sums that are already there: tree i to column i modulo `outputs`.
 *
 * @param sums  n × outputs, row-major
 * @see sklearn/ensemble/_hist_gradient_boosting/_predictor.pyx `_predict_one_from_raw_data`
 */
export function addHistTrees(
  trees: readonly HistTree[],
  x: Matrix,
  to: { readonly sums: Float64Array; readonly outputs: number; readonly known: KnownCategories },
): void {
  const { sums, outputs, known } = to;
  const size = Math.max(1, Math.floor(blockNumbers / Math.max(x.columns, 1)));
  for (let start = 0; start < x.rows; start += size) {
    const end = Math.min(x.rows, start + size);
    for (const [i, tree] of trees.entries()) {
      const output = i % outputs;
      for (let row = start; row < end; row++) {
        const at = row * outputs + output;
        sums[at] = (sums[at] ?? 0) + leafValue(tree, x.data, row * x.columns, known);
      }
    }
  }
}

function leafValue(
  tree: HistTree,
  data: Float64Array,
  start: number,
  known: KnownCategories,
): number {
  const { feature, threshold, next, missingRight, set } = tree;
  let node = 0;
  for (let asked = feature[0] ?? -1; asked >= 0; asked = feature[node] ?? -1) {
    const x = data[start + asked] ?? 0;
    const left = next[node] ?? 0;
    if (x <= (threshold[node] ?? 0) && (set[node] ?? -1) < 0) node = left;
    else if (Number.isNaN(x)) node = left + (missingRight[node] ?? 1);
    else if ((set[node] ?? -1) < 0) node = left + 1;
    else node = left + categorySide(tree, node, x, known);
  }
  return tree.value[node] ?? 0;
}

/** 0 for left, 1 for right; unknown categories go where missing values go. */
function categorySide(tree: HistTree, node: number, x: number, known: KnownCategories): number {
  const missing = tree.missingRight[node] ?? 1;
  if (x < 0 && known.negativeIsMissing) return missing;
  const category = asByte(x);
  if (isInSet(tree.sets, (tree.set[node] ?? 0) * setWords, category)) return 0;
  const seen = known.starts[tree.feature[node] ?? 0] ?? -1;
  return seen >= 0 && isInSet(known.sets, seen, category) ? 1 : missing;
}

/** A number as C's unsigned byte: without its fraction, modulo 256; 0 beyond 32 bits. */
export function asByte(x: number): number {
  return Math.abs(x) < 2 ** 31 ? Math.trunc(x) & 255 : 0;
}
