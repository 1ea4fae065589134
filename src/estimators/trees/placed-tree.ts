// What the leaves of a tree say, from leaf by leaf to where the engine finds it: node by node.

import type { ModelMemory, Placed } from "../kernels/model-memory.ts";
import type { LaidTree } from "./laid-tree.ts";
import type { PlacedTree } from "./packed-tree.ts";
import { type TreePackKernel, treePack } from "./tree-pack.ts";

/** @param kernel  null for the same in JavaScript */
export function placeTree(
  tree: LaidTree,
  memory: ModelMemory,
  kernel: TreePackKernel | null = treePack(),
): PlacedTree {
  const { nodes, steps, search, width } = tree;
  const one = width === 1;
  const numbers = one ? null : placeNumbers(tree, memory, kernel);
  const values = one ? placeValues(tree, memory, kernel) : memory.place(tree.values.array);
  return { nodes, steps, search, numbers, values };
}

/** Of leaves that say one number, by node. */
function placeValues(
  { count, places, values }: LaidTree,
  memory: ModelMemory,
  kernel: TreePackKernel | null,
): Placed<Float64Array> {
  const known = kernel !== null && places.address !== null && values.address !== null;
  const room = known ? memory.room(8 * count, kernel.memory) : null;
  if (known && room !== null) {
    kernel.functions.spreadValues(places.address, places.array.length, room, count, values.address);
    return memory.keep(new Float64Array(kernel.memory.buffer, room, count), room);
  }
  const all = new Float64Array(count);
  for (const [leaf, place] of places.array.entries()) all[place] = values.array[leaf] ?? 0;
  return memory.move(all);
}

/** Of other leaves, by node where it stands. */
function placeNumbers(
  { count, places }: LaidTree,
  memory: ModelMemory,
  kernel: TreePackKernel | null,
): Placed<Int32Array> {
  const room =
    kernel !== null && places.address !== null ? memory.room(4 * count, kernel.memory) : null;
  if (kernel !== null && places.address !== null && room !== null) {
    kernel.functions.spreadNumbers(places.address, places.array.length, room, count);
    return memory.keep(new Int32Array(kernel.memory.buffer, room, count), room);
  }
  const all = new Int32Array(count);
  for (const [leaf, place] of places.array.entries()) all[place] = leaf;
  return memory.move(all);
}
