// The walk from the root to a leaf, for many rows and many trees: trees outside, rows inside, so that a tree
// is loaded once per block.

import type { NumberRule } from "../inputs.ts";
import { type Samples, sampleCount } from "../samples.ts";
import { type RowBlock, singleRows } from "./single-rows.ts";
import type { Tree } from "./tree.ts";

/**
 * The leaf that each row of a block reaches: x ≤ threshold goes left, missing values where the node says.
 *
 * @see sklearn/tree/_tree.pyx `Tree._apply_dense`
 */
export function findLeaves(tree: Tree, block: RowBlock, leaves: Int32Array): void {
  const { feature, threshold, next, missingRight, features } = tree;
  const { rows, count } = block;
  for (let row = 0; row < count; row++) {
    const start = row * features;
    let node = 0;
    for (let asked = feature[0] ?? -1; asked >= 0; asked = feature[node] ?? -1) {
      const x = rows[start + asked] ?? 0;
      const left = next[node] ?? 0;
      if (x <= (threshold[node] ?? 0)) node = left;
      else node = left + (Number.isNaN(x) ? (missingRight[node] ?? 1) : 1);
    }
    leaves[row] = next[node] ?? 0;
  }
}

/** Leaves of all rows in one tree. */
export function allLeaves(tree: Tree, samples: Samples, rule: NumberRule): Int32Array {
  const leaves = new Int32Array(sampleCount(samples));
  for (const block of singleRows(samples, rule)) {
    findLeaves(tree, block, leaves.subarray(block.start, block.start + block.count));
  }
  return leaves;
}

/**
 * The sum of the trees' leaf values for each row, added in the order of the trees.
 *
 * @param trees  all of the same width and features
 * @returns      n × width
 */
export function sumOfTrees(
  trees: readonly Tree[],
  samples: Samples,
  rule: NumberRule,
): Float64Array {
  const width = trees[0]?.width ?? 1;
  const sums = new Float64Array(sampleCount(samples) * width);
  for (const block of singleRows(samples, rule)) {
    const leaves = new Int32Array(block.count);
    const blockSums = sums.subarray(block.start * width, (block.start + block.count) * width);
    for (const tree of trees) {
      findLeaves(tree, block, leaves);
      addValues(tree, leaves, blockSums);
    }
  }
  return sums;
}

/**
 * Adds the trees' leaf values to sums that are already there: tree i to column i modulo `outputs`, in the order
 * of the trees.
 *
 * @param trees  all of width 1
 * @param to     `sums` is n × outputs, row-major
 */
export function addTrees(
  trees: readonly Tree[],
  samples: Samples,
  to: { readonly rule: NumberRule; readonly sums: Float64Array; readonly outputs: number },
): void {
  const { rule, sums, outputs } = to;
  for (const block of singleRows(samples, rule)) {
    const leaves = new Int32Array(block.count);
    const first = block.start * outputs;
    for (const [i, tree] of trees.entries()) {
      findLeaves(tree, block, leaves);
      const start = first + (i % outputs);
      for (let row = 0; row < block.count; row++) {
        const at = start + row * outputs;
        sums[at] = (sums[at] ?? 0) + (tree.values[leaves[row] ?? 0] ?? 0);
      }
    }
  }
}

function addValues({ values, width }: Tree, leaves: Int32Array, sums: Float64Array): void {
  for (let row = 0; row < leaves.length; row++) {
    const from = (leaves[row] ?? 0) * width;
    const to = row * width;
    for (let i = 0; i < width; i++) sums[to + i] = (sums[to + i] ?? 0) + (values[from + i] ?? 0);
  }
}
