// A CSV file as rows of a model: its delimiter found by the first line, its columns matched with the fields.

import { CsvScanner } from "../../bytes/csv.ts";
import { CsvCells } from "../../bytes/csv-cells.ts";
import type { BlockJudge } from "../../signature/blocks.ts";
import type { RowParser } from "../../signature/parse.ts";
import type { Signature } from "../../signature/signature.ts";
import { CsvHead } from "./csv-head.ts";
import type { CsvRows, InputShape, RowSource } from "./row-source.ts";

export interface CsvSourceOptions {
  readonly signature: Signature;
  readonly parser: RowParser;
  /** Whether the first line holds the names of the columns. */
  readonly hasHeader: boolean;
  /** Whether a column is none of the model's, whatever it asks. */
  readonly isOther?: ((name: string) => boolean) | undefined;
}

/** What reads an input whose first line is known. */
interface Opened {
  readonly scanner: CsvScanner;
  readonly judge: BlockJudge;
  readonly shape: InputShape;
}

/** Reads a CSV file, blocks of rows at a time. */
export class CsvSource implements RowSource {
  readonly #options: CsvSourceOptions;
  #head: CsvHead | null = new CsvHead();
  #opened: Opened | null = null;

  constructor(options: CsvSourceOptions) {
    this.#options = options;
  }

  get shape(): InputShape | null {
    return this.#opened?.shape ?? null;
  }

  get notes(): readonly string[] {
    return this.#opened?.judge.notes ?? [];
  }

  push(chunk: Uint8Array): void {
    (this.#opened?.scanner ?? this.#head)?.push(chunk);
  }

  next(isLast: boolean): CsvRows | null {
    this.#opened ??= this.#open(isLast);
    if (this.#opened === null) return null;
    const { scanner, judge } = this.#opened;
    const block = scanner.next(isLast);
    if (block === null) return null;
    const cells = new CsvCells(block);
    return {
      kind: "csv",
      cells,
      count: block.records,
      line: (row) => block.lines[row] ?? 0,
      raw: (row) => cells.raw(row),
      judge: (maxFaults) => judge.judgeCells(cells, maxFaults),
    };
  }

  /** Stands before the first row of values; null until the first line is whole. */
  #open(isLast: boolean): Opened | null {
    const { signature, parser, hasHeader, isOther } = this.#options;
    const head = this.#head;
    const first = head?.read(isLast, signature) ?? null;
    if (head === null || first === null) return null;
    this.#head = null;
    const { delimiter, lineEnd, raw, cells } = first;
    const scanner = new CsvScanner(delimiter);
    scanner.push(head.bytes);
    if (hasHeader) scanner.next(isLast, 1);
    const judge = parser.openTable(hasHeader ? cells : cells.length, isOther);
    const header = hasHeader ? { raw, names: cells } : null;
    const { columns } = judge;
    return { scanner, judge, shape: { kind: "csv", delimiter, lineEnd, header, columns } };
  }
}
