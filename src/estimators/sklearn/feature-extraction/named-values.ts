// Rows as dicts of names and values: each column of a table is a key, a missing value a key that is not there.

import type { NumberRule } from "../../inputs.ts";
import { wrongKind } from "../../inputs.ts";
import type { Cell, Samples, Table } from "../../samples.ts";

/** @throws INPUT_KIND for everything but a table with names */
export function recordsOf(samples: Samples, rule: NumberRule): Table {
  if (samples.kind !== "table" || samples.columns.some(({ name }) => name === null)) {
    throw wrongKind(rule, "records", "rows without names");
  }
  return samples;
}

/**
 * The features of one row: `name` with its number, or for text `name=text` with 1.
 *
 * @see sklearn/feature_extraction/_dict_vectorizer.py `DictVectorizer._transform`
 */
export function forEachFeature(
  table: Table,
  row: number,
  separator: string,
  take: (feature: string, value: number) => void,
): void {
  for (const { name, values } of table.columns) {
    const cell: Cell = values[row] ?? null;
    if (cell === null) continue;
    if (typeof cell === "string") take(`${name}${separator}${cell}`, 1);
    else take(name ?? "", Number(cell));
  }
}

/** The texts of one row, whatever their columns are called. @throws INPUT_KIND for numbers */
export function forEachText(
  table: Table,
  row: number,
  rule: NumberRule,
  take: (text: string) => void,
): void {
  for (const { values } of table.columns) {
    const cell: Cell = values[row] ?? null;
    if (cell === null) continue;
    if (typeof cell !== "string") throw wrongKind(rule, "lists of texts", String(cell));
    take(cell);
  }
}
