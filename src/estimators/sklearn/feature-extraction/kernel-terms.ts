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

/** Null where there is no kernel, no room, or too many terms would share a place. */
export function layTerms(terms: Terms): KernelTerms | null {
  const kernel = grams();
  const whole = wholeTerms(terms.filter(([term]) => term !== ""));
  if (kernel === null || whole === null) return null;
  const { list, text, bytes } = whole;
  const count = list.length;
  const bits = Math.ceil(Math.log2(2 * count + 2));
  const arenaBytes = arenaStart + bytes;
  const memory = new ModelMemory();
  const rooms = layRooms(memory, { table: 32, slots: 16 * 2 ** bits, arena: arenaBytes });
  const given = kernel.memory.reserve(8 * count);
  if (rooms === null || given === null) return null;
  const { table, slots, arena } = rooms;
  const { buffer } = kernel.memory;
  Buffer.from(buffer, arena, arenaBytes).write(text, arenaStart);
  // Nobody outside knows by what terms find their place.
  const random = Uint32Array.from({ length: 4 }, () => Math.random() * 2 ** 32);
  random[2] = (random[2] ?? 0) | 1;
  new Uint32Array(buffer, table).set([slots, 2 ** bits - 1, 64 - bits, arena, ...random]);
  const numbers = new Int32Array(buffer, given, 2 * count);
  for (const [i, [term, value]] of list.entries()) {
    numbers[i] = bytes === text.length ? term.length : Buffer.byteLength(term);
    numbers[count + i] = value;
  }
  const { fill, longestRun } = kernel.functions;
  fill(table, arena + arenaStart, given, given + 4 * count, count);
  kernel.memory.release(given, 8 * count);
  return longestRun(table) > longestSearch ? null : { address: table, memory };
}

type Terms = readonly (readonly [term: string, value: number])[];

/** Terms that have UTF-8, also as one text; null where that is too long. */
function wholeTerms(terms: Terms): {
  readonly list: Terms;
  readonly text: string;
  readonly bytes: number;
} | null {
  const length = terms.reduce((sum, [term]) => sum + lengthRoom.length + term.length, 0);
  if (length > mostText) return null;
  const all = joined(terms);
  const list = all.isWellFormed() ? terms : terms.filter(([term]) => term.isWellFormed());
  const text = list === terms ? all : joined(list);
  return { list, text, bytes: Buffer.byteLength(text) };
}

function joined(terms: Terms): string {
  return `${lengthRoom}${terms.map(([term]) => term).join(lengthRoom)}`;
}
