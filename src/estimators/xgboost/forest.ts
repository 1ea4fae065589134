// All trees of a model in a few flat arrays. Children lie side by side, so that right = left + 1, whatever order
// the file has them in; XGBoost itself assumes that order of the file and answers wrongly where it is another.
// A leaf asks a question to which every answer is itself: many rows can take the same number of steps at once.
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

/** Rows or trees that are walked at once, so that the processor need not wait for one of them. */
const lanes = 4;

/**
 * Adds what the trees from `first` to before `end` say to each row's outputs, in float32 and in the order of the
 * trees: every sum is rounded as XGBoost rounds it.
 *
 * @param rows     n × features; NaN = missing
 * @param margins  n × outputs, changed in place
 * @see xgboost/src/predictor/cpu_predictor.cc `PredictByAllTrees`; until 1.2 trees were summed before the base
 *   score was added, which differs in the last bit and which later versions do not repeat for old models either
 */
export function addTrees(
  forest: Forest,
  trees: { readonly first: number; readonly end: number },
  rows: Float32Array,
  margins: Float32Array,
): void {
  const { outputs, setOf } = forest;
  const count = margins.length / outputs;
  // All rows go through a tree before the next one: it stays in the cache.
  const whole = setOf.length > 0 ? count : count - (count % lanes);
  const leaves = new Int32Array(whole);
  for (let tree = trees.first; whole > 0 && tree < trees.end; tree++) {
    if (setOf.length > 0) findLeavesByCategory(forest, tree, rows, leaves);
    else findLeaves(forest, tree, rows, leaves);
    addLeaves(forest, tree, leaves, margins);
  }
  for (let row = whole; row < count; row++) addTreesToRow(forest, trees, rows, margins, row);
}

/** What the leaf of each row says, from the first row on. */
function addLeaves(forest: Forest, tree: number, leaves: Int32Array, margins: Float32Array): void {
  const { groups, outputs, values } = forest;
  if (groups === null) {
    for (const [row, leaf] of leaves.entries()) addLeaf(forest, tree, leaf, margins, row);
    return;
  }
  for (let row = 0, to = groups[tree] ?? 0; row < leaves.length; row++, to += outputs) {
    margins[to] = (margins[to] ?? 0) + (values[leaves[row] ?? 0] ?? 0);
  }
}

function addLeaf(
  forest: Forest,
  tree: number,
  leaf: number,
  margins: Float32Array,
  row: number,
): void {
  const { groups, outputs, values, vectors, vectorStarts } = forest;
  const to = row * outputs;
  if (groups !== null) {
    const at = to + (groups[tree] ?? 0);
    margins[at] = (margins[at] ?? 0) + (values[leaf] ?? 0);
    return;
  }
  const from = vectorStarts[leaf] ?? 0;
  for (let k = 0; k < outputs; k++) {
    margins[to + k] = (margins[to + k] ?? 0) + (vectors[from + k] ?? 0);
  }
}

/**
 * The leaf of each row in one tree, four rows at a time, until none of them moves on. Comparisons are numbers and
 * not branches, which a processor would guess wrongly half of the time.
 *
 * @param leaves  their number is a multiple of four
 */
function findLeaves(forest: Forest, tree: number, rows: Float32Array, leaves: Int32Array): void {
  const { feature, threshold, left, missingRight, features } = forest;
  const root = forest.roots[tree] ?? 0;
  for (let row = 0; row < leaves.length; row += lanes) {
    const start = row * features;
    let a = root;
    let b = root;
    let c = root;
    let d = root;
    for (let moved = 1; moved !== 0; ) {
      const xA = rows[start + (feature[a] ?? 0)] ?? 0;
      const xB = rows[start + features + (feature[b] ?? 0)] ?? 0;
      const xC = rows[start + 2 * features + (feature[c] ?? 0)] ?? 0;
      const xD = rows[start + 3 * features + (feature[d] ?? 0)] ?? 0;
      const missingA = Number(Number.isNaN(xA)) & (missingRight[a] ?? 0);
      const missingB = Number(Number.isNaN(xB)) & (missingRight[b] ?? 0);
      const missingC = Number(Number.isNaN(xC)) & (missingRight[c] ?? 0);
      const missingD = Number(Number.isNaN(xD)) & (missingRight[d] ?? 0);
      const nextA = (left[a] ?? 0) + (Number(xA >= (threshold[a] ?? 0)) | missingA);
      const nextB = (left[b] ?? 0) + (Number(xB >= (threshold[b] ?? 0)) | missingB);
      const nextC = (left[c] ?? 0) + (Number(xC >= (threshold[c] ?? 0)) | missingC);
      const nextD = (left[d] ?? 0) + (Number(xD >= (threshold[d] ?? 0)) | missingD);
      moved = (a ^ nextA) | (b ^ nextB) | (c ^ nextC) | (d ^ nextD);
      a = nextA;
      b = nextB;
      c = nextC;
      d = nextD;
    }
    leaves[row] = a;
    leaves[row + 1] = b;
    leaves[row + 2] = c;
    leaves[row + 3] = d;
  }
}

/** As `addTrees` for one row: four trees at a time, their leaves added in order. */
function addTreesToRow(
  forest: Forest,
  { first, end }: { readonly first: number; readonly end: number },
  rows: Float32Array,
  margins: Float32Array,
  row: number,
): void {
  const { roots, feature, threshold, left, missingRight, features } = forest;
  const start = row * features;
  for (let tree = first; tree < end; tree += lanes) {
    const last = end - 1;
    let a = roots[tree] ?? 0;
    let b = roots[Math.min(tree + 1, last)] ?? 0;
    let c = roots[Math.min(tree + 2, last)] ?? 0;
    let d = roots[Math.min(tree + 3, last)] ?? 0;
    for (let moved = 1; moved !== 0; ) {
      const xA = rows[start + (feature[a] ?? 0)] ?? 0;
      const xB = rows[start + (feature[b] ?? 0)] ?? 0;
      const xC = rows[start + (feature[c] ?? 0)] ?? 0;
      const xD = rows[start + (feature[d] ?? 0)] ?? 0;
      const missingA = Number(Number.isNaN(xA)) & (missingRight[a] ?? 0);
      const missingB = Number(Number.isNaN(xB)) & (missingRight[b] ?? 0);
      const missingC = Number(Number.isNaN(xC)) & (missingRight[c] ?? 0);
      const missingD = Number(Number.isNaN(xD)) & (missingRight[d] ?? 0);
      const nextA = (left[a] ?? 0) + (Number(xA >= (threshold[a] ?? 0)) | missingA);
      const nextB = (left[b] ?? 0) + (Number(xB >= (threshold[b] ?? 0)) | missingB);
      const nextC = (left[c] ?? 0) + (Number(xC >= (threshold[c] ?? 0)) | missingC);
      const nextD = (left[d] ?? 0) + (Number(xD >= (threshold[d] ?? 0)) | missingD);
      moved = (a ^ nextA) | (b ^ nextB) | (c ^ nextC) | (d ^ nextD);
      a = nextA;
      b = nextB;
      c = nextC;
      d = nextD;
    }
    addLeaf(forest, tree, a, margins, row);
    if (tree + 1 < end) addLeaf(forest, tree + 1, b, margins, row);
    if (tree + 2 < end) addLeaf(forest, tree + 2, c, margins, row);
    if (tree + 3 < end) addLeaf(forest, tree + 3, d, margins, row);
  }
}

/** As `findLeaves`, for trees with splits by category, and for any number of rows. */
function findLeavesByCategory(
  forest: Forest,
  tree: number,
  rows: Float32Array,
  leaves: Int32Array,
): void {
  const { feature, threshold, left, missingRight, features, setOf, sets } = forest;
  const root = forest.roots[tree] ?? 0;
  for (let row = 0; row < leaves.length; row++) {
    let node = root;
    while (left[node] !== node - 1) {
      const x = rows[row * features + (feature[node] ?? 0)] ?? 0;
      const set = sets[setOf[node] ?? -1];
      const right = set === undefined ? x >= (threshold[node] ?? 0) : includes(set, x);
      const missing = Number.isNaN(x) && missingRight[node] === 1;
      node = (left[node] ?? 0) + Number(right || missing);
    }
    leaves[row] = node;
  }
}

/** Whether a sorted list holds a category. Those that no split ever saw are in none, and go left. */
function includes(set: Int32Array, x: number): boolean {
  if (!(x >= 0)) return false;
  const category = Math.floor(x);
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
