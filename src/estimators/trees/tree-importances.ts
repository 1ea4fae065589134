// How much each feature of a tree took from the impurity of its nodes.

import type { SklearnTree } from "../../objects/cython-globals.ts";
import { fieldOf, float64Values, int32Values } from "../../objects/ndarray.ts";
import { pairwiseSum } from "../summation.ts";
import type { Fail } from "./node-records.ts";

/**
 * One number per feature, not below 0.
 *
 * @param tree       checked by `decodeTree`
 * @param normalize  whether they add up to 1
 * @see sklearn/tree/_tree.pyx `Tree.compute_feature_importances`
 */
export function treeImportances(tree: SklearnTree, normalize: boolean, fail: Fail): Float64Array {
  const field = (name: string) => {
    const array = fieldOf(tree.nodes, name);
    if (array === null) throw fail(`its nodes have no ${name}`);
    return array;
  };
  const left = int32Values(field("left_child"));
  const right = int32Values(field("right_child"));
  const feature = int32Values(field("feature"));
  const impurity = float64Values(field("impurity"));
  const weight = float64Values(field("weighted_n_node_samples"));
  const weighted = (node: number) => (weight[node] ?? 0) * (impurity[node] ?? 0);
  const importances = new Float64Array(tree.nFeatures);
  for (let node = 0; node < tree.nodeCount; node++) {
    const child = left[node] ?? -1;
    if (child < 0) continue;
    const j = feature[node] ?? 0;
    const taken = weighted(node) - weighted(child) - weighted(right[node] ?? 0);
    importances[j] = (importances[j] ?? 0) + taken;
  }
  divide(importances, weight[0] ?? 1);
  if (normalize) {
    const sum = pairwiseSum(importances, 0, importances.length);
    if (sum > 0) divide(importances, sum);
  }
  return importances;
}

function divide(values: Float64Array, by: number): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) / by;
}
