// One tree of a model document.
// @see xgboost/src/tree/tree_model.cc `RegTree::LoadModel`, xgboost/src/tree/multi_target_tree_model.cc

import type { Fail, Part } from "./document.ts";
import type { LeafVectors, RawTree } from "./raw-tree.ts";

const noSets: ReadonlyMap<number, Int32Array> = new Map();

/** @throws what `fail` makes when its arrays are not of one length or contradict each other */
export function readTree(tree: Part, outputs: number, fail: Fail): RawTree {
  const params = tree.part("tree_param");
  const count = params.integer("num_nodes", 1, 2 ** 31 - 1);
  const left = tree.integers("left_children", count);
  const right = tree.integers("right_children", count);
  const size = params.integer("size_leaf_vector", 0, 2 ** 31 - 1, 0);
  if (size > 1 && size !== outputs)
    throw fail(`a tree has ${size} numbers per leaf for ${outputs}`);
  return {
    left,
    right,
    feature: tree.integers("split_indices", count),
    condition: tree.floats("split_conditions", count),
    defaultLeft: tree.flags("default_left", count),
    deleted: params.integer("num_deleted", 0, count, 0),
    sets: readSets(tree, count, fail),
    vectors: size > 1 ? readVectors(tree, { left, right, size, fail }) : null,
  };
}

/** From 1.3 on: nodes that split by category, and for each a run of `categories`. */
function readSets(tree: Part, count: number, fail: Fail): ReadonlyMap<number, Int32Array> {
  if (!tree.has("split_type")) return noSets;
  const types = tree.flags("split_type", count);
  const nodes = tree.integers("categories_nodes", null);
  const starts = tree.integers("categories_segments", nodes.length);
  const sizes = tree.integers("categories_sizes", nodes.length);
  const categories = tree.integers("categories", null);
  const sets = new Map<number, Int32Array>();
  let total = 0;
  for (const [i, node] of nodes.entries()) {
    const start = starts[i] ?? -1;
    const size = sizes[i] ?? -1;
    if (node < 0 || node >= count || types[node] !== 1 || sets.has(node)) {
      throw fail(`categories are given for node ${node}, which does not split by them`);
    }
    total += size;
    if (start < 0 || size < 1 || start + size > categories.length || total > categories.length) {
      throw fail(`node ${node} has categories out of range`);
    }
    sets.set(node, categories.subarray(start, start + size));
  }
  if (types.some((type, node) => type === 1 && !sets.has(node))) {
    throw fail("a node splits by category and has none");
  }
  return sets;
}

interface VectorTree {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly size: number;
  readonly fail: Fail;
}

/** Until 3.0 every node has its numbers; later only leaves have, and the right child of a leaf is its number. */
function readVectors(tree: Part, { left, right, size, fail }: VectorTree): LeafVectors {
  if (!tree.has("leaf_weights")) {
    const values = tree.floats("base_weights", left.length * size);
    return { values, startOf: (leaf) => leaf * size };
  }
  const values = tree.floats("leaf_weights", null);
  const leaves = Math.floor(values.length / size);
  const taken = new Uint8Array(leaves);
  return {
    values,
    startOf(leaf) {
      const index = right[leaf] ?? -1;
      if (taken[index] !== 0) throw fail(`leaf ${leaf} has the numbers ${index} of ${leaves}`);
      taken[index] = 1;
      return index * size;
    },
  };
}
