// What estimators learn from: rows as people hold them (arrays, records, texts, columns, a matrix), made into the
// samples that estimators answer for, with the columns' names.

import { PicklejarError } from "../errors.ts";
import type { Cell, Matrix, Samples, Table } from "../estimators/samples.ts";

/** n × m numbers, row-major; NaN = missing. */
export interface MatrixRows {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** One per column. */
  readonly names?: readonly string[];
}

/** Columns by name, all of one length; null or NaN = missing. */
export interface ColumnRows {
  readonly columns: Readonly<Record<string, ArrayLike<Cell>>>;
}

/** Samples to learn from or to answer for: arrays, records, texts, columns or a matrix. */
export type TrainingRows =
  | readonly ArrayLike<Cell>[]
  | readonly Readonly<Record<string, Cell>>[]
  | readonly string[]
  | ColumnRows
  | MatrixRows;

/** Samples with the names of their columns, where they have names. */
export interface NamedSamples {
  readonly samples: Samples;
  readonly names: readonly string[] | null;
}

/** How many samples there are, and what they hold. */
export interface TrainingData extends NamedSamples {
  readonly rows: number;
  /** Whatever the caller gave as y; null for estimators that learn from X alone. */
  readonly target: Target | null;
  /** One weight per sample, or null where all count the same. */
  readonly weights: Float64Array | null;
}

/** y: a label or number per sample, or a row of numbers where several are asked. */
export type Target = ArrayLike<Cell> | readonly ArrayLike<number>[];

/**
 * Rows as samples. Numbers, booleans and missing values make a dense matrix, anything else a table.
 *
 * @param className  who learns, for messages
 * @throws TRAIN_DATA for no rows, rows of different lengths, and values that are no cells
 */
export function namedSamples(rows: TrainingRows, className: string): NamedSamples {
  if (isMatrix(rows)) return matrixSamples(rows, className);
  if (isColumns(rows)) return columnSamples(rows, className);
  if (!Array.isArray(rows)) throw notRows(className, "X is no list of rows");
  const [first] = rows as readonly unknown[];
  if (first === undefined) throw notRows(className, "X has no rows");
  if (typeof first === "string") return textSamples(rows as readonly string[], className);
  if (isList(first)) return arraySamples(rows as readonly ArrayLike<Cell>[], className);
  if (typeof first === "object" && first !== null) {
    return recordSamples(rows as readonly Readonly<Record<string, Cell>>[], className);
  }
  throw notRows(className, "a row is neither an array, a record nor a text");
}

function matrixSamples(
  { data, rows, columns, names }: MatrixRows,
  className: string,
): NamedSamples {
  if (data.length !== rows * columns || rows < 1 || columns < 1) {
    throw notRows(className, `${data.length} numbers are no ${rows} × ${columns} matrix`);
  }
  if (names !== undefined && names.length !== columns) {
    throw notRows(className, `${columns} columns have ${names.length} names`);
  }
  return { samples: { kind: "dense", data, rows, columns }, names: names ?? null };
}

function columnSamples({ columns }: ColumnRows, className: string): NamedSamples {
  const names = Object.keys(columns);
  const lists = Object.values(columns).map((column) => Array.from(column));
  const rows = lists[0]?.length ?? 0;
  if (rows === 0) throw notRows(className, "X has no rows");
  if (lists.some(({ length }) => length !== rows)) {
    throw notRows(className, "its columns have different lengths");
  }
  return { samples: samplesOfColumns(lists, names, rows, className), names };
}

function recordSamples(
  records: readonly Readonly<Record<string, Cell>>[],
  className: string,
): NamedSamples {
  const names = Object.keys(records[0] ?? {});
  const known = new Set(names);
  const lists: Cell[][] = names.map(() => []);
  for (const [i, record] of records.entries()) {
    if (typeof record !== "object" || record === null || isList(record)) {
      throw notRows(className, `row ${i} is no record`);
    }
    const unknown = Object.keys(record).find((name) => !known.has(name));
    if (unknown !== undefined) {
      throw notRows(className, `row ${i} has ${JSON.stringify(unknown)}, which row 0 has not`);
    }
    for (const [j, name] of names.entries()) {
      lists[j]?.push(Object.hasOwn(record, name) ? (record[name] ?? null) : null);
    }
  }
  return { samples: samplesOfColumns(lists, names, records.length, className), names };
}

function arraySamples(rows: readonly ArrayLike<Cell>[], className: string): NamedSamples {
  const width = rows[0]?.length ?? 0;
  if (width === 0) throw notRows(className, "its rows are empty");
  const lists: Cell[][] = Array.from({ length: width }, () => []);
  for (const [i, row] of rows.entries()) {
    if (!isList(row) || row.length !== width) {
      throw notRows(className, `row ${i} has not ${width} values, as row 0 has`);
    }
    for (let j = 0; j < width; j++) lists[j]?.push(row[j] ?? null);
  }
  return { samples: samplesOfColumns(lists, null, rows.length, className), names: null };
}

function textSamples(texts: readonly string[], className: string): NamedSamples {
  const at = texts.findIndex((text) => typeof text !== "string");
  if (at >= 0) throw notRows(className, `row ${at} is no text`);
  return { samples: { kind: "texts", values: texts }, names: null };
}

function samplesOfColumns(
  lists: readonly (readonly Cell[])[],
  names: readonly string[] | null,
  rows: number,
  className: string,
): Matrix | Table {
  for (const [j, list] of lists.entries()) {
    const at = list.findIndex((cell) => !isCell(cell));
    if (at >= 0)
      throw notRows(className, `row ${at}, column ${names?.[j] ?? j} is no single value`);
  }
  if (lists.every((list) => list.every(isNumeric))) return denseOf(lists, rows);
  const columns = lists.map((list, j) => {
    const values = list.every(isNumeric) ? Float64Array.from(list, numberOf) : list;
    return { name: names?.[j] ?? null, values };
  });
  return { kind: "table", rows, columns };
}

function denseOf(lists: readonly (readonly Cell[])[], rows: number): Matrix {
  const columns = lists.length;
  const data = new Float64Array(rows * columns);
  for (const [j, list] of lists.entries()) {
    for (let i = 0; i < rows; i++) data[i * columns + j] = numberOf(list[i] ?? null);
  }
  return { kind: "dense", data, rows, columns };
}

function isNumeric(cell: Cell): boolean {
  return cell === null || typeof cell !== "string";
}

function numberOf(cell: Cell): number {
  return cell === null ? Number.NaN : Number(cell);
}

function isCell(value: unknown): value is Cell {
  return value === null || ["number", "string", "boolean", "bigint"].includes(typeof value);
}

function isList(value: unknown): value is ArrayLike<Cell> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function isMatrix(rows: TrainingRows): rows is MatrixRows {
  return "data" in rows && rows.data instanceof Float64Array;
}

function isColumns(rows: TrainingRows): rows is ColumnRows {
  return !Array.isArray(rows) && "columns" in rows && typeof rows.columns === "object";
}

function notRows(className: string, reason: string): PicklejarError {
  return new PicklejarError("TRAIN_DATA", {
    className,
    reason,
    advice: "Give X as arrays, records, texts, { columns } or { data, rows, columns }.",
  });
}
