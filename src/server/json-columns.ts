// Rows from JSON by columns: `{"columns": ["a", "b"], "data": [[1, 2], …]}` as pandas splits a table, and
// `{"a": [1, …], "b": [2, …]}`. A record never has a list for a value, so neither can be taken for one.

import { PicklejarError } from "../errors.ts";
import type { InputRow } from "../predict/prediction.ts";
import type { Signature } from "../signature/signature.ts";

type Record = Readonly<{ [name: string]: unknown }>;

/**
 * The rows of a table by columns; null where the record is none.
 *
 * @throws BODY_MALFORMED where it is one whose parts do not fit together
 */
export function rowsOfColumns(
  record: Record,
  { inputs }: Signature,
  example: string,
): readonly InputRow[] | null {
  for (const name in record) if (!Array.isArray(record[name])) return null;
  const names = Object.keys(record);
  const lists = names.map((name) => record[name]);
  if (names.length === 0 || !lists.every(Array.isArray)) return null;
  const fault = (reason: string): PicklejarError =>
    new PicklejarError("BODY_MALFORMED", { reason, example });
  const split = splitTable(record, names);
  if (split !== null && !inputs.some(({ name }) => name === "columns" || name === "data")) {
    return rowsOfSplit(split.columns, split.data, fault);
  }
  const [first = [], ...others] = lists;
  const odd = others.findIndex((list) => list.length !== first.length);
  if (odd >= 0) {
    const lengths = `${show(names[0])} has ${first.length}, ${show(names[odd + 1])} ${others[odd]?.length}`;
    throw fault(`its columns differ in length (${lengths})`);
  }
  return first.map((_, row) => new Map(names.map((name, i) => [name, lists[i]?.[row]])));
}

function splitTable(
  record: Record,
  names: readonly string[],
): { readonly columns: readonly unknown[]; readonly data: readonly unknown[] } | null {
  const isSplit = names.every((name) => name === "columns" || name === "data" || name === "index");
  const { columns, data } = record;
  return isSplit && Array.isArray(columns) && Array.isArray(data) ? { columns, data } : null;
}

function rowsOfSplit(
  columns: readonly unknown[],
  data: readonly unknown[],
  fault: (reason: string) => PicklejarError,
): readonly InputRow[] {
  const names = columns.map(String);
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw fault(`it names the column ${show(name)} twice`);
    seen.add(name);
  }
  return data.map((row, i) => {
    if (!Array.isArray(row)) throw fault(`row ${i + 1} of its data is not a list`);
    if (row.length !== names.length) {
      throw fault(`row ${i + 1} of its data has ${row.length} values for ${names.length} columns`);
    }
    return new Map(names.map((name, column) => [name, row[column]]));
  });
}

function show(name: string | undefined): string {
  return JSON.stringify((name ?? "").slice(0, 60));
}
