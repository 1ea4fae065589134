// All trees of a model in a few flat arrays. Children lie side by side, so that right = left + 1, whatever order
// the file has them in; XGBoost itself assumes that order of the file and answers wrongly where it is another.
// @see xgboost/include/xgboost/tree_model.h `RegTree`

/** Nodes of all trees, one tree after another. */
export interface Forest {
  readonly features: number;
  /** Numbers that the trees add up to per row. */
  readonly outputs: number;
  /** First node of each tree; and of a tree that would follow. */
  readonly roots: Int32Array;
  /** Output that each tree adds to; null when leaves hold a number for every output. */
  readonly groups: Int32Array | null;
  /** Feature that a node asks for. */
  readonly feature: Int32Array;
  /** x < threshold goes left; −∞ in a leaf. */
  readonly threshold: Float32Array;
  /** Left child; in a leaf the node before it. */
  readonly left: Int32Array;
  /** 1 where a missing value goes right. */
  readonly missingRight: Uint8Array;
  /** Values of leaves. */
  readonly values: Float32Array;
  /** For each leaf the first of its numbers in `vectors`; empty when leaves hold one value. */
  readonly vectorStarts: Int32Array;
  readonly vectors: Float32Array;
  /** For each node the number of its set of categories, or −1; empty when no split is by category. */
  readonly setOf: Int32Array;
  /** Categories that go right, ascending. */
  readonly sets: readonly Int32Array[];
}

export function isLeaf(forest: Pick<Forest, "left">, node: number): boolean {
  return forest.left[node] === node - 1;
}
