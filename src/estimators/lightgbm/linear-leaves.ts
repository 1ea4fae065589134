// Leaves that are linear functions of the row, added in the order of the trees.

import type { Matrix } from "../samples.ts";
import type { LightTree, LinearLeaves } from "./light-tree.ts";

/** Leaf numbers that are kept at once. */
const blockLeaves = 2 ** 20;

export class LinearTrees {
  readonly trees: readonly LightTree[];
  readonly outputs: number;
  /** Rows whose leaves are found at once. */
  readonly blockRows: number;

  constructor(trees: readonly LightTree[], outputs: number) {
    this.trees = trees;
    this.outputs = outputs;
    this.blockRows = Math.max(1, Math.floor(blockLeaves / Math.max(trees.length, 1)));
  }
}

/**
 * Adds what the leaves of some rows say.
 *
 * @param leaves  rows × trees, the number of the leaf where a row ends in a tree
 * @param start   the number of the first of these rows
 * @param sums    n × outputs, of all rows
 */
export function addLinearLeaves(
  { trees, outputs }: LinearTrees,
  leaves: Float64Array,
  { data, columns }: Matrix,
  start: number,
  sums: Float64Array,
): void {
  for (let i = 0; i < leaves.length; i++) {
    const tree = i % trees.length;
    const row = start + (i - tree) / trees.length;
    const leaf = leaves[i] ?? 0;
    const { values, linear } = trees[tree] ?? { values: [], linear: null };
    const value = values[leaf] ?? 0;
    const to = row * outputs + (tree % outputs);
    const said = linear === null ? value : linearValue(linear, leaf, data, row * columns, value);
    sums[to] = (sums[to] ?? 0) + said;
  }
}

/** @param value  the leaf's answer where one of its features is missing. @see LightGBM `Tree::Predict` */
function linearValue(
  { constants, starts, features, coefficients }: LinearLeaves,
  leaf: number,
  data: Float64Array,
  start: number,
  value: number,
): number {
  let sum = constants[leaf] ?? 0;
  for (let term = starts[leaf] ?? 0; term < (starts[leaf + 1] ?? 0); term++) {
    const x = data[start + (features[term] ?? 0)] ?? 0;
    if (Number.isNaN(x)) return value;
    sum += (coefficients[term] ?? 0) * x;
  }
  return sum;
}
