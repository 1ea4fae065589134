// Batches off the main thread: a few threads, each with the model loaded from the same bytes, so that single requests
// are answered while a batch runs. Threads start when they are needed and end when they idle.

import { setImmediate as nextTurn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { ModelOrigin } from "../prediction.ts";
import type { BatchModel } from "./batch.ts";
import { type BatchJob, type BatchStep, GatheringBatch } from "./job.ts";
import { type SharedModel, sharedOrigin, shareModel, takeBackModel } from "./shared-model.ts";
import type { BatchSlots } from "./slots.ts";
import { errorOf, type FromThread, type ToThread } from "./thread-messages.ts";

/** A batch under way. One call at a time. */
export interface BatchRun {
  /**
   * More of the input; the bytes are given away.
   *
   * @param spares  memory of earlier output that is free again; given away, too
   * @throws BatchFailure with what was written before the error
   */
  push(chunk: Uint8Array<ArrayBuffer>, spares?: readonly ArrayBuffer[]): Promise<BatchStep>;
  /** The next rows of a Parquet file, which the job names. @throws as `push` */
  pull(): Promise<BatchStep>;
  /** The end of the input. @throws as `push` */
  end(): Promise<BatchStep>;
  /** Gives the thread back; must be called whatever happened. */
  close(): void;
}

/** The error that ended a batch, and the output of the rows before it. */
export class BatchFailure extends Error {
  readonly step: BatchStep;
  constructor(cause: unknown, step: BatchStep) {
    super("The batch ended early.", { cause });
    this.step = step;
  }
}

export interface PoolOptions {
  /** How many batches may run, each on a thread. */
  readonly slots: BatchSlots;
  /** How long a thread without work is kept, milliseconds. */
  readonly idleMs: number;
}

/** The threads for batches of one model. */
export class BatchPool {
  readonly #model: BatchModel;
  readonly #options: PoolOptions;
  readonly #threads = new Set<BatchThread>();
  #shared: ModelOrigin | null = null;

  constructor(model: BatchModel, options: PoolOptions) {
    this.#model = model;
    this.#options = options;
  }

  /** Batches under way, those of other models that share the slots included. */
  get running(): number {
    return this.#options.slots.taken;
  }

  /** Whether as many batches run as may. */
  get isBusy(): boolean {
    return this.#options.slots.isFull;
  }

  /** @throws BATCHES_BUSY when as many batches run as may; what loading the model throws */
  async open(job: BatchJob): Promise<BatchRun> {
    const free = this.#options.slots.take();
    try {
      const { origin } = this.#model.scoring;
      if (origin === undefined) return this.#openHere(job, free);
      return await this.#openThread(job, origin, free);
    } catch (error) {
      free();
      throw error;
    }
  }

  /** Ends all threads, and the batches that run on them. */
  async close(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.terminate()));
  }

  async #openThread(job: BatchJob, origin: ModelOrigin, free: () => void): Promise<BatchRun> {
    const thread = this.#idleThread() ?? this.#startThread(origin);
    const close = (): void => {
      free();
      thread.release(this.#options.idleMs);
    };
    try {
      await thread.open(job);
    } catch (error) {
      close();
      throw error;
    }
    return {
      push: (chunk, spares) => thread.push(chunk, spares),
      pull: () => thread.pull(),
      end: () => thread.end(),
      close,
    };
  }

  #idleThread(): BatchThread | undefined {
    return [...this.#threads].find((thread) => thread.isIdle);
  }

  #startThread(origin: ModelOrigin): BatchThread {
    this.#shared ??= sharedOrigin(origin);
    const shared = shareModel(this.#shared, this.#model.scoring.arrays);
    const thread = new BatchThread(shared, () => {
      this.#threads.delete(thread);
      takeBackModel(shared);
    });
    this.#threads.add(thread);
    return thread;
  }

  /** A model that is not from a file, or needs code of the project, cannot be loaded elsewhere: its rows are scored here, a little at a time. */
  #openHere(job: BatchJob, close: () => void): BatchRun {
    const batch = new GatheringBatch(this.#model, job);
    const inTurns = async (steps: readonly (() => void)[]): Promise<BatchStep> => {
      try {
        for (const step of steps) {
          await nextTurn();
          step();
        }
      } catch (error) {
        throw new BatchFailure(error, batch.take());
      }
      return batch.take();
    };
    return {
      push: (chunk) => inTurns(slicesOf(chunk).map((slice) => () => batch.push(slice))),
      pull: () => inTurns([() => batch.pull()]),
      end: () => inTurns([() => batch.end()]),
      close,
    };
  }
}

// What is scored here at once, bytes: some hundred rows.
const sliceBytes = 2 ** 13;

function slicesOf(chunk: Uint8Array): Uint8Array[] {
  const count = Math.ceil(chunk.length / sliceBytes);
  return Array.from({ length: count }, (_, i) =>
    chunk.subarray(i * sliceBytes, (i + 1) * sliceBytes),
  );
}

// The threads' file lies beside this one, compiled or not.
const threadFile = new URL(
  `./thread.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`,
  import.meta.url,
);

// Rows are short-lived. A small nursery is emptied often, which costs no time and holds less memory at the peak; in one that
// is smaller than this, V8 takes the answers of a block for long-lived, and they pile up.
const resourceLimits = { maxYoungGenerationSizeMb: 16 };

/** One thread, and the batch it works on. */
class BatchThread {
  readonly #worker: Worker;
  #isBusy = true;
  #pending: PromiseWithResolvers<BatchStep> | null = null;
  #failure: Error | null = null;
  #idle: NodeJS.Timeout | undefined;

  constructor(shared: SharedModel, onExit: () => void) {
    this.#worker = new Worker(threadFile, { workerData: shared, stdin: false, resourceLimits });
    this.#worker.on("message", (message: FromThread) => this.#receive(message));
    this.#worker.on("error", (error: Error) => this.#fail(error));
    this.#worker.on("exit", () => {
      this.#fail(new Error("The batch's thread has ended."));
      clearTimeout(this.#idle);
      onExit();
    });
  }

  get isIdle(): boolean {
    return !this.#isBusy && this.#failure === null;
  }

  async open(job: BatchJob): Promise<void> {
    this.#isBusy = true;
    clearTimeout(this.#idle);
    this.#worker.ref();
    try {
      await this.#ask({ kind: "open", job });
    } catch (error) {
      throw error instanceof BatchFailure ? error.cause : error;
    }
  }

  push(bytes: Uint8Array<ArrayBuffer>, spares: readonly ArrayBuffer[] = []): Promise<BatchStep> {
    return this.#ask({ kind: "chunk", bytes, spares }, [bytes.buffer, ...spares]);
  }

  pull(): Promise<BatchStep> {
    return this.#ask({ kind: "pull" });
  }

  end(): Promise<BatchStep> {
    return this.#ask({ kind: "end" });
  }

  /** Leaves the thread waiting for the next batch, for a while. */
  release(idleMs: number): void {
    this.#isBusy = false;
    // A batch that is given up in the middle of a step still works: its answer must not be taken for another's.
    if (this.#pending !== null || this.#failure !== null) {
      void this.terminate();
      return;
    }
    this.#tell({ kind: "drop" });
    this.#worker.unref();
    this.#idle = setTimeout(() => void this.terminate(), idleMs);
    this.#idle.unref();
  }

  async terminate(): Promise<void> {
    this.#failure ??= new Error("The batch's thread was ended.");
    await this.#worker.terminate();
  }

  #ask(message: ToThread, transfer: readonly ArrayBuffer[] = []): Promise<BatchStep> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    this.#pending = Promise.withResolvers();
    this.#tell(message, transfer);
    return this.#pending.promise;
  }

  #tell(message: ToThread, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, [...transfer]);
  }

  #receive(message: FromThread): void {
    const pending = this.#pending;
    this.#pending = null;
    if (message.kind === "failed") {
      pending?.reject(new BatchFailure(errorOf(message.failure), message.step));
    } else {
      pending?.resolve(message.kind === "step" ? message.step : nothing);
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#pending?.reject(error);
    this.#pending = null;
  }
}

const nothing: BatchStep = {
  output: [],
  counts: { bytes: 0, rows: 0, skipped: 0, warned: 0 },
  notes: [],
};
