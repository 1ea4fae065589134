// The walk through LightGBM's trees: float64 numbers, three meanings of "missing", sets of categories.

import type { Matrix } from "../samples.ts";
import {
  categoricalBit,
  defaultLeftBit,
  type LightTree,
  type LinearLeaves,
  missing,
} from "./light-tree.ts";

/** Numbers this near to 0 are zeros: a float32 in LightGBM. @see LightGBM/include/LightGBM/meta.h `kZeroThreshold` */
const zeroThreshold = Math.fround(1e-35);

/** Numbers of rows that stay in the processor's cache while the trees pass. */
const blockNumbers = 2 ** 16;

/**
 * Adds the trees to each row's sums: tree i to output i modulo `outputs`, in the order of the trees.
 *
 * @param sums  n × outputs, row-major
 * @see LightGBM/src/boosting/gbdt_prediction.cpp `GBDT::PredictRaw`
 */
export function addLightTrees(
  trees: readonly LightTree[],
  { data, rows, columns }: Matrix,
  to: { readonly sums: Float64Array; readonly outputs: number },
): void {
  const { sums, outputs } = to;
  const size = Math.max(1, Math.floor(blockNumbers / Math.max(columns, 1)));
  const leaves = new Int32Array(Math.min(size, rows));
  for (let first = 0; first < rows; first += size) {
    const count = Math.min(size, rows - first);
    for (const [i, tree] of trees.entries()) {
      findLeaves(tree, data, { first: first * columns, columns, count }, leaves);
      const { values, linear } = tree;
      for (let row = 0, at = first * outputs + (i % outputs); row < count; row++, at += outputs) {
        const leaf = leaves[row] ?? 0;
        const value = values[leaf] ?? 0;
        const start = (first + row) * columns;
        const added = linear === null ? value : linearValue(linear, leaf, data, start, value);
        sums[at] = (sums[at] ?? 0) + added;
      }
    }
  }
}

interface Block {
  /** The block's first number. */
  readonly first: number;
  readonly columns: number;
  readonly count: number;
}

/** @see LightGBM/include/LightGBM/tree.h `Tree::GetLeaf`, `Tree::NumericalDecision` */
function findLeaves(tree: LightTree, data: Float64Array, block: Block, leaves: Int32Array): void {
  const { feature, threshold, decision, left, right } = tree;
  const root = feature.length === 0 ? -1 : 0;
  for (let row = 0, start = block.first; row < block.count; row++, start += block.columns) {
    let node = root;
    while (node >= 0) {
      const x = data[start + (feature[node] ?? 0)] ?? 0;
      const how = decision[node] ?? 0;
      let isLeft: boolean;
      // Most nodes ask for a number and know nothing that is missing.
      if (how <= defaultLeftBit && how !== categoricalBit) {
        isLeft = (Number.isNaN(x) ? 0 : x) <= (threshold[node] ?? 0);
      } else if ((how & categoricalBit) !== 0) isLeft = isInSet(tree, threshold[node] ?? 0, x);
      else if (isMissing(x, how >> 2)) isLeft = (how & defaultLeftBit) !== 0;
      else isLeft = (Number.isNaN(x) ? 0 : x) <= (threshold[node] ?? 0);
      node = (isLeft ? left[node] : right[node]) ?? -1;
    }
    leaves[row] = ~node;
  }
}

/** Where NaN does not count as missing, it is 0. */
function isMissing(x: number, type: number): boolean {
  if (type === missing.nan) return Number.isNaN(x);
  if (type !== missing.zero) return false;
  return Number.isNaN(x) || (x >= -zeroThreshold && x <= zeroThreshold);
}

/** Missing, negative and unknown categories are in no set. @see LightGBM `Tree::CategoricalDecision` */
function isInSet({ setStarts, setWords }: LightTree, set: number, x: number): boolean {
  const category = Math.trunc(x);
  if (!(category >= 0 && category < 2 ** 31)) return false;
  const word = (setStarts[set] ?? 0) + Math.floor(category / 32);
  if (word >= (setStarts[set + 1] ?? 0)) return false;
  return (((setWords[word] ?? 0) >>> (category % 32)) & 1) === 1;
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
