// One decision tree, checked and made compact. scikit-learn keeps 56 to 64 bytes per node; four numbers are
// enough to walk it.
// @see sklearn/tree/_tree.pxd `Node`: left_child, right_child, feature, threshold, …, missing_go_to_left

import type { SklearnTree } from "../../objects/cython-globals.ts";
import { fieldOf, float64Values, int32Values } from "../../objects/ndarray.ts";

/** Children lie side by side, so that right = left + 1; node 0 is the root. */
export interface Tree {
  readonly features: number;
  /** Labels of each output that the leaves count; all 1 in a regression tree. */
  readonly classes: Int32Array;
  /** Numbers per leaf: outputs × the largest number of classes. */
  readonly width: number;
  /** Feature that a node asks for; −1 in a leaf. */
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** Left child of a node; in a leaf, its number among the leaves. */
  readonly next: Int32Array;
  /** 1 where a missing value goes right, 0 where it goes left. */
  readonly missingRight: Uint8Array;
  /** leaves × width. */
  readonly values: Float64Array;
  /** The number of each leaf's node in the file. */
  readonly leafNodes: Int32Array;
}

/** Why a tree cannot be used, as an error of the estimator that holds it. */
export type Fail = (reason: string) => Error;

/**
 * @throws what `fail` makes, for trees with cycles, shared, lost or unknown nodes, unknown features,
 *   thresholds that are NaN, or values that are not finite numbers in the right shape
 */
export function decodeTree(source: SklearnTree, fail: Fail): Tree {
  const nodes = readNodes(source, fail);
  const { count } = nodes;
  const feature = new Int32Array(count).fill(-1);
  const threshold = new Float64Array(count);
  const next = new Int32Array(count);
  const missingRight = new Uint8Array(count).fill(1);
  const leafNodes: number[] = [];

  // `places` holds pairs: a node as the file numbers it, its place in our order.
  const places = [0, 0];
  let free = 1;
  const seen = new Uint8Array(count);
  while (places.length > 0) {
    const place = places.pop() ?? 0;
    const node = places.pop() ?? 0;
    if (seen[node] !== 0) throw fail(`node ${node} has two parents`);
    seen[node] = 1;
    const left = nodes.left[node] ?? -1;
    const right = nodes.right[node] ?? -1;
    if (left === -1 && right === -1) {
      next[place] = leafNodes.length;
      leafNodes.push(node);
      continue;
    }
    if (!isChild(left, count) || !isChild(right, count) || left === right) {
      throw fail(`node ${node} has the children ${left} and ${right} of ${count} nodes`);
    }
    if (free + 2 > count) throw fail(`node ${node} has two parents`);
    feature[place] = checkedFeature(nodes, node, source.nFeatures, fail);
    threshold[place] = nodes.threshold[node] ?? 0;
    if (nodes.missingLeft !== null && nodes.missingLeft[node] !== 0) missingRight[place] = 0;
    next[place] = free;
    places.push(right, free + 1, left, free);
    free += 2;
  }
  if (free !== count) throw fail(`${count - free} of ${count} nodes are out of reach`);
  const { width, values } = leafValues(source, leafNodes, fail);
  const shape = { features: source.nFeatures, classes: source.nClasses, width };
  const numbered = { values, leafNodes: Int32Array.from(leafNodes) };
  return { ...shape, feature, threshold, next, missingRight, ...numbered };
}

interface Nodes {
  readonly count: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** null before scikit-learn 1.3. */
  readonly missingLeft: Int32Array | null;
}

function readNodes(source: SklearnTree, fail: Fail): Nodes {
  const { nodes } = source;
  const count = nodes.size;
  if (nodes.shape.length !== 1 || count < 1 || count !== source.nodeCount) {
    throw fail(`the tree says ${source.nodeCount} nodes and has ${count}`);
  }
  const field = (name: string) => {
    const array = fieldOf(nodes, name);
    if (array === null) throw fail(`its nodes have no ${name}`);
    return array;
  };
  const missing = fieldOf(nodes, "missing_go_to_left");
  return {
    count,
    left: int32Values(field("left_child")),
    right: int32Values(field("right_child")),
    feature: int32Values(field("feature")),
    threshold: float64Values(field("threshold")),
    missingLeft: missing === null ? null : int32Values(missing),
  };
}

function isChild(node: number, count: number): boolean {
  return node > 0 && node < count;
}

function checkedFeature(nodes: Nodes, node: number, features: number, fail: Fail): number {
  const feature = nodes.feature[node] ?? -1;
  if (feature < 0 || feature >= features) {
    throw fail(`node ${node} asks for feature ${feature} of ${features}`);
  }
  if (Number.isNaN(nodes.threshold[node])) throw fail(`node ${node} has the threshold NaN`);
  return feature;
}

function leafValues(
  source: SklearnTree,
  leafNodes: readonly number[],
  fail: Fail,
): Pick<Tree, "width" | "values"> {
  const { nClasses, nOutputs, nodeCount, values: array } = source;
  const most = nClasses.reduce((a, b) => Math.max(a, b), 0);
  const [nodes, outputs, classes] = array.shape;
  const fits = nodes === nodeCount && outputs === nOutputs && classes === most;
  if (
    !fits ||
    array.shape.length !== 3 ||
    nClasses.length !== nOutputs ||
    nOutputs < 1 ||
    most < 1
  ) {
    const got = array.shape.join(" × ");
    throw fail(
      `its values are ${got}, for ${nodeCount} nodes × ${nOutputs} outputs × ${most} classes`,
    );
  }
  if (nClasses.some((count) => count < 1)) throw fail("an output has no classes");
  const width = nOutputs * most;
  const all = float64Values(array);
  const values = new Float64Array(leafNodes.length * width);
  for (const [leaf, node] of leafNodes.entries()) {
    for (let i = 0; i < width; i++) {
      const value = all[node * width + i] ?? 0;
      if (value - value !== 0) throw fail(`the value of node ${node} is ${value}`);
      values[leaf * width + i] = value;
    }
  }
  return { width, values };
}
