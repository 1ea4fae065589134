// One long file to be scored while its sender does something else: where it is, how far it is, what came of it.

import { randomBytes } from "node:crypto";
import type { PicklejarError } from "../../errors.ts";
import type { BatchSummary } from "../../predict/batch/batch-report.ts";
import type { ColumnNames } from "../../predict/batch/column-names.ts";
import type { BatchStep } from "../../predict/batch/job.ts";
import type { BatchRun } from "../../predict/batch/pool.ts";
import type { TableKind } from "../table-kind.ts";
import type { SpoolFile } from "./spool.ts";

/** `waiting`: for its turn; `failed`: it ended early, for the reason in its error. */
export type JobStatus = "waiting" | "running" | "done" | "failed" | "cancelled";

/** What was asked. */
export interface JobOptions {
  readonly skipsFaults: boolean;
  readonly probabilities: boolean;
  /** Whether JSON Lines are wanted for CSV. */
  readonly wantsLines: boolean;
  readonly columns: ColumnNames;
}

/** Who asked, in a request long ago. */
export interface JobSender {
  /** The name of a browser; see job-owner.ts. */
  readonly owner: string;
  /** The request's id, for the log: the job's own is nobody else's to know. */
  readonly requestId: string;
}

/** A file that was sent, ready to be scored. */
export interface JobInput {
  /** As its sender calls it; null where nobody said. */
  readonly name: string | null;
  readonly kind: TableKind;
  readonly isParquet: boolean;
  readonly file: SpoolFile;
}

/** What a job has written. */
export interface JobOutputs {
  readonly answers: SpoolFile;
  readonly errors: SpoolFile;
}

const nothing: BatchStep["counts"] = { bytes: 0, rows: 0, skipped: 0, warned: 0 };

export class Job {
  /** Not to be guessed: whoever knows it has the job. */
  readonly id: string = randomBytes(16).toString("base64url");
  readonly sender: JobSender;
  readonly options: JobOptions;
  readonly input: JobInput;
  readonly inputBytes: number;
  readonly created: number = Date.now();
  #status: JobStatus = "waiting";
  #started: number | null = null;
  #ended: number | null = null;
  #counts = nothing;
  #pulled: Required<BatchStep>["pulled"] | null = null;
  #notes: readonly string[] = [];
  #summary: BatchSummary | null = null;
  #inputKind: "csv" | "json" | null = null;
  #error: PicklejarError | null = null;
  #outputs: JobOutputs | null = null;
  #run: BatchRun | null = null;

  constructor(input: JobInput, options: JobOptions, sender: JobSender) {
    this.input = input;
    this.inputBytes = input.file.size;
    this.options = options;
    this.sender = sender;
  }

  get status(): JobStatus {
    return this.#status;
  }

  get isOver(): boolean {
    return this.#ended !== null;
  }

  /** Times, milliseconds since 1970. */
  get started(): number | null {
    return this.#started;
  }

  get ended(): number | null {
    return this.#ended;
  }

  get counts(): BatchStep["counts"] {
    return this.#counts;
  }

  get notes(): readonly string[] {
    return this.#notes;
  }

  get summary(): BatchSummary | null {
    return this.#summary;
  }

  /** Why it failed, or was cancelled by somebody else than its sender. */
  get error(): PicklejarError | null {
    return this.#error;
  }

  /** Whether answers are JSON Lines, else CSV. */
  get hasLines(): boolean {
    return this.options.wantsLines || this.#inputKind === "json";
  }

  get outputs(): JobOutputs | null {
    return this.#outputs;
  }

  /** Rows of the file: counted where that is known, else as many as there would be if all were as long as those so far. */
  get totalRows(): number | null {
    const { rows, bytes } = this.#counts;
    if (this.#status === "done") return rows;
    if (this.#pulled !== null) return this.#pulled.rows;
    return rows === 0 || bytes === 0 ? null : Math.round((rows / bytes) * this.inputBytes);
  }

  /** Whether the number of rows is a guess. */
  get isEstimated(): boolean {
    return this.#status !== "done" && this.#pulled === null;
  }

  get rowsPerSecond(): number {
    if (this.#started === null) return 0;
    const ms = (this.#ended ?? Date.now()) - this.#started;
    return ms === 0 ? 0 : (this.#counts.rows / ms) * 1000;
  }

  /** null where nobody can tell. */
  get secondsLeft(): number | null {
    const total = this.totalRows;
    if (this.#status !== "running" || total === null || this.rowsPerSecond === 0) return null;
    return Math.max(total - this.#counts.rows, 0) / this.rowsPerSecond;
  }

  begin(run: BatchRun, outputs: JobOutputs): void {
    this.#run = run;
    this.#outputs = outputs;
    this.#status = "running";
    this.#started = Date.now();
  }

  /** What a step of its batch brought. */
  note({ counts, notes, input, summary, pulled }: BatchStep): void {
    this.#counts = counts;
    this.#notes = notes;
    this.#inputKind = input ?? this.#inputKind;
    this.#summary = summary ?? this.#summary;
    this.#pulled = pulled ?? this.#pulled;
  }

  /** Ends the job where it has not ended, and lets go of the file that was sent. */
  async end(
    status: "done" | "failed" | "cancelled",
    error: PicklejarError | null = null,
  ): Promise<void> {
    if (this.#ended !== null) return;
    this.#status = status;
    this.#error = error;
    this.#ended = Date.now();
    this.#run?.close();
    this.#run = null;
    await this.input.file.close();
    if (status === "cancelled") await this.#closeOutputs();
    // Half of the answers are none.
    if (status === "failed") await this.#outputs?.answers.close();
  }

  /** Deletes everything. */
  async forget(): Promise<void> {
    await this.end("cancelled");
    await this.#closeOutputs();
  }

  async #closeOutputs(): Promise<void> {
    const outputs = this.#outputs;
    this.#outputs = null;
    await outputs?.answers.close();
    await outputs?.errors.close();
  }
}
