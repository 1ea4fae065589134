// What the threads of a crew tell each other: words in shared memory. Blocks are counted from the crew's first one to
// its last, and never anew, so that a thread that comes late can mistake no block for another.

import type { KernelMemory, LentMemory } from "../kernels/kernel-memory.ts";
import type { TreeKernels } from "./tree-kernels.ts";
import { addTable, type TableShape } from "./tree-table.ts";

/** What a thread of the crew is given. */
export interface CrewPlace {
  /** Room for the leaves that it writes. */
  readonly lent: LentMemory;
  /** Address of the crew's words. */
  readonly words: number;
}

/** Blocks of one job. */
export const mostBlocks = 64;

/** Places of the counters. Blocks before `ready` may be taken, those before `taken` were, and `done` of them are. */
const ready = 0;
const taken = 1;
const done = 2;
/** From here on what the job is, see `CrewJob`; then for each of its blocks whether a number is missing. */
const jobStart = 8;
const missingStart = 32;

export const crewWords: number = missingStart + mostBlocks;

/** A job: rows, all made ready or about to be, that go through the same trees. Addresses and numbers. */
export interface CrewJob extends TableShape {
  readonly table: number;
  /** Words of the table. */
  readonly tableWords: number;
  readonly rows: number;
  readonly sums: number;
  readonly count: number;
  /** Rows of a block; of the last one there may be fewer. */
  readonly blockRows: number;
  /** The number of the job's first block. */
  readonly first: number;
}

const fields = [
  "byKeys",
  "columns",
  "width",
  "outputs",
  "single",
  "sets",
  "table",
  "tableWords",
  "rows",
  "sums",
  "count",
  "blockRows",
  "first",
] as const satisfies readonly (keyof CrewJob)[];

export class CrewWords {
  readonly #words: Int32Array;
  readonly #kernels: TreeKernels;
  readonly #memory: KernelMemory;

  constructor(kernels: TreeKernels, address: number) {
    this.#kernels = kernels;
    this.#memory = kernels.memory;
    this.#words = new Int32Array(kernels.memory.buffer, address, crewWords);
  }

  /** The number of the next job's first block. */
  get next(): number {
    return Atomics.load(this.#words, ready);
  }

  /** Writes down a job, while none is under way. */
  begin(job: CrewJob): void {
    for (const [i, field] of fields.entries()) this.#words[jobStart + i] = job[field];
  }

  /** Lets a block be taken: the next one, counted from 0 in its job. */
  publish(block: number, missing: boolean): void {
    this.#words[missingStart + block] = missing ? 1 : 0;
    Atomics.add(this.#words, ready, 1);
    Atomics.notify(this.#words, ready);
  }

  /** Works on blocks until none is left that may be taken. @param leaves  where this thread writes leaves */
  work(leaves: number): void {
    while (this.#workOnOne(leaves));
  }

  /** Waits until there may be something to do. */
  waitForWork(): void {
    const seen = Atomics.load(this.#words, ready);
    if (Atomics.load(this.#words, taken) === seen) Atomics.wait(this.#words, ready, seen);
  }

  /** Waits until all blocks that were published are done; false where that takes too long. @param ms  for each block */
  waitUntilDone(ms: number): boolean {
    for (;;) {
      const count = Atomics.load(this.#words, done);
      if (count === Atomics.load(this.#words, ready)) return true;
      if (Atomics.wait(this.#words, done, count, ms) === "timed-out") return false;
    }
  }

  #workOnOne(leaves: number): boolean {
    const block = Atomics.load(this.#words, taken);
    if (block === Atomics.load(this.#words, ready)) return false;
    // Another thread was faster: it is worth looking again.
    if (Atomics.compareExchange(this.#words, taken, block, block + 1) !== block) return true;
    this.#add(block, leaves);
    Atomics.add(this.#words, done, 1);
    Atomics.notify(this.#words, done);
    return true;
  }

  #add(block: number, leaves: number): void {
    // The job is that of the block: no other begins before this block is done.
    // Addresses from 2 GB on are negative here, which kernels do not mind.
    const field = (name: (typeof fields)[number]): number =>
      this.#words[jobStart + fields.indexOf(name)] ?? 0;
    const [byKeys, columns, width] = [field("byKeys"), field("columns"), field("width")];
    const [outputs, single, sets] = [field("outputs"), field("single"), field("sets")];
    const table = new Int32Array(this.#memory.buffer, field("table") >>> 0, field("tableWords"));
    const index = block - field("first");
    const start = index * field("blockRows");
    const shape = { byKeys, columns, width, outputs, single, sets };
    addTable(this.#kernels, table, shape, {
      rows: field("rows") + start * columns * (byKeys === 1 ? 4 : 8),
      leaves,
      sums: field("sums") + start * outputs * (single === 1 ? 4 : 8),
      count: Math.min(field("blockRows"), field("count") - start),
      missing: this.#words[missingStart + index] === 1,
    });
  }
}
