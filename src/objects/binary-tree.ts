// scikit-learn's KDTree and BallTree: the training points, ordered so that every node is a range of them.

import { NdArray } from "./ndarray.ts";
import { invalidObject } from "./records.ts";
import {
  numberOf,
  type PyGlobal,
  PyObject,
  PyTuple,
  type PyValue,
  type Stateful,
} from "./values.ts";

/** What a BallTree or KDTree holds, with shapes that agree. */
export interface BinaryTreeParts {
  /** n × m numbers: the training points. */
  readonly data: NdArray;
  /** n whole numbers: the order of the points in the tree. */
  readonly indices: NdArray;
  /** One structured item per node: idx_start, idx_end, is_leaf, radius. */
  readonly nodes: NdArray;
  /** KDTree: 2 × nodes × m bounds; BallTree: 1 × nodes × m centres. */
  readonly bounds: NdArray;
  readonly leafSize: number;
  readonly levels: number;
  /** The distance metric: a record whose state is (p, vec, mat). */
  readonly metric: PyObject;
  /** n weights, or null. */
  readonly sampleWeight: NdArray | null;
}

/**
 * A KDTree or BallTree, filled by BUILD.
 *
 * @see sklearn/neighbors/_binary_tree.pxi.tp `BinaryTree.__getstate__`: 12 or 13 items, the same since 0.18
 */
export class BinaryTree implements Stateful {
  readonly kind = "binary-tree";
  readonly treeClass: PyGlobal;
  /** Byte of the file that makes it. */
  readonly offset: number;
  #parts: BinaryTreeParts | null = null;
  #state: PyValue = null;

  constructor(treeClass: PyGlobal, offset: number) {
    this.treeClass = treeClass;
    this.offset = offset;
  }

  /** @throws OBJECT_INVALID when BUILD was missing */
  get parts(): BinaryTreeParts {
    if (this.#parts === null) {
      throw invalidObject({ global: this.treeClass, offset: this.offset }, "it is empty");
    }
    return this.#parts;
  }

  /** What BUILD brought; null before. */
  get state(): PyValue {
    return this.#state;
  }

  /** @throws OBJECT_INVALID */
  setState(state: PyValue, offset: number): void {
    const made = { global: this.treeClass, offset };
    const items = state instanceof PyTuple ? state.items : [];
    const [data, indices, nodes, bounds, leafSize, levels, nodeCount] = items;
    const metric = items[11];
    const weight = items[12] ?? null;
    const leaf = numberOf(leafSize) ?? -1;
    const depth = numberOf(levels) ?? -1;
    if (items.length < 12 || items.length > 13 || this.#parts !== null) {
      throw invalidObject(made, "its state has another form");
    }
    if (
      !(data instanceof NdArray) ||
      !(indices instanceof NdArray) ||
      !(nodes instanceof NdArray) ||
      !(bounds instanceof NdArray) ||
      !(metric instanceof PyObject)
    ) {
      throw invalidObject(made, "an array or the metric of it is missing");
    }
    const [rows = -1, columns = -1] = data.shape;
    const count = numberOf(nodeCount);
    const agree =
      data.shape.length === 2 &&
      indices.shape.length === 1 &&
      indices.size === rows &&
      nodes.shape.length === 1 &&
      nodes.size === count &&
      nodes.dtype.fields !== null &&
      bounds.shape.length === 3 &&
      bounds.shape[1] === count &&
      bounds.shape[2] === columns;
    if (!agree || leaf < 1 || depth < 0) throw invalidObject(made, "its arrays do not agree");
    if (weight !== null && !(weight instanceof NdArray && weight.size === rows)) {
      throw invalidObject(made, "its weights are not one per point");
    }
    const sampleWeight = weight;
    this.#state = state;
    this.#parts = {
      data,
      indices,
      nodes,
      bounds,
      leafSize: leaf,
      levels: depth,
      metric,
      sampleWeight,
    };
  }
}
