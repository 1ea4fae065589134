// Plain rows as scikit-learn's methods take them, made into samples: arrays by position, records by name,
// texts, labels, matrices. Kinds are checked here, numbers by the estimator itself.

import type { Estimator } from "../estimators/estimator.ts";
import type { Cell, LabelColumn, Matrix, Samples, SparseMatrix } from "../estimators/samples.ts";
import { show } from "../text.ts";
import { openTable } from "./open-records.ts";
import {
  cellOf,
  checkList,
  describe,
  isList,
  isObject,
  numberOf,
  type PlainRow,
  wrongKind,
} from "./plain-cells.ts";
import { columnTable, type PlainColumns, typedIfNumbers } from "./plain-columns.ts";
import type { PlainSparse } from "./plain-results.ts";

/** n × m numbers, row-major, as one typed array: the fastest form of many rows, since no row is an object. */
export interface PlainMatrix {
  /** Not written to. */
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** What an estimator's methods take. NaN and null = missing. */
export type PlainRows = readonly PlainRow[] | PlainColumns | PlainMatrix | PlainSparse;

/**
 * Rows as the estimator's forward methods (`predict`, `transform`, …) take them.
 *
 * @throws INPUT_KIND, INPUT_WIDTH
 */
export function samplesOf(estimator: Estimator, rows: PlainRows): Samples {
  if (isSparse(rows)) return sparseOf(estimator, rows);
  if (isMatrix(rows)) return denseOf(estimator, rows);
  if (isColumns(rows)) return columnTable(estimator, rows);
  checkList(estimator, rows);
  switch (estimator.inputs.kind) {
    case "numbers":
      return matrixOf(estimator, rows, columnNames(estimator, rows));
    case "table":
      return estimator.inputs.openRecords === true
        ? openTable(estimator, rows)
        : tableOf(estimator, rows);
    case "texts":
      return { kind: "texts", values: rows.map((row, i) => textOf(estimator, row, i)) };
    case "labels":
      return labelsOf(estimator, rows);
  }
}

/** Rows as `inverseTransform` takes them: what `transform` answered, a matrix or codes of labels. */
export function codesOf(estimator: Estimator, rows: PlainRows): Samples {
  if (isSparse(rows)) return sparseOf(estimator, rows);
  if (isMatrix(rows)) return denseOf(estimator, rows);
  if (isColumns(rows)) throw wrongKind(estimator, "rows or a matrix", "columns by name");
  checkList(estimator, rows);
  const [first] = rows;
  if (first !== undefined && !isObject(first)) return labelsOf(estimator, rows);
  return matrixOf(estimator, rows, null);
}

function isSparse(rows: PlainRows): rows is PlainSparse {
  return isObject(rows as PlainRow) && "shape" in rows && "rows" in rows;
}

function isMatrix(rows: PlainRows): rows is PlainMatrix {
  return isObject(rows as PlainRow) && "data" in rows && "columns" in rows;
}

/** Whether rows are given as columns by name. */
export function isColumns(rows: PlainRows): rows is PlainColumns {
  return isObject(rows as PlainRow) && "columns" in rows && !("data" in rows);
}

function denseOf(estimator: Estimator, { data, rows, columns }: PlainMatrix): Matrix {
  if (!(data instanceof Float64Array)) {
    throw wrongKind(estimator, "a matrix in a Float64Array", describe(data));
  }
  const isShape = Number.isInteger(rows) && Number.isInteger(columns) && rows >= 0 && columns >= 0;
  if (!isShape || data.length !== rows * columns) {
    const got = `${data.length} numbers for ${show(String(rows))} × ${show(String(columns))}`;
    throw wrongKind(estimator, "as many numbers as rows × columns", got);
  }
  return { kind: "dense", data, rows, columns };
}

function matrixOf(
  estimator: Estimator,
  rows: readonly PlainRow[],
  names: readonly string[] | null,
): Matrix {
  const columns = widthOf(estimator, rows, names);
  const data = new Float64Array(rows.length * columns);
  for (const [i, row] of rows.entries()) {
    const values = valuesOf(estimator, row, i, columns, names);
    if (values instanceof Float64Array) {
      data.set(values, i * columns);
      continue;
    }
    for (let j = 0; j < columns; j++) {
      data[i * columns + j] = numberOf(estimator, values[j], i, j);
    }
  }
  return { kind: "dense", data, rows: rows.length, columns };
}

function tableOf(estimator: Estimator, rows: readonly PlainRow[]): Samples {
  const names = columnNames(estimator, rows);
  const width = widthOf(estimator, rows, names);
  const columns = Array.from({ length: width }, (_, j) => ({
    name: names?.[j] ?? null,
    values: [] as Cell[],
  }));
  for (const [i, row] of rows.entries()) {
    const values = valuesOf(estimator, row, i, width, names);
    for (const [j, column] of columns.entries())
      column.values.push(cellOf(estimator, values[j], i));
  }
  return {
    kind: "table",
    rows: rows.length,
    columns: columns.map(({ name, values }) => ({ name, values: typedIfNumbers(values) })),
  };
}

/**
 * The columns' names: the model's own, else those of the first record in its order, as scikit-learn takes a
 * DataFrame by position where the model was trained without names.
 */
function columnNames(estimator: Estimator, rows: readonly PlainRow[]): readonly string[] | null {
  if (estimator.inputs.names !== null) return estimator.inputs.names;
  const record = rows.find((row) => isObject(row) && !isList(row));
  return record === undefined ? null : Object.keys(Object(record));
}

function widthOf(
  estimator: Estimator,
  rows: readonly PlainRow[],
  names: readonly string[] | null,
): number {
  const [first] = rows;
  if (first !== undefined && isObject(first) && isList(first)) return first.length;
  return names?.length ?? estimator.inputs.width ?? 0;
}

function valuesOf(
  estimator: Estimator,
  row: PlainRow,
  i: number,
  width: number,
  names: readonly string[] | null,
): ArrayLike<Cell> {
  if (!isObject(row)) throw wrongKind(estimator, "rows of values", `${describe(row)} as row ${i}`);
  if (isList(row)) {
    if (row.length === width) return row;
    throw wrongKind(estimator, "rows of equal length", `${width} and ${row.length} values`);
  }
  return recordValues(estimator, row, i, names ?? []);
}

function recordValues(
  estimator: Estimator,
  record: Readonly<Record<string, Cell>>,
  i: number,
  names: readonly string[],
): Cell[] {
  const values = names.map((name) => {
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (value !== undefined) return value;
    throw wrongKind(estimator, `a value for ${show(name)}`, `none in row ${i}`);
  });
  const given = Object.keys(record);
  if (given.length === names.length) return values;
  const known = new Set(names);
  const unknown = given.find((name) => !known.has(name));
  if (unknown === undefined) {
    throw wrongKind(estimator, "rows by position, since its names repeat", "a record");
  }
  throw wrongKind(estimator, "records of its own columns", `${show(unknown)} in row ${i}`);
}

function textOf(estimator: Estimator, row: PlainRow, i: number): string {
  const text = isObject(row) && isList(row) && row.length === 1 ? row[0] : row;
  if (typeof text === "string") return text;
  throw wrongKind(estimator, "texts", `${describe(text)} as row ${i}`);
}

function labelsOf(estimator: Estimator, rows: readonly PlainRow[]): LabelColumn {
  return { kind: "labels", values: rows.map((row, i) => cellOf(estimator, row, i)) };
}

/** Column numbers are checked and put in order, as the arithmetic on sparse rows expects. */
function sparseOf(estimator: Estimator, { shape, rows }: PlainSparse): SparseMatrix {
  checkList(estimator, shape, "a shape of [rows, columns]");
  checkList(estimator, rows);
  for (const row of rows) checkList(estimator, row, "lists of [column, value] pairs");
  const [height, columns] = shape;
  const isShape = height === rows.length && Number.isInteger(columns) && columns >= 0;
  if (!isShape || columns >= 2 ** 31) {
    throw wrongKind(estimator, "a shape that fits the rows", `${height} × ${columns}`);
  }
  const indptr = new Int32Array(rows.length + 1);
  for (const [i, row] of rows.entries()) indptr[i + 1] = (indptr[i] ?? 0) + row.length;
  const stored = indptr[rows.length] ?? 0;
  const indices = new Int32Array(stored);
  const values = new Float64Array(stored);
  let at = 0;
  for (const [i, row] of rows.entries()) {
    let previous = -1;
    for (const pair of row) checkList(estimator, pair, "[column, value] pairs");
    for (const [column, value] of [...row].sort(([a], [b]) => a - b)) {
      if (!Number.isInteger(column) || column <= previous || column >= columns) {
        throw wrongKind(estimator, `distinct columns under ${columns}`, `${column} in row ${i}`);
      }
      previous = column;
      indices[at] = column;
      values[at++] = numberOf(estimator, value, i, column);
    }
  }
  return { kind: "sparse", rows: rows.length, columns, indptr, indices, values };
}
