// A file of examples as columns in memory: CSV, JSON Lines or a JSON array, told apart by content; and Parquet.

import { CsvScanner, type Delimiter } from "../../bytes/csv.ts";
import { CsvCells } from "../../bytes/csv-cells.ts";
import { parseJson } from "../../bytes/json-escapes.ts";
import { JsonScanner, type JsonText } from "../../bytes/json-records.ts";
import type { ParquetReader } from "../../bytes/parquet/parquet.ts";
import { PicklejarError } from "../../errors.ts";
import { CsvHead } from "../../predict/batch/csv-head.ts";
import { type InputFormat, readInputStart } from "../../predict/batch/input-kind.ts";
import { show } from "../../text.ts";
import type { ColumnBuilder } from "./raw-column.ts";
import { defaultLimits, type RawTable, TableBuilder, type TableLimits } from "./table-builder.ts";

export interface ReadOptions {
  /** What the file's name says; null = its first bytes tell. */
  readonly format: InputFormat | null;
  readonly limits?: TableLimits;
  /** Told after each piece. */
  readonly onProgress?: (rows: number, bytes: number) => void;
}

/**
 * Reads all rows.
 *
 * @throws INPUT_MALFORMED for what is no table, TRAIN_TABLE for one that is too large or has no rows
 */
export async function readTable(
  name: string,
  pieces: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): Promise<RawTable> {
  let reader: TableReader | null = null;
  let head = new Uint8Array(0);
  let bytes = 0;
  const begin = (isLast: boolean): void => {
    const start = readInputStart(head, isLast, options.format);
    if (start === null) return;
    const limits = options.limits ?? defaultLimits;
    const own = new TableBuilder(name, start.format, limits);
    reader = start.format === "csv" ? new CsvReader(own) : new JsonReader(own, start.format);
    reader.push(start.hasMark ? head.subarray(3) : head);
  };
  for await (const piece of pieces) {
    bytes += piece.length;
    if (reader === null) {
      head = concatenated(head, piece);
      begin(false);
    } else (reader as TableReader).push(piece);
    (reader as TableReader | null)?.take(false);
    options.onProgress?.((reader as TableReader | null)?.table.rows ?? 0, bytes);
  }
  if (reader === null) begin(true);
  const last = reader as TableReader | null;
  if (last === null) throw new TypeError("an input that ended was told apart");
  last.take(true);
  return last.table.finish();
}

/**
 * Reads all rows of a Parquet file. Columns that hold lists or records are columns of missing cells.
 *
 * @throws PARQUET_MALFORMED, TRAIN_TABLE
 */
export function readParquetTable(
  name: string,
  reader: ParquetReader,
  options: Omit<ReadOptions, "format"> = {},
): RawTable {
  const table = new TableBuilder(name, "parquet", options.limits ?? defaultLimits);
  const columns = columnNames(reader.names).map((column) => table.addColumn(column));
  const nested = reader.leftOut.map((column) => table.addColumn(column));
  for (let block = reader.next(); block !== null; block = reader.next()) {
    for (const [j, cells] of block.columns.entries()) {
      const column = columns[j];
      if (column !== undefined) for (const cell of cells) addValue(column, cell);
    }
    for (const column of nested) for (let i = 0; i < block.rows; i++) column.addNested();
    table.rows += block.rows;
    table.checkSize();
    options.onProgress?.(table.rows, 0);
  }
  return table.finish();
}

function concatenated(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

interface TableReader {
  readonly table: TableBuilder;
  push(bytes: Uint8Array): void;
  /** Takes all rows that are whole. */
  take(isLast: boolean): void;
}

const noSignature = { inputs: [], named: false, outputs: [], probabilities: false } as const;

class CsvReader implements TableReader {
  readonly table: TableBuilder;
  #head: CsvHead | null = new CsvHead();
  #scanner: CsvScanner | null = null;

  constructor(table: TableBuilder) {
    this.table = table;
  }

  push(bytes: Uint8Array): void {
    (this.#scanner ?? this.#head)?.push(bytes);
  }

  take(isLast: boolean): void {
    this.#scanner ??= this.#open(isLast);
    if (this.#scanner === null) return;
    for (
      let block = this.#scanner.next(isLast);
      block !== null;
      block = this.#scanner.next(isLast)
    ) {
      const cells = new CsvCells(block);
      for (let record = 0; record < block.records; record++) {
        const line = block.lines[record] ?? 0;
        const fault = block.faults.get(record) ?? this.#widthFault(cells.width(record));
        if (fault === null) this.#addRow(cells, record);
        else this.table.skip(line, fault);
      }
      this.table.checkSize();
    }
  }

  #open(isLast: boolean): CsvScanner | null {
    const head = this.#head;
    const first = head?.read(isLast, noSignature) ?? null;
    if (head === null || first === null) return null;
    this.#head = null;
    for (const name of columnNames(first.cells)) this.table.addColumn(name);
    const scanner = new CsvScanner(first.delimiter as Delimiter);
    scanner.push(head.bytes);
    scanner.next(isLast, 1);
    return scanner;
  }

  #widthFault(width: number): string | null {
    const { length } = this.table.columns;
    return width === length ? null : `it has ${width} cells, and there are ${length} columns`;
  }

  #addRow(cells: CsvCells, record: number): void {
    const { columns } = this.table;
    for (let j = 0; j < columns.length; j++) {
      const column = columns[j];
      if (column === undefined) continue;
      const number = cells.number(record, j);
      if (Number.isNaN(number)) column.addText(cells.text(record, j));
      else column.addNumber(number, column.wantsSpelling ? cells.text(record, j).trim() : null);
    }
    this.table.rows++;
  }
}

/** Names of columns; a column without one is called as pandas calls it. @throws INPUT_MALFORMED for the same name twice */
function columnNames(header: readonly string[]): readonly string[] {
  const names = header.map((name, j) => (name.trim() === "" ? `Unnamed: ${j}` : name));
  const twice = names.find((name, j) => names.indexOf(name) !== j);
  if (twice === undefined) return names;
  throw new PicklejarError("INPUT_MALFORMED", {
    line: 1,
    reason: `two columns are called ${show(twice)}`,
    advice: "Give every column a name of its own.",
  });
}

class JsonReader implements TableReader {
  readonly table: TableBuilder;
  readonly #scanner: JsonScanner;
  readonly #columns = new Map<string, ColumnBuilder>();

  constructor(table: TableBuilder, format: InputFormat) {
    this.table = table;
    this.#scanner = new JsonScanner(format === "json-lines" ? "lines" : "values");
  }

  push(bytes: Uint8Array): void {
    this.#scanner.push(bytes);
  }

  take(isLast: boolean): void {
    for (
      let texts = this.#scanner.next(isLast);
      texts.length > 0;
      texts = this.#scanner.next(isLast)
    ) {
      for (const text of texts) {
        const record = recordOf(text);
        if (record === null) this.table.skip(text.line, "it is no JSON object");
        else this.#addRow(record);
      }
      this.table.checkSize();
    }
  }

  #addRow(record: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(record)) {
      let column = this.#columns.get(name);
      if (column === undefined) {
        column = this.table.addColumn(name);
        this.#columns.set(name, column);
      }
      addValue(column, value);
    }
    this.table.rows++;
    for (const column of this.table.columns) if (column.rows < this.table.rows) column.addMissing();
  }
}

function recordOf({ text, isBroken }: JsonText): Readonly<Record<string, unknown>> | null {
  if (isBroken) return null;
  try {
    const value: unknown = parseJson(text);
    const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
    return isRecord ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function addValue(column: ColumnBuilder, value: unknown): void {
  if (typeof value === "number") column.addNumber(value);
  else if (typeof value === "bigint") column.addNumber(Number(value));
  else if (typeof value === "string") column.addText(value);
  else if (typeof value === "boolean") column.addText(value ? "True" : "False");
  else if (value === null || value === undefined) column.addMissing();
  else column.addNested();
}
