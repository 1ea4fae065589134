// Trees and rows that are hard to get right: thresholds that are no float32, rows right beside them, and everything that
// is odd among numbers; and a walk that is written as plainly as can be.
import type { CategorySets, PlainTree } from "../../../src/estimators/trees/packed-tree.ts";

export type Random = () => number;

/** From 0 to 1, the same ones for the same seed. */
export function randomNumbers(seed: number): Random {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const oddThresholds = [0, -0, Infinity, -Infinity, 1e300, -1e300, 1e-50, -1e-50, 3.4e38, 0.1];

function randomThreshold(random: Random): number {
  if (random() < 0.05) return oddThresholds[Math.floor(random() * oddThresholds.length)] ?? 0;
  return (random() - 0.5) * 10 ** Math.floor(random() * 5 - 2);
}

export interface TreeWishes {
  readonly features: number;
  readonly leaves: number;
  /** Chance that the leaf which is split next is the last one made: 1 makes a chain. */
  readonly depth?: number;
  readonly sets?: CategorySets;
}

export interface RandomTree extends PlainTree {
  /** The number of each leaf, by node. */
  readonly numbers: Int32Array;
}

export function randomTree(random: Random, wishes: TreeWishes): RandomTree {
  const { features, leaves, depth = 0.3, sets } = wishes;
  const count = 2 * leaves - 1;
  const feature = new Int32Array(count).fill(-1);
  const threshold = new Float64Array(count);
  const next = new Int32Array(count);
  const missingRight = new Uint8Array(count);
  const set = new Int32Array(count).fill(-1);
  const open = [0];
  for (let free = 1; free < count; free += 2) {
    const at = random() < depth ? open.length - 1 : Math.floor(random() * open.length);
    const [node = 0] = open.splice(at, 1);
    feature[node] = Math.floor(random() * features);
    threshold[node] = randomThreshold(random);
    missingRight[node] = random() < 0.5 ? 1 : 0;
    next[node] = free;
    if (sets !== undefined && random() < 0.4) {
      set[node] = Math.floor(random() * (sets.starts.length - 1));
    }
    open.push(free, free + 1);
  }
  let leaf = 0;
  const numbers = feature.map((asked) => (asked < 0 ? leaf++ : 0));
  return { feature, threshold, next, missingRight, set, numbers };
}

const oddNumbers = [0, -0, Infinity, -Infinity, 1e300, -1e300, 1e-46, -1e-46, 2 ** 24 + 1, 255.5];

/** Rows of which most lie within 1e-9 to 3e-8 of some threshold. */
export function randomRows(
  random: Random,
  trees: readonly PlainTree[],
  shape: { readonly rows: number; readonly features: number; readonly missing: number },
): Float64Array {
  const all = trees.flatMap(({ threshold }) => Array.from(threshold));
  return Float64Array.from({ length: shape.rows * shape.features }, () => {
    if (random() < shape.missing) return Number.NaN;
    if (random() < 0.02) return oddNumbers[Math.floor(random() * oddNumbers.length)] ?? 0;
    const near = all[Math.floor(random() * all.length)] ?? 0;
    const away = random() < 0.2 ? random() : 10 ** (-9 + random() * 1.5);
    return near * (1 + (random() < 0.5 ? away : -away));
  });
}

/** The node where a row ends; numbers as they are compared. */
export function plainLeaf(tree: PlainTree, sets: CategorySets | null, row: Float64Array): number {
  let node = 0;
  for (;;) {
    const asked = tree.feature[node] ?? -1;
    if (asked < 0) return node;
    const x = row[asked] ?? 0;
    const set = tree.set?.[node] ?? -1;
    let goesLeft: boolean;
    if (Number.isNaN(x)) goesLeft = tree.missingRight[node] === 0;
    else if (set >= 0 && sets !== null) goesLeft = holds(sets, set, x);
    else goesLeft = x <= (tree.threshold[node] ?? 0);
    node = (tree.next[node] ?? 0) + (goesLeft ? 0 : 1);
  }
}

function holds({ starts, words }: CategorySets, set: number, x: number): boolean {
  const members = words.slice(starts[set], starts[set + 1]);
  const category = Math.min(Math.max(0, Math.floor(x)), 2 ** 32 - 1);
  return (((members[Math.floor(category / 32)] ?? 0) >>> (category % 32)) & 1) === 1;
}
