// Records of which each may have keys of its own, as encoders of dicts take them, made into one table.

import type { Estimator } from "../estimators/estimator.ts";
import type { Cell, Table } from "../estimators/samples.ts";
import { cellOf, describe, isList, isObject, type PlainRow, wrongKind } from "./plain-cells.ts";

/**
 * A column for every key that any record has, missing where a record has it not; lists of different lengths
 * by position.
 *
 * @throws INPUT_KIND
 */
export function openTable(estimator: Estimator, rows: readonly PlainRow[]): Table {
  const columns = new Map<string, { name: string | null; values: Cell[] }>();
  for (const [i, row] of rows.entries()) {
    if (!isObject(row)) throw wrongKind(estimator, "records", `${describe(row)} as row ${i}`);
    const listed = isList(row);
    const entries = listed ? Array.from(row, (cell, j) => [j, cell] as const) : Object.entries(row);
    for (const [key, cell] of entries) {
      let column = columns.get(String(key));
      if (column === undefined) {
        column = { name: listed ? null : String(key), values: [] };
        columns.set(String(key), column);
      }
      while (column.values.length < i) column.values.push(null);
      column.values.push(cellOf(estimator, cell, i));
    }
  }
  for (const { values } of columns.values()) {
    while (values.length < rows.length) values.push(null);
  }
  return { kind: "table", rows: rows.length, columns: [...columns.values()] };
}
