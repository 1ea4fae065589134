// Large batches by several threads. A thread that was started sleeps until it is needed; a batch never waits for one
// to start: who is there takes blocks of rows, the asking thread too. Every row is computed by one thread alone, tree
// after tree, so that the answers are the same to the last bit.

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { lendKernelMemory, takeBackKernelMemory } from "../kernels/kernel-memory.ts";
import { type CrewPlace, CrewWords, crewWords, mostBlocks } from "./crew-words.ts";
import { type Ensemble, tableShape } from "./ensemble.ts";
import { numbersOf, readyBlock, stagedOf } from "./ready-rows.ts";
import { blockRows, manyRows, type RowSource } from "./row-blocks.ts";
import { mostExtra, type TreeKernels, tileRows } from "./tree-kernels.ts";
import { type OpenWorkspace, Workspace } from "./workspace.ts";

/** Rows × trees that are worth waking a thread for: some milliseconds of work. */
const worthwhile = 2 ** 20;

/** Threads beside the asking one. More wait for the same memory. */
const mostHelpers = 3;

/** Numbers, and sums, that are made ready at once. */
const mostNumbers = 2 ** 21;

/** A block takes milliseconds; a thread that has not done one after this long has died. */
const patienceMs = 60_000;

/** Leaves that a thread writes. */
const leaves = manyRows + mostExtra;

const threadFile = new URL(
  `./crew-thread.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`,
  import.meta.url,
);

export class Crew {
  readonly #kernels: TreeKernels;
  readonly #words: CrewWords;
  readonly #place: number;
  readonly #space: Workspace;
  #helpers = 0;
  #isLost = false;

  /** null where there is no room for one, or one thread only. */
  static start(kernels: TreeKernels, helpers: number = threadsAllowed() - 1): Crew | null {
    const place = helpers < 1 ? null : kernels.memory.reserve(4 * crewWords);
    return place === null ? null : new Crew(kernels, place, Math.min(helpers, mostHelpers));
  }

  private constructor(kernels: TreeKernels, place: number, helpers: number) {
    this.#kernels = kernels;
    this.#place = place;
    this.#space = new Workspace(kernels.memory);
    new Int32Array(kernels.memory.buffer, place, crewWords).fill(0);
    this.#words = new CrewWords(kernels, place);
    for (let i = 0; i < helpers; i++) this.#startHelper();
  }

  /** Threads that help. */
  get helpers(): number {
    return this.#helpers;
  }

  /**
   * As `addEnsemble`.
   *
   * @returns how many rows were added; others must find another way
   * @throws  what the source throws
   */
  add(ensemble: Ensemble, source: RowSource, sums: Float32Array | Float64Array): number {
    const { columns, outputs, form, table } = ensemble;
    if (table === null) return 0;
    const fitting = Math.floor(mostNumbers / Math.max(columns, outputs, 1));
    const wanted = Math.min(this.#blockRows(ensemble, source.count), Math.max(1, fitting));
    const size = form === "keys" ? wholeTiles(wanted) : wanted;
    const most = Math.min(source.count, size * mostBlocks, Math.max(size, fitting));
    const space = this.#space.open({
      numbers: numbersOf(ensemble, most, mostExtra),
      numberBytes: form === "keys" ? 4 : 8,
      staged: stagedOf(ensemble),
      leaves,
      sums: (most + mostExtra) * outputs,
      single: sums instanceof Float32Array,
    });
    if (space === null) return 0;
    let start = 0;
    while (start < source.count && !this.#isLost) {
      const count = Math.min(most, source.count - start);
      const part = { start, count, size };
      const block = sums.subarray(start * outputs, (start + count) * outputs);
      if (!this.#addPart(ensemble, source, part, space, block)) break;
      start += count;
    }
    return start;
  }

  /** Every thread gets a block of a large tree's rows, and several of a small one's. */
  #blockRows(ensemble: Ensemble, rows: number): number {
    const usual = blockRows(ensemble, rows);
    const blocks = (this.#helpers + 1) * (usual < manyRows ? 4 : 1);
    return Math.max(1, Math.min(usual, Math.ceil(rows / blocks)));
  }

  #addPart(
    ensemble: Ensemble,
    source: RowSource,
    {
      start,
      count,
      size,
    }: { readonly start: number; readonly count: number; readonly size: number },
    space: OpenWorkspace,
    block: Float32Array | Float64Array,
  ): boolean {
    const { outputs, table } = ensemble;
    const { rows, sums, leaves: own } = space;
    const words = this.#words;
    sums.array.set(block);
    words.begin({
      ...tableShape(ensemble, block instanceof Float32Array),
      table: table?.address ?? 0,
      tableWords: table?.array.length ?? 0,
      rows: rows.address,
      sums: sums.address,
      count,
      blockRows: size,
      first: words.next,
    });
    try {
      for (let at = 0, i = 0; at < count; at += size, i++) {
        const part = { start: start + at, count: Math.min(size, count - at) };
        words.publish(i, readyBlock(this.#kernels, ensemble, source, part, space, at));
      }
    } finally {
      // Nobody may be in the middle of a block when the next job begins.
      words.work(own.address);
      this.#isLost = !words.waitUntilDone(patienceMs);
    }
    if (!this.#isLost) block.set(sums.array.subarray(0, count * outputs));
    return !this.#isLost;
  }

  #startHelper(): void {
    const lent = lendKernelMemory(4 * leaves);
    if (lent === null) return;
    const workerData: CrewPlace = { lent, words: this.#place };
    try {
      const worker = new Worker(threadFile, { workerData, stdin: false });
      // A process ends without waiting for those who wait for work; and one that cannot start is not missed.
      worker.unref();
      worker.on("error", () => undefined);
      this.#helpers++;
    } catch {
      // The process may start no threads: everything is done by the one that asks.
      takeBackKernelMemory(lent);
    }
  }
}

/** As many threads as there are processors; fewer where `PICKLEJAR_THREADS` says so: others may need theirs. */
export function threadsAllowed(
  told: string | undefined = process.env["PICKLEJAR_THREADS"],
): number {
  const processors = availableParallelism();
  return /^[1-9]\d{0,4}$/.test(told ?? "") ? Math.min(Number(told), processors) : processors;
}

/** A tile is one thread's. */
function wholeTiles(rows: number): number {
  return Math.ceil(rows / tileRows) * tileRows;
}

let crew: Crew | null | undefined;

/** The threads for a batch, started for the first one that is worth it; null where the asking thread is alone. */
export function crewFor(kernels: TreeKernels, ensemble: Ensemble, rows: number): Crew | null {
  if (rows * ensemble.trees.length < worthwhile) return null;
  if (crew === undefined) crew = Crew.start(kernels);
  return crew;
}
