// One tree of histogram gradient boosting, checked and made compact. Unlike other trees it compares float64
// numbers, and may ask whether a category is in a set.
// @see sklearn/ensemble/_hist_gradient_boosting/common.pyx `PREDICTOR_RECORD_DTYPE`

import { fieldOf, float64Values, int32Values, type NdArray } from "../../../objects/ndarray.ts";

/** Children lie side by side, so that right = left + 1; node 0 is the root. */
export interface HistTree {
  /** Feature that a node asks for; −1 in a leaf. */
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** Left child of a node. */
  readonly next: Int32Array;
  /** 1 where a missing value goes right, 0 where it goes left. */
  readonly missingRight: Uint8Array;
  /** Which set of categories goes left; −1 for a question about numbers. */
  readonly set: Int32Array;
  /** Sets of categories, eight words of 32 bits each. */
  readonly sets: Uint32Array;
  /** What a leaf adds. */
  readonly value: Float64Array;
}

/** Words in a set of the numbers 0 to 255. */
export const setWords = 8;

/** Whether a set of 256 bits holds a number. @param start  its first word */
export function isInSet(sets: Uint32Array, start: number, number: number): boolean {
  return (((sets[start + (number >> 5)] ?? 0) >>> (number & 31)) & 1) === 1;
}

/** What a tree must fit into. */
export interface HistLimits {
  readonly features: number;
  /** Features that may be asked for their category. */
  readonly categorical: ReadonlySet<number>;
}

/**
 * @param nodes  structured; `threshold` until 0.23, `num_threshold` since; without categories before 0.24 and
 *   without missing values in 0.21
 * @param sets   `raw_left_cat_bitsets`, sets × 8; null before 0.24
 * @throws what `fail` makes, for cycles, lost or shared nodes, unknown features, sets or numbers
 */
export function decodeHistTree(
  nodes: NdArray,
  sets: NdArray | null,
  limits: HistLimits,
  fail: (reason: string) => Error,
): HistTree {
  const count = nodes.size;
  if (nodes.dtype.fields === null || nodes.shape.length !== 1 || count < 1) {
    throw fail("its nodes are no records");
  }
  const source = readFields(nodes, fail);
  const words = readSets(sets, fail);
  const tree = emptyTree(count, words);
  // Pairs: a node as the file numbers it, its place in our order.
  const places = [0, 0];
  const seen = new Uint8Array(count);
  let free = 1;
  while (places.length > 0) {
    const place = places.pop() ?? 0;
    const node = places.pop() ?? 0;
    if (seen[node] !== 0) throw fail(`node ${node} has two parents`);
    seen[node] = 1;
    if (source.isLeaf[node] !== 0) {
      const value = source.value[node] ?? 0;
      if (!Number.isFinite(value)) throw fail(`the value of node ${node} is ${value}`);
      tree.value[place] = value;
      continue;
    }
    const left = source.left[node] ?? 0;
    const right = source.right[node] ?? 0;
    if (!isChild(left, count) || !isChild(right, count) || left === right || free + 2 > count) {
      throw fail(`node ${node} has the children ${left} and ${right} of ${count} nodes`);
    }
    copyQuestion(source, node, tree, place, limits, fail);
    tree.next[place] = free;
    places.push(right, free + 1, left, free);
    free += 2;
  }
  if (free !== count) throw fail(`${count - free} of ${count} nodes are out of reach`);
  return tree;
}

interface Fields {
  readonly isLeaf: Int32Array;
  readonly value: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly missingLeft: Int32Array | null;
  readonly isCategorical: Int32Array | null;
  readonly set: Int32Array | null;
}

function readFields(nodes: NdArray, fail: (reason: string) => Error): Fields {
  const optional = (name: string) => fieldOf(nodes, name);
  const field = (name: string, former = name): NdArray => {
    const array = optional(name) ?? optional(former);
    if (array === null) throw fail(`its nodes have no ${name}`);
    return array;
  };
  const integers = (name: string) => {
    const array = optional(name);
    return array === null ? null : int32Values(array);
  };
  return {
    isLeaf: int32Values(field("is_leaf")),
    value: float64Values(field("value")),
    left: int32Values(field("left")),
    right: int32Values(field("right")),
    feature: int32Values(field("feature_idx")),
    threshold: float64Values(field("num_threshold", "threshold")),
    missingLeft: integers("missing_go_to_left"),
    isCategorical: integers("is_categorical"),
    set: integers("bitset_idx"),
  };
}

function readSets(sets: NdArray | null, fail: (reason: string) => Error): Uint32Array {
  if (sets === null) return new Uint32Array(0);
  checkSets(sets, fail);
  return Uint32Array.from(sets.numbers());
}

/** @throws what `fail` makes */
export function checkSets({ shape, dtype }: NdArray, fail: (reason: string) => Error): void {
  if (shape.length !== 2 || shape[1] !== setWords || dtype.code !== "u") {
    throw fail("its sets of categories are not eight words each");
  }
}

function emptyTree(count: number, sets: Uint32Array): HistTree {
  return {
    feature: new Int32Array(count).fill(-1),
    threshold: new Float64Array(count),
    next: new Int32Array(count),
    missingRight: new Uint8Array(count),
    set: new Int32Array(count).fill(-1),
    sets,
    value: new Float64Array(count),
  };
}

function copyQuestion(
  source: Fields,
  node: number,
  tree: HistTree,
  place: number,
  limits: HistLimits,
  fail: (reason: string) => Error,
): void {
  const feature = source.feature[node] ?? -1;
  if (feature < 0 || feature >= limits.features) {
    throw fail(`node ${node} asks for feature ${feature} of ${limits.features}`);
  }
  tree.feature[place] = feature;
  tree.missingRight[place] = source.missingLeft?.[node] ? 0 : 1;
  if (source.isCategorical?.[node]) {
    const set = source.set?.[node] ?? -1;
    if (set < 0 || (set + 1) * setWords > tree.sets.length || !limits.categorical.has(feature)) {
      throw fail(`node ${node} asks for a category of feature ${feature}, which has no such set`);
    }
    tree.set[place] = set;
    return;
  }
  const threshold = source.threshold[node] ?? Number.NaN;
  if (Number.isNaN(threshold)) throw fail(`node ${node} has the threshold NaN`);
  tree.threshold[place] = threshold;
}

function isChild(node: number, count: number): boolean {
  return node > 0 && node < count;
}
