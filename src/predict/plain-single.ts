// A single row of those that users of the library give: put in the model's order where it is just as the model takes it.
// Any other goes the way of many rows, which says what is wrong with it.

import type { Estimator } from "../estimators/estimator.ts";
import type { Cell, Matrix } from "../estimators/samples.ts";
import { valuesInOrder } from "../signature/record-values.ts";
import { isColumns, type PlainRows } from "./plain-rows.ts";

/** The values of the only row in training order; null where there are others, or it needs a closer look. */
export type OnlyRowReader = (rows: PlainRows) => ArrayLike<Cell> | null;

/** Null where the estimator takes no rows of values. */
export function onlyRowReader({ inputs }: Estimator): OnlyRowReader | null {
  const { kind, names, openRecords, openKind } = inputs;
  if (kind !== "numbers" && kind !== "table") return null;
  if (openRecords === true || openKind === true || inputs.shape !== undefined) return null;
  const distinct = names !== null && new Set(names).size === names.length ? names : null;
  const takesTexts = kind === "table";
  return (rows) => {
    if (!Array.isArray(rows)) return columnsRow(rows, distinct, takesTexts);
    const row: unknown = rows[0];
    if (rows.length !== 1 || typeof row !== "object" || row === null) return null;
    if (row instanceof Float64Array) return row;
    if (Array.isArray(row)) return plainCells(row, takesTexts);
    if (distinct === null || ArrayBuffer.isView(row)) return null;
    return plainCells(valuesInOrder(row, distinct), takesTexts);
  };
}

/** The row of columns that hold one value each. */
function columnsRow(
  rows: PlainRows,
  names: readonly string[] | null,
  takesTexts: boolean,
): readonly Cell[] | null {
  if (names === null || !isColumns(rows)) return null;
  const columns: unknown = rows.columns;
  if (typeof columns !== "object" || columns === null || Array.isArray(columns)) return null;
  const lists = valuesInOrder(columns, names);
  if (lists === null) return null;
  const row = new Array<unknown>(lists.length);
  for (let j = 0; j < row.length; j++) {
    const list = lists[j];
    const isOne = list instanceof Float64Array || Array.isArray(list);
    if (!isOne || list.length !== 1) return null;
    row[j] = list[0];
  }
  return plainCells(row, takesTexts);
}

/** The values where all of them are numbers, or texts where these are taken. */
function plainCells(
  values: readonly unknown[] | null,
  takesTexts: boolean,
): readonly Cell[] | null {
  if (values === null) return null;
  for (let j = 0; j < values.length; j++) {
    const kind = typeof values[j];
    if (kind !== "number" && !(takesTexts && kind === "string")) return null;
  }
  return values as readonly Cell[];
}

/** A row of numbers as a matrix. */
export function rowMatrix(row: ArrayLike<Cell>): Matrix {
  const columns = row.length;
  if (row instanceof Float64Array) return { kind: "dense", data: row, rows: 1, columns };
  const data = new Float64Array(columns);
  for (let j = 0; j < columns; j++) data[j] = Number(row[j]);
  return { kind: "dense", data, rows: 1, columns };
}
