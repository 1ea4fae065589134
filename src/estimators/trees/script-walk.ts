// The kernels of kernels/tree-*.wat once more in JavaScript, where WebAssembly or its memory is not to be had: the same
// nodes, four rows at once, comparisons as numbers and not as branches, which a processor would guess wrongly half of
// the time.

import { missingKey } from "./float-keys.ts";

/** Rows, one after another; behind the last of them there is room for three more. */
export interface WalkedRows<A extends Int32Array | Float64Array> {
  readonly data: A;
  readonly columns: number;
  readonly count: number;
}

/** The node where each row ends in a tree of the form "keys". @param leaves  with room for three more */
export function walkKeys(
  nodes: Int32Array,
  { data, columns, count }: WalkedRows<Int32Array>,
  leaves: Int32Array,
): void {
  for (let row = 0; row < count; row += 4) {
    const rowA = row * columns;
    const rowB = rowA + columns;
    const rowC = rowB + columns;
    const rowD = rowC + columns;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let moved = 1; moved !== 0; ) {
      const nextA = nextByKey(nodes, a, data, rowA);
      const nextB = nextByKey(nodes, b, data, rowB);
      const nextC = nextByKey(nodes, c, data, rowC);
      const nextD = nextByKey(nodes, d, data, rowD);
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

function nextByKey(nodes: Int32Array, node: number, keys: Int32Array, row: number): number {
  const word = nodes[2 * node + 1] ?? 0;
  const key = keys[row + (word & 255)] ?? 0;
  const kept = Number(key === missingKey) & (word >> 8);
  return (word >>> 9) + (Number((nodes[2 * node] ?? 0) < key) & ~kept);
}

/** Nodes of the form "numbers", by words and by thresholds. */
export interface NumberNodes {
  readonly words: Int32Array;
  readonly thresholds: Float64Array;
}

/** As `walkKeys` for the form "numbers", without sets. */
export function walkNumbers(
  nodes: NumberNodes,
  { data, columns, count }: WalkedRows<Float64Array>,
  leaves: Int32Array,
): void {
  for (let row = 0; row < count; row += 4) {
    const rowA = row * columns;
    const rowB = rowA + columns;
    const rowC = rowB + columns;
    const rowD = rowC + columns;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let moved = 1; moved !== 0; ) {
      const nextA = nextByNumber(nodes, a, data, rowA);
      const nextB = nextByNumber(nodes, b, data, rowB);
      const nextC = nextByNumber(nodes, c, data, rowC);
      const nextD = nextByNumber(nodes, d, data, rowD);
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

function nextByNumber(
  { words, thresholds }: NumberNodes,
  node: number,
  data: Float64Array,
  row: number,
): number {
  const word = words[4 * node + 3] ?? 0;
  const x = data[row + (word >> 2)] ?? 0;
  // NaN is not above anything, and goes right only where the node does not keep it.
  const right = Number(!(x <= (thresholds[2 * node] ?? 0))) & (Number(!Number.isNaN(x)) | ~word);
  return (words[4 * node + 2] ?? 0) + (right & 1);
}

/** As `walkNumbers`, one row after another, for trees that ask for categories too. */
export function walkSets(
  { words, thresholds }: NumberNodes,
  sets: Uint32Array,
  { data, columns, count }: WalkedRows<Float64Array>,
  leaves: Int32Array,
): void {
  for (let row = 0; row < count; row++) {
    let node = -1;
    for (let next = 0; next !== node; ) {
      node = next;
      const word = words[4 * node + 3] ?? 0;
      const x = data[row * columns + (word >> 2)] ?? 0;
      let isLeft: boolean;
      if (Number.isNaN(x)) isLeft = (word & 1) === 1;
      else if ((word & 2) === 0) isLeft = x <= (thresholds[2 * node] ?? 0);
      else isLeft = isMember(sets, words[4 * node] ?? 0, words[4 * node + 1] ?? 0, x);
      next = (words[4 * node + 2] ?? 0) + Number(!isLeft);
    }
    leaves[row] = node;
  }
}

/** Whether a set holds a category: one below 0 counts as 0, and a broken one as the whole number below it. */
function isMember(sets: Uint32Array, start: number, length: number, x: number): boolean {
  const category = Math.max(0, Math.floor(x));
  const word = Math.floor(category / 32);
  return word < length && (((sets[start + word] ?? 0) >>> (category % 32)) & 1) === 1;
}
