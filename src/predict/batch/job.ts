// One long input to be scored, told in values that can be sent to another thread.

import { descriptorParquet } from "../../bytes/parquet/parquet-file.ts";
import { AnswersOutput } from "./answers-output.ts";
import {
  Batch,
  type BatchConsumer,
  type BatchCounts,
  type BatchModel,
  type BatchOptions,
} from "./batch.ts";
import { BatchReport, type BatchSummary } from "./batch-report.ts";
import { CsvOutput } from "./csv-output.ts";
import { JsonOutput } from "./json-output.ts";
import { type ParquetRows, parquetRows } from "./parquet-rows.ts";
import type { InputShape } from "./row-source.ts";

/** `answers`: the elements of a JSON array, as the API answers single rows. */
export type OutputFormat = "json-lines" | "answers";

export interface BatchJob extends Omit<BatchOptions, "rowOf" | "isOther"> {
  /** As the input comes unless told: CSV for CSV, JSON Lines for JSON. */
  readonly output: OutputFormat | null;
  /** Whether JSON Lines tell of rows at fault, each in its place. */
  readonly hasFaultLines?: boolean;
  /** A Parquet file that is open, by its descriptor: its rows are pulled, nothing is pushed. It stays open. */
  readonly parquet?: number;
  /** Whether the batch reports on itself: `faults` and `summary` of its steps. */
  readonly isReported?: boolean;
}

/** What a step of a batch brought. */
export interface BatchStep {
  readonly output: readonly Uint8Array<ArrayBuffer>[];
  readonly counts: BatchCounts;
  readonly notes: readonly string[];
  /** What the input is, once that is known. */
  readonly input?: InputShape["kind"];
  /** Lines of CSV that say what is wrong with rows, where the batch is reported on. */
  readonly faults?: readonly Uint8Array<ArrayBuffer>[];
  readonly summary?: BatchSummary;
  /** The chunk's memory, which is free again. */
  readonly spare?: ArrayBuffer;
  /** Of a Parquet file: its rows, and whether all of them were pulled. */
  readonly pulled?: { readonly rows: number; readonly isLast: boolean };
}

/** A batch whose output gathers until it is taken. */
export class GatheringBatch {
  readonly #batch: Batch;
  readonly #report: BatchReport | null;
  readonly #rows: ParquetRows | null;
  #isLast = false;
  #output: Uint8Array<ArrayBuffer>[] = [];
  #faults: Uint8Array<ArrayBuffer>[] = [];

  /** @throws PARQUET_MALFORMED */
  constructor(model: BatchModel, job: BatchJob) {
    const write = (bytes: Uint8Array<ArrayBuffer>): void => {
      this.#output.push(bytes);
    };
    const output = jobOutput(model, job, write);
    const { parquet, isReported = false } = job;
    this.#report = isReported
      ? new BatchReport(model.signature, job.probabilities === true, output, (bytes) =>
          this.#faults.push(bytes),
        )
      : null;
    this.#rows = parquet === undefined ? null : parquetRows(descriptorParquet(parquet));
    this.#batch = new Batch(model, this.#report ?? output, { ...job, ...this.#rows?.options });
  }

  /** Scores the next rows of a Parquet file. @throws as `push`; PARQUET_MALFORMED */
  pull(): void {
    const next = this.#rows?.pieces.next();
    if (next === undefined || next.done === true) this.#isLast = true;
    else this.#batch.push(next.value);
  }

  /** @throws as `Batch.push` */
  push(chunk: Uint8Array): void {
    this.#batch.push(chunk);
  }

  /** @throws as `Batch.end` */
  end(): void {
    this.#batch.end();
  }

  /** What was written since the last time; also after an error, for the rows before it. */
  take(): BatchStep {
    const output = this.#output;
    this.#output = [];
    const { counts, notes, shape } = this.#batch;
    const faults = this.#faults;
    this.#faults = [];
    return {
      output,
      counts,
      notes,
      ...(shape !== null && { input: shape.kind }),
      ...(this.#report !== null && { faults, summary: this.#report.summary }),
      ...(this.#rows !== null && { pulled: { rows: this.#rows.rows, isLast: this.#isLast } }),
    };
  }
}

/** The output that a job asks for; where it leaves it open, the input's own form. */
export function jobOutput(
  { signature }: BatchModel,
  { output, probabilities = false, hasFaultLines = false }: BatchJob,
  write: (bytes: Uint8Array<ArrayBuffer>) => void,
): BatchConsumer {
  const csv = (): BatchConsumer => new CsvOutput({ signature, probabilities, write });
  const json = (): BatchConsumer => new JsonOutput({ signature, hasFaultLines, write });
  switch (output) {
    case "json-lines":
      return json();
    case "answers":
      return new AnswersOutput(signature, write);
    case null:
      return new LateOutput((shape) => (shape.kind === "csv" ? csv() : json()));
  }
}

/** An output that is chosen when the input is known. */
class LateOutput implements BatchConsumer {
  readonly #choose: (shape: Parameters<BatchConsumer["begin"]>[0]) => BatchConsumer;
  #chosen: BatchConsumer | null = null;

  constructor(choose: (shape: Parameters<BatchConsumer["begin"]>[0]) => BatchConsumer) {
    this.#choose = choose;
  }

  get notes(): readonly string[] {
    return this.#chosen?.notes ?? [];
  }

  begin(...[shape, hasMark]: Parameters<BatchConsumer["begin"]>): void {
    this.#chosen = this.#choose(shape);
    this.#chosen.begin(shape, hasMark);
  }

  take(...block: Parameters<BatchConsumer["take"]>): void {
    this.#chosen?.take(...block);
  }

  end(): void {
    this.#chosen?.end();
  }
}
