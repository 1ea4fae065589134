// All that the kernels need to know of an ensemble's trees, as words in their memory, so that every thread can read it.

import type { KernelMemory } from "../kernels/kernel-memory.ts";
import type { PackedTree } from "./packed-tree.ts";
import { headLevels, headWords } from "./tree-heads.ts";
import { type TreeKernels, tileRows } from "./tree-kernels.ts";

/**
 * Words per tree: addresses of nodes, of leaf numbers (0 for none) and of values; steps, below the head where there is
 * one; search; target; address of the head (0 for none); `together`.
 */
const words = 8;

/** Trees that stay in the first cache while rows pass, in bytes of nodes. */
export const smallTree: number = 2 ** 16;

/**
 * null unless everything lies where kernels read.
 *
 * @param width  numbers that a leaf says
 * @param heads  address of the trees' heads; null for trees of the form "numbers", which have none
 */
export function tableOf(
  trees: readonly PackedTree[],
  width: number,
  heads: number | null,
): Int32Array | null {
  const table = new Int32Array(trees.length * words);
  for (const [i, tree] of trees.entries()) {
    const { nodes, numbers, values, steps, search, target } = tree;
    if (nodes.address === null || values.address === null || numbers?.address === null) return null;
    const head = heads === null ? 0 : heads + 4 * headWords * i;
    const below = heads === null ? steps : Math.max(0, steps - headLevels);
    table.set(
      [
        nodes.address,
        numbers?.address ?? 0,
        values.address,
        below,
        search,
        target,
        head,
        together(tree, width),
      ],
      i * words,
    );
  }
  return table;
}

/** How a kernel adds what leaves say while it walks, see kernels/tree-keys.wat; 0 where that is done afterwards. */
function together({ nodes, numbers, values }: PackedTree, width: number): 0 | 1 | 2 {
  if (nodes.array.byteLength > smallTree) return 0;
  if (numbers === null) return 1;
  return width === 2 && values.array instanceof Float64Array ? 2 : 0;
}

/** What else there is to know of an ensemble; numbers only. */
export interface TableShape {
  /** 1 for the form "keys", 0 for "numbers". */
  readonly byKeys: number;
  readonly columns: number;
  readonly width: number;
  readonly outputs: number;
  /** 1 where sums and leaves are float32. */
  readonly single: number;
  /** Address of the words of sets; 0 where no tree asks for categories. */
  readonly sets: number;
}

/** Some rows, and where what is made of them goes: addresses. */
export interface TableRows {
  /** Rows one after another, or for the form "keys" tiles. */
  readonly rows: number;
  readonly leaves: number;
  readonly sums: number;
  readonly count: number;
  /** Whether a number may be missing. */
  readonly missing: boolean;
}

/** Adds what all trees say of some rows to their sums, one tree after another. */
export function addTable(
  kernels: TreeKernels,
  table: Int32Array,
  shape: TableShape,
  block: TableRows,
): void {
  if (shape.byKeys === 1) addKeys(kernels, table, shape, block);
  else addNumbers(kernels, table, shape, block);
}

function addKeys({ keys }: TreeKernels, table: Int32Array, shape: TableShape, block: TableRows) {
  const { columns, width, outputs } = shape;
  const { rows, leaves, sums, count, missing } = block;
  const single = shape.single === 1 ? 1 : 0;
  const bytes = single === 1 ? 4 : 8;
  keys.addTrees(
    table.byteOffset,
    table.byteOffset + table.byteLength,
    rows,
    columns * 4 * tileRows,
    count,
    leaves,
    sums,
    outputs * bytes,
    width * bytes,
    single,
    missing ? 1 : 0,
  );
}

function addNumbers(
  { numbers: walks, sums: sum }: TreeKernels,
  table: Int32Array,
  { columns, width, outputs, single, sets }: TableShape,
  { rows, leaves, sums, count, missing }: TableRows,
): void {
  const walk = missing ? walks.walkMissing : walks.walk;
  const rowStride = columns * 8;
  const bytes = single === 1 ? 4 : 8;
  const stride = outputs * bytes;
  const addOne = single === 1 ? sum.addSingles : sum.addDoubles;
  const addVectors = single === 1 ? sum.addSingleVectors : sum.addDoubleVectors;
  for (let at = 0; at < table.length; at += words) {
    const nodes = table[at] ?? 0;
    const numbers = table[at + 1] ?? 0;
    const values = table[at + 2] ?? 0;
    if (sets !== 0) walks.walkSets(nodes, rows, rowStride, count, leaves, sets);
    else {
      const search = table[at + 4] === 1 ? 1 : 0;
      walk(nodes, rows, rowStride, count, leaves, table[at + 3] ?? 1, search);
    }
    const to = sums + (table[at + 5] ?? 0) * bytes;
    if (numbers === 0) addOne(values, leaves, count, to, stride);
    else addVectors(numbers, values, width * bytes, leaves, count, to, stride);
  }
}

/** All of the kernels' memory, by kinds of numbers. */
interface MemoryViews {
  readonly buffer: SharedArrayBuffer;
  readonly words: Int32Array;
  readonly singles: Float32Array;
  readonly doubles: Float64Array;
}

let views: MemoryViews | null = null;

function viewsOf({ buffer }: KernelMemory): MemoryViews {
  // It is another one whenever the memory has grown.
  if (views?.buffer === buffer) return views;
  views = {
    buffer,
    words: new Int32Array(buffer),
    singles: new Float32Array(buffer),
    doubles: new Float64Array(buffer),
  };
  return views;
}

/**
 * Adds what all trees say of one row, in the order of the trees. Straight from the table: in a large forest every
 * object on the way to a leaf would have to come from far away.
 *
 * @param row  by tree the node where the row ends; sums, and the first one of the row
 */
export function addRow(
  memory: KernelMemory,
  table: Int32Array,
  { width, single }: TableShape,
  row: {
    readonly leaves: Int32Array;
    readonly sums: Float32Array | Float64Array;
    readonly first: number;
  },
): void {
  const { leaves, sums, first } = row;
  const all = viewsOf(memory);
  const numbersOf = single === 1 ? all.singles : all.doubles;
  const shift = single === 1 ? 2 : 3;
  for (let at = 0, tree = 0; at < table.length; at += words, tree++) {
    const numbers = table[at + 1] ?? 0;
    const node = leaves[tree] ?? 0;
    const leaf = numbers === 0 ? node : (all.words[(numbers >>> 2) + node] ?? 0) * width;
    const from = ((table[at + 2] ?? 0) >>> shift) + leaf;
    const to = first + (table[at + 5] ?? 0);
    for (let k = 0; k < width; k++) sums[to + k] = (sums[to + k] ?? 0) + (numbersOf[from + k] ?? 0);
  }
}
