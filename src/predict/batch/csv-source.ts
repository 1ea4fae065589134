// A CSV file as rows of a model: its delimiter found by the first line, its columns matched with the fields.

import { CsvScanner, type Delimiter } from "../../bytes/csv.ts";
import { CsvCells } from "../../bytes/csv-cells.ts";
import { recordReader } from "../../bytes/csv-kernel.ts";
import type { BlockJudge } from "../../signature/blocks.ts";
import type { RowParser } from "../../signature/parse.ts";
import type { Signature } from "../../signature/signature.ts";
import { type ColumnNames, renamedHeader } from "./column-names.ts";
import { CsvHead } from "./csv-head.ts";
import type { CsvRows, InputShape, RowSource } from "./row-source.ts";

export interface CsvSourceOptions {
  readonly signature: Signature;
  readonly parser: RowParser;
  /** Whether the first line holds the names of the columns. */
  readonly hasHeader: boolean;
  /** Whether a column is none of the model's, whatever it asks. */
  readonly isOther?: ((name: string) => boolean) | undefined;
  /** What stands between cells; found by the first line unless told. */
  readonly delimiter?: Delimiter | undefined;
  /** Whether rows are counted instead of lines. */
  readonly countsRows?: boolean | undefined;
  readonly columns?: ColumnNames | undefined;
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
  #rows = 0;

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
    const { countsRows: isCounted = false } = this.#options;
    const firstRow = this.#rows;
    this.#rows += block.records;
    return {
      kind: "csv",
      cells,
      count: block.records,
      isCounted,
      line: (row) => (isCounted ? firstRow + row + 1 : (block.lines[row] ?? 0)),
      raw: (row) => cells.raw(row),
      judge: (maxFaults) => judge.judgeCells(cells, maxFaults),
    };
  }

  /** Stands before the first row of values; null until the first line is whole. */
  #open(isLast: boolean): Opened | null {
    const { signature, parser, hasHeader, isOther, columns: told } = this.#options;
    const head = this.#head;
    const first = head?.read(isLast, signature, this.#options) ?? null;
    if (head === null || first === null) return null;
    this.#head = null;
    const { delimiter, lineEnd, raw, cells } = first;
    const scanner = new CsvScanner(delimiter);
    scanner.push(head.bytes);
    if (hasHeader) scanner.next(isLast, 1);
    const judge = parser.openTable(hasHeader ? renamedHeader(cells, told) : cells.length, isOther);
    const header = hasHeader ? { raw, names: cells } : null;
    const { columns } = judge;
    const { numberColumns } = judge;
    scanner.readAhead(recordReader(delimiter, numberColumns), numberColumns.length > 0);
    return { scanner, judge, shape: { kind: "csv", delimiter, lineEnd, header, columns } };
  }
}
