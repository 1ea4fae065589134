// Features of texts counted: one row per text, one column per feature.

import type { SparseMatrix } from "../../samples.ts";
import { SparseRows } from "../../sparse-rows.ts";
import type { Analyzer } from "./analyzer.ts";

/** How often each feature of a text occurs, by its column; features without a column are left out. */
export interface Counter {
  readonly analyze: Analyzer;
  readonly columns: number;
  /** The feature's column; undefined for an unknown one. */
  columnOf(feature: string): number | undefined;
  /** The value to keep for a feature that occurs `count` times. */
  value(count: number): number;
}

export function countFeatures(texts: readonly string[], counter: Counter): SparseMatrix {
  const { analyze } = counter;
  const rows = new SparseRows();
  let found = new Int32Array(256);
  let count = 0;
  const take = (feature: string): void => {
    const column = counter.columnOf(feature);
    if (column === undefined) return;
    if (count === found.length) found = doubled(found);
    found[count++] = column;
  };
  for (const text of texts) {
    count = 0;
    analyze(text, take);
    addRow(rows, found.subarray(0, count).sort(), counter);
  }
  return rows.matrix(counter.columns);
}

/** @param columns  sorted; a column stands in it as often as its features occur */
function addRow(rows: SparseRows, columns: Int32Array, counter: Counter): void {
  let i = 0;
  while (i < columns.length) {
    const column = columns[i] ?? 0;
    const start = i;
    while (i < columns.length && columns[i] === column) i++;
    rows.add(column, counter.value(i - start));
  }
  rows.endRow();
}

function doubled(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(numbers.length * 2);
  longer.set(numbers);
  return longer;
}
