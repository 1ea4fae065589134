// A grown tree as scikit-learn's compiled class holds it, in the layout of each version.

import { SklearnTree } from "../../objects/cython-globals.ts";
import { Dtype } from "../../objects/dtype.ts";
import { NdArray } from "../../objects/ndarray.ts";
import type { PyValue } from "../../objects/values.ts";
import { type Dialect, since } from "../dialect.ts";
import { floatArray, pyGlobal, pyTuple } from "../python.ts";
import type { GrownTree } from "./grown-tree.ts";

/** Fields of a node in their order; `missing_go_to_left` since 1.3. */
const nodeFields: readonly (readonly [name: string, code: "i" | "f" | "u", size: number])[] = [
  ["left_child", "i", 8],
  ["right_child", "i", 8],
  ["feature", "i", 8],
  ["threshold", "f", 8],
  ["impurity", "f", 8],
  ["n_node_samples", "i", 8],
  ["weighted_n_node_samples", "f", 8],
  ["missing_go_to_left", "u", 1],
];

/**
 * `tree_`.
 *
 * @param sizes  columns, and the classes: null for a regressor
 * @see sklearn/tree/_tree.pyx `Tree.__reduce__`, `NODE_DTYPE`; values are shares of the weight since 1.3
 */
export function treeObject(
  tree: GrownTree,
  sizes: { readonly columns: number; readonly classes: number | null },
  dialect: Dialect,
): SklearnTree {
  const nClasses = Int32Array.of(sizes.classes ?? 1);
  const global = pyGlobal("sklearn.tree._tree", "Tree");
  const object = new SklearnTree({ global, offset: 0 }, { nFeatures: sizes.columns, nClasses });
  const areShares = sizes.classes !== null && since(dialect, "1.4");
  const values = areShares ? shares(tree) : tree.values;
  object.setState(
    new Map<PyValue, PyValue>([
      ["max_depth", tree.maxDepth],
      ["node_count", tree.nodeCount],
      ["nodes", nodeArray(tree, dialect)],
      ["values", floatArray(values, [tree.nodeCount, 1, tree.width])],
    ]),
    0,
  );
  return object;
}

function shares({ values, numbers, width }: GrownTree): Float64Array {
  return values.map((value, at) => value / (numbers[3 * Math.floor(at / width) + 2] ?? 1));
}

function nodeArray(tree: GrownTree, dialect: Dialect): NdArray {
  const { nodeCount, links, numbers, missing } = tree;
  const hasMissing = since(dialect, "1.4");
  const itemSize = hasMissing ? 64 : 56;
  const data = new Uint8Array(nodeCount * itemSize);
  const view = new DataView(data.buffer);
  for (let node = 0; node < nodeCount; node++) {
    const at = node * itemSize;
    writeInt64(view, at, links[4 * node] ?? 0);
    writeInt64(view, at + 8, links[4 * node + 1] ?? 0);
    writeInt64(view, at + 16, links[4 * node + 2] ?? 0);
    view.setFloat64(at + 24, numbers[3 * node] ?? 0, true);
    view.setFloat64(at + 32, numbers[3 * node + 1] ?? 0, true);
    writeInt64(view, at + 40, links[4 * node + 3] ?? 0);
    view.setFloat64(at + 48, numbers[3 * node + 2] ?? 0, true);
    if (hasMissing) data[at + 56] = missing[node] ?? 0;
  }
  const dtype = nodeDtype(hasMissing);
  return NdArray.from({ dtype, shape: [nodeCount], data, offset: 0 });
}

function writeInt64(view: DataView, at: number, value: number): void {
  view.setInt32(at, value, true);
  view.setInt32(at + 4, value < 0 ? -1 : 0, true);
}

function nodeDtype(hasMissing: boolean): Dtype {
  const fields = nodeFields.slice(0, hasMissing ? 8 : 7);
  const places = new Map<PyValue, PyValue>();
  for (const [k, [name, code, size]] of fields.entries()) {
    places.set(name, pyTuple(new Dtype(code, size, true, 0), 8 * k));
  }
  const names = pyTuple(...fields.map(([name]) => name));
  const itemSize = 8 * fields.length;
  const dtype = new Dtype("V", itemSize, true, 0);
  dtype.setState(pyTuple(3, "|", null, names, places, itemSize, 1, 16), 0);
  return dtype;
}
