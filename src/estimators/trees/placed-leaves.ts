// What the leaves of a tree say, from leaf by leaf to where the engine finds it: node by node.

import type { ModelMemory, Placed } from "../kernels/model-memory.ts";
import type { LaidTree } from "./laid-tree.ts";
import type { PackedTree } from "./packed-tree.ts";
import { type TreePackKernel, treePack } from "./tree-pack.ts";

/** @param kernel  null for the same in JavaScript */
export function placeLeaves(
  tree: LaidTree,
  memory: ModelMemory,
  kernel: TreePackKernel | null = treePack(),
): Pick<PackedTree, "numbers" | "values"> {
  if (tree.width === 1) return { numbers: null, values: placeValues(tree, memory, kernel) };
  return { numbers: placeNumbers(tree, memory, kernel), values: memory.place(tree.values.array) };
}

/** Of leaves that say one number, by node. */
function placeValues(
  { count, places, values }: LaidTree,
  memory: ModelMemory,
  kernel: TreePackKernel | null,
): Placed<Float64Array> {
  const known = kernel !== null && places.address !== null && values.address !== null;
  const room = known ? memory.room(8 * count) : null;
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
  const room = kernel !== null && places.address !== null ? memory.room(4 * count) : null;
  if (kernel !== null && places.address !== null && room !== null) {
    kernel.functions.spreadNumbers(places.address, places.array.length, room, count);
    return memory.keep(new Int32Array(kernel.memory.buffer, room, count), room);
  }
  const all = new Int32Array(count);
  for (const [leaf, place] of places.array.entries()) all[place] = leaf;
  return memory.move(all);
}
