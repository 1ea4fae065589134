// Many rows, scored as they come: bytes in, blocks of answered rows out, in constant memory. Everything is synchronous
// and at the caller's pace; a file, a request's body and a worker thread use it alike.

import type { Delimiter } from "../../bytes/csv.ts";
import { type Issue, PicklejarError } from "../../errors.ts";
import type { Model, Scoring } from "../prediction.ts";
import { type ColumnNames, renamedRecord } from "./column-names.ts";
import { CsvSource } from "./csv-source.ts";
import { type InputFormat, readInputStart } from "./input-kind.ts";
import { JsonSource } from "./json-source.ts";
import { type InputShape, placeOf, type RowBlock, type RowSource } from "./row-source.ts";
import { type ScoredBlock, scoreSamples } from "./scored-samples.ts";

/**
 * What a row at fault does: `stop` ends the batch there, `skip` leaves the row out, `collect` reads on for more faults
 * (at most 100 issues) before the batch ends.
 */
export type OnFault = "stop" | "skip" | "collect";

export interface BatchOptions {
  /** What the input is; told by its first bytes where nobody knows. */
  readonly format?: InputFormat | null;
  /** Whether the first line of a CSV file holds the names of its columns. */
  readonly hasHeader?: boolean;
  readonly onFault?: OnFault;
  /** Whether the probabilities of the classes are asked for. */
  readonly probabilities?: boolean;
  /** The most rows that are taken. */
  readonly maxRows?: number;
  /** The row of a JSON value, where rows do not stand there bare. */
  readonly rowOf?: (value: unknown) => unknown;
  /** Whether a column of a CSV file is none of the model's, whatever it asks. */
  readonly isOther?: (name: string) => boolean;
  /** What stands between the cells of a CSV file; found by its first line unless told. */
  readonly delimiter?: Delimiter;
  /** Whether a CSV file is that of another table, whose rows are counted instead of its lines. */
  readonly countsRows?: boolean;
  /** Columns that are called otherwise than the model's fields. */
  readonly columns?: ColumnNames;
  /** What is known of the input already that a person should know. */
  readonly inputNotes?: readonly string[];
}

/** What is done with answered rows. All of it may throw, which ends the batch. */
export interface BatchConsumer {
  /** Told once, before the first block. */
  begin(shape: InputShape, hasMark: boolean): void;
  /** @param firstRow  the number of the block's first row, counted from 0 */
  take(rows: RowBlock, scored: ScoredBlock, firstRow: number): void;
  /** Told at the end of an input that was read to its end. */
  end(): void;
  /** What a person should know about the output as a whole. */
  readonly notes?: readonly string[];
}

/** How far a batch is. */
export interface BatchCounts {
  /** Bytes of the input that were read. */
  readonly bytes: number;
  /** Rows that were answered or left out, and those that were left out. */
  readonly rows: number;
  readonly skipped: number;
  /** Answers that came with a warning. */
  readonly warned: number;
}

// What is read at once, so that blocks stay in the processor's cache.
const pieceBytes = 2 ** 18;

const maxCollected = 100;

const togetherNote =
  "This model searches for rows together, as in scikit-learn: in other parts, or alone, their numbers differ a little.";

/** What a batch needs of a model. */
export type BatchModel = Pick<Model, "signature" | "scoring" | "rowsTogether">;

/** One run of a model over one input. */
export class Batch {
  readonly #scoring: Scoring;
  readonly #model: BatchModel;
  readonly #options: BatchOptions;
  readonly #consumer: BatchConsumer;
  /** The input until its kind is known. */
  #head: Uint8Array = new Uint8Array(0);
  #source: RowSource | null = null;
  #hasMark = false;
  #hasBegun = false;
  #bytes = 0;
  #rows = 0;
  #skipped = 0;
  #warned = 0;
  #issues: Issue[] = [];
  #firstLine = 0;
  #firstPlace = "";

  constructor(model: BatchModel, consumer: BatchConsumer, options: BatchOptions = {}) {
    this.#model = model;
    this.#scoring = model.scoring;
    this.#consumer = consumer;
    this.#options = options;
  }

  get counts(): BatchCounts {
    const [bytes, rows, skipped, warned] = [this.#bytes, this.#rows, this.#skipped, this.#warned];
    return { bytes, rows, skipped, warned };
  }

  /** What the input is; null until its first row was seen. */
  get shape(): InputShape | null {
    return this.#source?.shape ?? null;
  }

  /** What a person should know about the input as a whole; complete when the first row was answered. */
  get notes(): readonly string[] {
    const own = this.#model.rowsTogether === true ? [togetherNote] : [];
    const { inputNotes = [] } = this.#options;
    const ofInput = [...inputNotes, ...(this.#source?.notes ?? [])];
    return [...ofInput, ...(this.#consumer.notes ?? []), ...own];
  }

  /**
   * More of the input. Rows that are whole are answered before this returns.
   *
   * @throws INPUT_INVALID with the faulty row's issues and its line, when the batch stops there; INPUT_MALFORMED;
   *   INPUT_ROWS; what the consumer throws
   */
  push(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      this.#feed(chunk.subarray(at, at + pieceBytes), false);
    }
  }

  /** The end of the input. @throws as `push` */
  end(): void {
    this.#feed(new Uint8Array(0), true);
    if (this.#issues.length > 0) throw this.#invalid();
    this.#consumer.end();
  }

  #feed(piece: Uint8Array, isLast: boolean): void {
    if (this.#source === null) this.#open(piece, isLast);
    else this.#source.push(piece);
    if (this.#source !== null) this.#drain(this.#source, isLast);
  }

  /** Gathers the beginning of the input until it tells what it is. */
  #open(piece: Uint8Array, isLast: boolean): void {
    const head = Buffer.concat([this.#head, piece]);
    this.#head = head;
    const { format = null, hasHeader = true, isOther } = this.#options;
    const { delimiter, countsRows, columns } = this.#options;
    const start = readInputStart(head, isLast, format);
    if (start === null) return;
    const { parser } = this.#scoring;
    const { signature } = this.#model;
    const layout = start.format === "json" ? "values" : "lines";
    this.#hasMark = start.hasMark;
    this.#source =
      start.format === "csv"
        ? new CsvSource({
            signature,
            parser,
            hasHeader,
            isOther,
            delimiter,
            countsRows,
            columns,
          })
        : new JsonSource({ parser, layout, rowOf: this.#rowOf() });
    this.#source.push(start.hasMark ? head.subarray(3) : head);
    this.#head = new Uint8Array(0);
  }

  /** The row of a JSON value, by the model's names. */
  #rowOf(): ((value: unknown) => unknown) | undefined {
    const { columns, rowOf } = this.#options;
    if (columns === undefined || columns.size === 0) return rowOf;
    return (value) => renamedRecord(rowOf === undefined ? value : rowOf(value), columns);
  }

  #drain(source: RowSource, isLast: boolean): void {
    for (let rows = source.next(isLast); rows !== null; rows = source.next(isLast)) {
      this.#begin(source);
      this.#answer(rows);
    }
    if (isLast) this.#begin(source);
  }

  #begin(source: RowSource): void {
    const { shape } = source;
    if (this.#hasBegun || shape === null) return;
    this.#hasBegun = true;
    this.#consumer.begin(shape, this.#hasMark);
  }

  #answer(rows: RowBlock): void {
    const { onFault = "stop", probabilities = false, maxRows } = this.#options;
    if (maxRows !== undefined && this.#rows + rows.count > maxRows) {
      throw new PicklejarError("INPUT_ROWS", { limit: maxRows, got: `more than ${maxRows}` });
    }
    const maxRefused = maxFaultsOf(onFault);
    const judged = rows.judge(maxRefused);
    const firstRow = this.#rows;
    let { faults } = judged;
    if (this.#issues.length === 0) {
      const scored = scoreSamples(this.#scoring, judged, { probabilities, firstRow, maxRefused });
      this.#consumer.take(rows, scored, firstRow);
      for (const { warnings } of scored.predictions) if (warnings !== undefined) this.#warned++;
      faults = scored.faults;
    }
    if (onFault === "skip") this.#skipped += faults.size;
    else this.#collect(rows, faults);
    const isOver = this.#issues.length > 0 && onFault === "stop";
    const [stopped = 0] = isOver ? faults.keys() : [];
    this.#rows += isOver ? stopped : judged.judged;
    if (isOver || this.#issues.length >= maxCollected) throw this.#invalid();
  }

  #collect(rows: RowBlock, faults: ReadonlyMap<number, readonly Issue[]>): void {
    for (const [row, issues] of faults) {
      if (this.#issues.length === 0) {
        this.#firstLine = rows.line(row);
        this.#firstPlace = placeOf(rows, row);
      }
      for (const issue of issues) {
        if (this.#issues.length === maxCollected) return;
        this.#issues.push({ ...issue, path: [this.#rows + row, ...issue.path] });
      }
      if (this.#options.onFault !== "collect") return;
    }
  }

  #invalid(): PicklejarError {
    const issues = this.#issues;
    const sentence = `${this.#firstPlace}: ${issues[0]?.message}`;
    const count =
      issues.length === maxCollected
        ? `${maxCollected} problems or more`
        : `${issues.length} problems`;
    const summary = issues.length === 1 ? sentence : `${count}; the first: ${sentence}`;
    return new PicklejarError("INPUT_INVALID", { summary, line: this.#firstLine }, { issues });
  }
}

function maxFaultsOf(onFault: OnFault): number {
  if (onFault === "skip") return Number.POSITIVE_INFINITY;
  return onFault === "stop" ? 1 : maxCollected;
}
