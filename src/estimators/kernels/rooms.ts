// Rooms that are made together, in one piece of the kernels' memory.

import type { ModelMemory } from "./model-memory.ts";

/** What a kernel may read or write behind its end, bytes: rooms are as far apart. */
const margin = 64;

/** Addresses of the rooms, multiples of 16. */
export type Rooms<Name extends string> = Readonly<Record<Name, number>>;

/**
 * Rooms full of zeros, to be written to.
 *
 * @param sizes  in bytes
 * @returns      null where the memory has not so much left
 */
export function layRooms<Name extends string>(
  memory: ModelMemory,
  sizes: Readonly<Record<Name, number>>,
): Rooms<Name> | null {
  const names = Object.keys(sizes) as Name[];
  const spaces = names.map((name) => Math.ceil(sizes[name] / margin) * margin + margin);
  const laid = memory.lay(spaces.reduce((sum, space) => sum + space, margin) / 8);
  if (laid === null) return null;
  laid.array.fill(0);
  let address = laid.address + margin;
  const rooms = names.map((name, i) => {
    const room = [name, address] as const;
    address += spaces[i] ?? 0;
    return room;
  });
  return Object.fromEntries(rooms) as Rooms<Name>;
}
