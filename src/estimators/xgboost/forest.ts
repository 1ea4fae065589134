// All trees of a model in four flat arrays. Children lie side by side, so that right = left + 1, whatever order
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
  /** Feature that a node asks for; −1 in a leaf. */
  readonly feature: Int32Array;
  /** x < threshold goes left. In a leaf its value; at a split by category the number of its set. */
  readonly threshold: Float32Array;
  /** Left child; in a leaf the first of its numbers in `vectors`. */
  readonly left: Int32Array;
  /** `missingLeft` and `byCategory`, as bits. */
  readonly flags: Uint8Array;
  /** Categories that go right, ascending, one list per split by category. */
  readonly sets: readonly Int32Array[];
  /** Leaves × outputs, where leaves hold a number for every output; else empty. */
  readonly vectors: Float32Array;
}

/** A missing value goes left. */
export const missingLeft = 1;
/** The node asks whether a category is in a set. */
export const byCategory = 2;

/**
 * Adds what the trees from `first` to before `end` say to each row's outputs, in float32 and in the order of the
 * trees: every sum is rounded as XGBoost rounds it.
 *
 * @param rows     count × features; NaN = missing
 * @param margins  count × outputs, changed in place
 * @param missing  whether `rows` may hold NaN
 * @see xgboost/src/predictor/cpu_predictor.cc `PredictByAllTrees`
 */
export function addTrees(
  forest: Forest,
  trees: { readonly first: number; readonly end: number },
  rows: Float32Array,
  margins: Float32Array,
  missing: boolean,
): void {
  const { roots, groups, outputs, threshold, left, vectors } = forest;
  const leaves = new Int32Array(margins.length / outputs);
  const find = missing || forest.sets.length > 0 ? findLeaves : findLeavesFast;
  for (let tree = trees.first; tree < trees.end; tree++) {
    find(forest, roots[tree] ?? 0, rows, leaves);
    if (groups === null) addVectors(vectors, left, leaves, margins, outputs);
    else addValues(threshold, leaves, margins, outputs, groups[tree] ?? 0);
  }
}

function addValues(
  values: Float32Array,
  leaves: Int32Array,
  margins: Float32Array,
  outputs: number,
  group: number,
): void {
  for (let row = 0, to = group; row < leaves.length; row++, to += outputs) {
    margins[to] = (margins[to] ?? 0) + (values[leaves[row] ?? 0] ?? 0);
  }
}

function addVectors(
  vectors: Float32Array,
  left: Int32Array,
  leaves: Int32Array,
  margins: Float32Array,
  outputs: number,
): void {
  for (let row = 0; row < leaves.length; row++) {
    const from = left[leaves[row] ?? 0] ?? 0;
    const to = row * outputs;
    for (let k = 0; k < outputs; k++)
      margins[to + k] = (margins[to + k] ?? 0) + (vectors[from + k] ?? 0);
  }
}

/** The node where each row ends in one tree, when nothing is missing and no split is by category. */
function findLeavesFast(
  forest: Forest,
  root: number,
  rows: Float32Array,
  leaves: Int32Array,
): void {
  const { feature, threshold, left, features } = forest;
  for (let row = 0, start = 0; row < leaves.length; row++, start += features) {
    let node = root;
    for (let asked = feature[node] ?? -1; asked >= 0; asked = feature[node] ?? -1) {
      const right = (rows[start + asked] ?? 0) < (threshold[node] ?? 0) ? 0 : 1;
      node = (left[node] ?? 0) + right;
    }
    leaves[row] = node;
  }
}

function findLeaves(forest: Forest, root: number, rows: Float32Array, leaves: Int32Array): void {
  const { feature, left, features } = forest;
  for (let row = 0, start = 0; row < leaves.length; row++, start += features) {
    let node = root;
    for (let asked = feature[node] ?? -1; asked >= 0; asked = feature[node] ?? -1) {
      const right = goesRight(forest, node, rows[start + asked] ?? 0) ? 1 : 0;
      node = (left[node] ?? 0) + right;
    }
    leaves[row] = node;
  }
}

function goesRight({ threshold, flags, sets }: Forest, node: number, x: number): boolean {
  const kind = flags[node] ?? 0;
  if (Number.isNaN(x)) return (kind & missingLeft) === 0;
  const limit = threshold[node] ?? 0;
  if ((kind & byCategory) === 0) return !(x < limit);
  const set = sets[limit];
  return x >= 0 && set !== undefined && includes(set, Math.trunc(x));
}

/** Whether a sorted list holds a category. Those that no split ever saw are in none, and go left. */
function includes(set: Int32Array, category: number): boolean {
  let low = 0;
  let high = set.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = set[middle] ?? 0;
    if (found === category) return true;
    if (found < category) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
