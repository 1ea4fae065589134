// A file of examples as records: what `fit` takes, for programs that train.

import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { openParquetFile } from "../../bytes/parquet/parquet-file.ts";
import type { Cell } from "../../estimators/samples.ts";
import { formatOfName } from "../../predict/batch/input-kind.ts";
import { cellText, holdsNumbersOnly, type RawColumn, truths } from "./raw-column.ts";
import { readParquetTable, readTable } from "./read-table.ts";
import type { RawTable } from "./table-builder.ts";

/** A row by the names of its columns. */
export type DataRecord = Record<string, Cell>;

/**
 * Reads a CSV, JSON Lines, JSON or Parquet file. A column in which every cell is a plain number holds numbers, one of true and
 * false booleans, any other texts; a missing cell is null. Nothing is guessed beyond that: "$5" stays a text.
 *
 * @throws INPUT_MALFORMED, TRAIN_TABLE, and what the file system says
 * @example
 * const hiring = await loadRecords("hiring.csv");
 * const y = hiring.map(({ salary }) => salary ?? null);
 */
export async function loadRecords(path: string): Promise<DataRecord[]> {
  const { columns, rows } = await loadTable(path);
  const lists = columns.map((column) => [column.name, cellsOf(column)] as const);
  return Array.from({ length: rows }, (_, row) => {
    return Object.fromEntries(lists.map(([name, cells]) => [name, cells[row] ?? null]));
  });
}

async function loadTable(path: string): Promise<RawTable> {
  const format = formatOfName(path);
  if (format !== "parquet") return readTable(basename(path), createReadStream(path), { format });
  const file = openParquetFile(path);
  try {
    return readParquetTable(basename(path), file.reader);
  } finally {
    file.close();
  }
}

function cellsOf(column: RawColumn): readonly Cell[] {
  const { numbers, rows, texts } = column;
  if (holdsNumbersOnly(column)) {
    return Array.from(numbers, (number) => (Number.isNaN(number) ? null : number));
  }
  const isTruth = numbers.every(Number.isNaN) && texts.every((text) => truths.has(text));
  return Array.from({ length: rows }, (_, row) => {
    const text = cellText(column, row);
    return isTruth && text !== null ? (truths.get(text) ?? null) : text;
  });
}
