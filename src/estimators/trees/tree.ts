// One decision tree, checked and made compact. scikit-learn keeps 56 to 64 bytes per node; four numbers are
// enough to walk it.

import type { SklearnTree } from "../../objects/cython-globals.ts";
import { float64Values, type NdArray } from "../../objects/ndarray.ts";
import { discard } from "../kernels/model-memory.ts";
import { type Fail, integerAt, type NodeRecords, readNodeRecords } from "./node-records.ts";

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

/**
 * @throws what `fail` makes, for trees with cycles, shared, lost or unknown nodes, unknown features,
 *   thresholds that are NaN, or values that are not finite numbers in the right shape
 */
export function decodeTree(source: SklearnTree, fail: Fail): Tree {
  const count = checkedCount(source, fail);
  const records = readNodeRecords(source.nodes, fail);
  const feature = new Int32Array(count).fill(-1);
  const threshold = new Float64Array(count);
  const next = new Int32Array(count);
  const missingRight = new Uint8Array(count).fill(1);
  const leafNodes = new Int32Array((count + 1) >> 1);
  let leaves = 0;

  // `places` holds pairs: a node as the file numbers it, its place in our order.
  const places = [0, 0];
  let free = 1;
  const seen = new Uint8Array(count);
  while (places.length > 0) {
    const place = places.pop() ?? 0;
    const node = places.pop() ?? 0;
    if (seen[node] !== 0) throw fail(`node ${node} has two parents`);
    seen[node] = 1;
    const left = integerAt(records, node, records.left);
    const right = integerAt(records, node, records.right);
    if (left === -1 && right === -1) {
      next[place] = leaves;
      leafNodes[leaves++] = node;
      continue;
    }
    if (!isChild(left, count) || !isChild(right, count) || left === right) {
      throw fail(`node ${node} has the children ${left} and ${right} of ${count} nodes`);
    }
    if (free + 2 > count) throw fail(`node ${node} has two parents`);
    feature[place] = checkedFeature(records, node, source.nFeatures, fail);
    threshold[place] = checkedThreshold(records, node, fail);
    if (goesLeft(records, node)) missingRight[place] = 0;
    next[place] = free;
    places.push(right, free + 1, left, free);
    free += 2;
  }
  discard(seen);
  if (free !== count) throw fail(`${count - free} of ${count} nodes are out of reach`);
  const { width, values } = leafValues(source, leafNodes, fail);
  const shape = { features: source.nFeatures, classes: source.nClasses, width };
  return { ...shape, feature, threshold, next, missingRight, values, leafNodes };
}

/** The number of nodes. @throws as `decodeTree` */
export function checkedCount({ nodes, nodeCount }: SklearnTree, fail: Fail): number {
  const { size, shape } = nodes;
  if (shape.length !== 1 || size < 1 || size !== nodeCount) {
    throw fail(`the tree says ${nodeCount} nodes and has ${size}`);
  }
  return size;
}

function isChild(node: number | null, count: number): node is number {
  return node !== null && node > 0 && node < count;
}

function checkedFeature(records: NodeRecords, node: number, features: number, fail: Fail): number {
  const feature = integerAt(records, node, records.feature);
  if (feature !== null && feature >= 0 && feature < features) return feature;
  throw fail(`node ${node} asks for feature ${feature} of ${features}`);
}

function checkedThreshold(
  { view, step, threshold }: NodeRecords,
  node: number,
  fail: Fail,
): number {
  const value = view.getFloat64(node * step + threshold, true);
  if (Number.isNaN(value)) throw fail(`node ${node} has the threshold NaN`);
  return value;
}

function goesLeft({ view, step, missingLeft }: NodeRecords, node: number): boolean {
  return missingLeft !== null && view.getUint8(node * step + missingLeft) !== 0;
}

/** Numbers per leaf. @throws as `decodeTree` */
export function checkedWidth(
  { nClasses, nOutputs, nodeCount, values }: SklearnTree,
  fail: Fail,
): number {
  const most = nClasses.reduce((a, b) => Math.max(a, b), 0);
  const shape = [nodeCount, nOutputs, most];
  const fits =
    values.shape.length === 3 && values.shape.every((size, axis) => size === shape[axis]);
  if (!fits || nClasses.length !== nOutputs || nOutputs < 1 || most < 1) {
    const got = values.shape.join(" × ");
    throw fail(
      `its values are ${got}, for ${nodeCount} nodes × ${nOutputs} outputs × ${most} classes`,
    );
  }
  if (nClasses.some((count) => count < 1)) throw fail("an output has no classes");
  return nOutputs * most;
}

function leafValues(
  source: SklearnTree,
  leafNodes: Int32Array,
  fail: Fail,
): Pick<Tree, "width" | "values"> {
  const { values: array } = source;
  const width = checkedWidth(source, fail);
  const valueAt = numberReader(array);
  const values = new Float64Array(leafNodes.length * width);
  for (let leaf = 0; leaf < leafNodes.length; leaf++) {
    const node = leafNodes[leaf] ?? 0;
    for (let i = 0; i < width; i++) {
      const value = valueAt(node * width + i);
      if (value - value !== 0) throw fail(`the value of node ${node} is ${value}`);
      values[leaf * width + i] = value;
    }
  }
  return { width, values };
}

/** Numbers in C order by their index; read where they lie in the file, if they lie as usual. */
function numberReader(array: NdArray): (index: number) => number {
  const bytes = doublesInPlace(array);
  if (bytes !== null) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return (index) => view.getFloat64(8 * index, true);
  }
  const all = float64Values(array);
  return (index) => all[index] ?? 0;
}

/** The bytes of float64 numbers in C order; null where they do not lie so in the file. */
export function doublesInPlace({ dtype, strides, objects, bytes }: NdArray): Uint8Array | null {
  const isUsual = dtype.code === "f" && dtype.itemSize === 8 && dtype.littleEndian;
  return isUsual && strides === null && objects === null ? bytes : null;
}
