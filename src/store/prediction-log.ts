// What was asked and answered, one JSON object per line at the end of a file. Answers never wait for it: rows are
// queued, written a little later, and when the disk cannot follow, the oldest are dropped, counted and told of.

import { type FileHandle, open, rename } from "node:fs/promises";
import { extname } from "node:path";
import { PicklejarError } from "../errors.ts";
import { type LogLine, renderLogLine } from "./log-line.ts";

export interface LogOptions {
  /** Rows that may wait to be written. */
  readonly capacity?: number;
  /** Characters of rows that may wait to be written. */
  readonly capacityCharacters?: number;
  /** Told when writing fails, and of rows that were dropped. */
  readonly onProblem?: (message: string) => void;
  /** How long rows are gathered before they are written, milliseconds. */
  readonly delayMs?: number;
  /** How long to wait after a failure, milliseconds. */
  readonly retryMs?: number;
  /**
   * How large the file may grow, bytes; then it is put aside under the name `predictions.old.jsonl`, in the place of
   * the one before, and begun anew. No bound unless told.
   */
  readonly maxBytes?: number;
}

// Rows written in one go: about a millisecond of the event loop.
const batchSize = 500;

/**
 * Opens a log for appending; a new file is readable by its owner only.
 *
 * @throws USAGE when the file cannot be opened
 */
export async function openPredictionLog(
  path: string,
  options: LogOptions = {},
): Promise<PredictionLog> {
  try {
    const handle = await open(path, "a", 0o600);
    const { size } = await handle.stat();
    return new PredictionLog({ path, handle, size }, options);
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    const reason = `The prediction log ${path} cannot be opened: ${why}.`;
    const advice = "Name a file in a folder that exists and may be written to.";
    throw new PicklejarError("USAGE", { reason, advice }, { cause });
  }
}

interface LogFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly size: number;
}

export class PredictionLog {
  readonly #path: string;
  readonly #origin: { readonly path: string; readonly size: number };
  #handle: FileHandle;
  readonly #options: Required<LogOptions>;
  // Lines, not entries: their size is known, and bounded, whatever was sent.
  readonly #queue: string[] = [];
  #waiting = 0;
  #size: number;
  #dropped = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #isFailing = false;
  #isClosing = false;
  #told = 0;
  #quietUntil = 0;

  constructor({ path, handle, size }: LogFile, options: LogOptions) {
    this.#path = path;
    this.#origin = { path, size };
    this.#handle = handle;
    this.#size = size;
    const onProblem = (): void => {};
    this.#options = {
      capacity: 100_000,
      capacityCharacters: 2 ** 26,
      delayMs: 100,
      retryMs: 1000,
      maxBytes: Number.POSITIVE_INFINITY,
      onProblem,
      ...options,
    };
  }

  /** The file, and how long it was when it was opened, bytes. */
  get origin(): { readonly path: string; readonly size: number } {
    return this.#origin;
  }

  /** Rows that were never written. */
  get dropped(): number {
    return this.#dropped;
  }

  append(entries: readonly LogLine[]): void {
    for (const entry of entries) {
      const line = renderLogLine(entry);
      this.#queue.push(line);
      this.#waiting += line.length;
    }
    this.#drop(this.#excess(), "they came faster than they are written");
    this.#schedule(this.#options.delayMs);
  }

  /** Writes what is waiting and closes the file; what cannot be written is told of. */
  async close(): Promise<void> {
    this.#isClosing = true;
    clearTimeout(this.#timer);
    await this.#writing;
    clearTimeout(this.#timer);
    this.#isFailing = false;
    while (this.#queue.length > 0 && !this.#isFailing) await this.#writeBatch();
    this.#drop(this.#queue.length, "the server stopped");
    const untold = this.#dropped - this.#told;
    if (untold > 0) this.#options.onProblem(`${untold} more rows are missing from it.`);
    await this.#handle.close();
  }

  #schedule(ms: number): void {
    if (this.#timer !== undefined || this.#writing !== undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#writing = this.#writeAll();
      },
      this.#isFailing ? this.#options.retryMs : ms,
    );
    this.#timer.unref();
  }

  async #writeAll(): Promise<void> {
    this.#isFailing = false;
    while (this.#queue.length > 0 && !this.#isFailing) await this.#writeBatch();
    this.#writing = undefined;
    if (this.#queue.length > 0) this.#schedule(this.#options.retryMs);
  }

  async #writeBatch(): Promise<void> {
    const batch = this.#take(batchSize);
    const bytes = Buffer.from(batch.join(""));
    try {
      if (this.#size > 0 && this.#size + bytes.length > this.#options.maxBytes)
        await this.#beginAnew();
      await this.#handle.appendFile(bytes);
      this.#size += bytes.length;
    } catch (error) {
      this.#isFailing = true;
      this.#options.onProblem(`The prediction log cannot be written: ${String(error)}`);
      // Half a line would spoil the whole file for its readers.
      await this.#handle.truncate(this.#size).catch(() => {});
      this.#queue.unshift(...batch);
      for (const line of batch) this.#waiting += line.length;
      this.#drop(this.#excess(), "the log cannot be written");
    }
  }

  /** Puts the full file aside. */
  async #beginAnew(): Promise<void> {
    const old = asideName(this.#path);
    await rename(this.#path, old);
    const handle = await open(this.#path, "a", 0o600);
    await this.#handle.close();
    this.#handle = handle;
    this.#size = (await handle.stat()).size;
    this.#options.onProblem(
      `The prediction log was full: its rows lie in ${old} now, in the place of older ones.`,
    );
  }

  /** How many of the oldest lines must go. */
  #excess(): number {
    const { capacity, capacityCharacters } = this.#options;
    let count = Math.max(this.#queue.length - capacity, 0);
    let waiting = this.#waiting;
    for (let i = 0; i < this.#queue.length; i++) {
      if (i >= count && waiting <= capacityCharacters) break;
      waiting -= this.#queue[i]?.length ?? 0;
      count = Math.max(count, i + 1);
    }
    return count;
  }

  #take(count: number): string[] {
    const lines = this.#queue.splice(0, count);
    for (const line of lines) this.#waiting -= line.length;
    return lines;
  }

  #drop(count: number, why: string): void {
    if (count <= 0) return;
    this.#take(count);
    this.#dropped += count;
    // Overload is no time for a line per request: the rest is told with the next ones, or at the end.
    const now = performance.now();
    if (now < this.#quietUntil && !this.#isClosing) return;
    this.#quietUntil = now + this.#options.retryMs;
    const rows = this.#dropped - this.#told;
    this.#told = this.#dropped;
    this.#options.onProblem(`${rows} rows are missing from the prediction log: ${why}.`);
  }
}

/** Where a full file is put: `predictions.jsonl` → `predictions.old.jsonl`. */
export function asideName(path: string): string {
  const ending = extname(path);
  return `${path.slice(0, path.length - ending.length)}.old${ending}`;
}
