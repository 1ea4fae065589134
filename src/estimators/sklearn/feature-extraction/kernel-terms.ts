// Terms found by their bytes, as `TermTable` finds them, where kernels read them.

import { gramsKernel } from "../../kernels/grams.generated.ts";
import { type Kernel, lazyKernel } from "../../kernels/kernel.ts";
import { ModelMemory } from "../../kernels/model-memory.ts";
import { layRooms } from "../../kernels/rooms.ts";
import { longestSearch } from "./term-table.ts";

interface GramFunctions {
  readonly fill: (
    table: number,
    first: number,
    lengths: number,
    values: number,
    count: number,
  ) => void;
  readonly longestRun: (table: number) => number;
  readonly join: (spans: number, count: number, table: number, to: number) => number;
  readonly countTerms: (plan: number, count: number) => number;
  readonly countHashes: (plan: number, count: number) => number;
}

export const grams: () => Kernel<GramFunctions> | null = lazyKernel(gramsKernel);

/** What the kernel keeps before each term: room for its length. */
const lengthRoom = "\0\0\0\0";

/** Where the first term lies: what is below could be the length of a short one. */
const arenaStart = 16;

/** Terms are not joined to longer texts than this. */
const mostText = 2 ** 28;

/** A table of terms; to be kept by whoever uses its address. */
export interface KernelTerms {
  /** Where kernels find it. */
  readonly address: number;
  readonly memory: ModelMemory;
}

/**
 * Null where there is no kernel, no room, or too many terms would share a place.
 *
 * @param terms  what has no UTF-8 is left out, as no token is like that
 */
export function layTerms(terms: ReadonlyMap<string, number>): KernelTerms | null {
  const kernel = grams();
  const whole = wholeTerms(terms);
  if (kernel === null || whole === null) return null;
  const { list, values, text, bytes } = whole;
  const count = list.length;
  const bits = Math.ceil(Math.log2(2 * count + 2));
  const arenaBytes = arenaStart + bytes;
  const memory = new ModelMemory();
  const rooms = layRooms(memory, { table: 32, slots: 16 * 2 ** bits, arena: arenaBytes });
  const given = rooms && kernel.memory.reserve(8 * count);
  if (rooms === null || given === null) return null;
  const { table, slots, arena } = rooms;
  const { buffer } = kernel.memory;
  Buffer.from(buffer, arena, arenaBytes).write(text, arenaStart);
  // Nobody outside knows by what terms find their place.
  const random = Uint32Array.from({ length: 4 }, () => Math.random() * 2 ** 32);
  random[2] = (random[2] ?? 0) | 1;
  new Uint32Array(buffer, table).set([slots, 2 ** bits - 1, 64 - bits, arena, ...random]);
  const numbers = new Int32Array(buffer, given, 2 * count);
  const isAscii = bytes === text.length;
  for (let i = 0; i < count; i++) {
    const term = list[i] ?? "";
    numbers[i] = isAscii ? term.length : Buffer.byteLength(term);
  }
  numbers.set(values, count);
  const { fill, longestRun } = kernel.functions;
  fill(table, arena + arenaStart, given, given + 4 * count, count);
  kernel.memory.release(given, 8 * count);
  return longestRun(table) > longestSearch ? null : { address: table, memory };
}

interface WholeTerms {
  readonly list: readonly string[];
  readonly values: readonly number[];
  /** All terms, each behind room for its length. */
  readonly text: string;
  readonly bytes: number;
}

/** Terms that have UTF-8; null where they are too long together. */
function wholeTerms(terms: ReadonlyMap<string, number>): WholeTerms | null {
  const list = [...terms.keys()];
  let length = 0;
  for (const term of list) length += lengthRoom.length + term.length;
  if (length > mostText) return null;
  const text = lengthRoom + list.join(lengthRoom);
  if (!text.isWellFormed()) {
    return wholeTerms(new Map([...terms].filter(([term]) => term.isWellFormed())));
  }
  return { list, values: [...terms.values()], text, bytes: Buffer.byteLength(text) };
}
