// The first three levels of trees, as the kernels ask them of many rows at once; kernels/tree-heads.wat describes the words.

import { missingKey } from "./float-keys.ts";
import type { PackedNodes } from "./packed-tree.ts";
import { tileRows } from "./tree-kernels.ts";

/** Levels of a head: rows that went through it need as many steps less. */
export const headLevels = 3;

const asked = 2 ** headLevels - 1;

/** Words of a head. */
export const headWords = 32;

/** Bytes of a feature's keys in a tile. */
const featureBytes = 4 * tileRows;
const nodeBytes = 8;

/** @param trees  of the form "keys" */
export function headsOf(trees: readonly PackedNodes[]): Int32Array {
  const heads = new Int32Array(trees.length * headWords);
  for (const [i, { nodes }] of trees.entries()) {
    writeHead(nodes.array, heads.subarray(i * headWords, (i + 1) * headWords));
  }
  return heads;
}

function writeHead(nodes: Int32Array, head: Int32Array): void {
  /** The node at each place, level by level; below a leaf the leaf again. */
  const places = new Int32Array(2 * asked + 1);
  for (let place = 0; place < asked; place++) {
    const node = places[place] ?? 0;
    const word = nodes[2 * node + 1] ?? 0;
    const left = word >>> 9;
    const isLeaf = left === node;
    places[2 * place + 1] = left;
    places[2 * place + 2] = isLeaf ? node : left + 1;
    head[3 * place] = isLeaf ? missingKey : (nodes[2 * node] ?? 0);
    head[3 * place + 1] = isLeaf ? 0 : (word & 255) * featureBytes;
    head[3 * place + 2] = (word >>> 8) & 1 ? -1 : 0;
  }
  for (let exit = 0; exit <= asked; exit++) {
    head[3 * asked + exit] = (places[asked + exit] ?? 0) * nodeBytes;
  }
}
