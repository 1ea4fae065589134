// Many rows given as columns by name, as a DataFrame holds them, made into a table.

import type { Estimator } from "../estimators/estimator.ts";
import type { Cell, Table } from "../estimators/samples.ts";
import { show } from "../text.ts";
import { cellOf, describe, isList, wrongKind } from "./plain-cells.ts";

/** Columns by name, all of one length; NaN and null = missing. Not written to; typed arrays are the fastest. */
export interface PlainColumns {
  readonly columns: Readonly<Record<string, Float64Array | readonly Cell[]>>;
}

/**
 * A table of the model's columns in its own order; in the order in which they are given where it knows no names.
 *
 * @throws INPUT_KIND for columns that lack, are not the model's, or are of different lengths
 */
export function columnTable(estimator: Estimator, { columns }: PlainColumns): Table {
  const held: unknown = columns;
  if (typeof held !== "object" || held === null || Array.isArray(held)) {
    throw wrongKind(estimator, "columns by name", describe(held));
  }
  const given = new Map(Object.entries(columns));
  const names = estimator.inputs.names ?? [...given.keys()];
  const known = new Set(names);
  if (known.size < names.length) {
    throw wrongKind(estimator, "rows by position, since its names repeat", "columns by name");
  }
  const unknown = [...given.keys()].find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw wrongKind(estimator, "its own columns", `a column ${show(unknown)}`);
  }
  const rows = given.get(names[0] ?? "")?.length ?? 0;
  const table = names.map((name) => {
    const values = given.get(name);
    if (values === undefined) throw wrongKind(estimator, `a column ${show(name)}`, "none");
    if (!isList(values)) throw wrongKind(estimator, "lists of values", describe(values));
    if (values.length !== rows) {
      const got = `${rows} and ${values.length} values`;
      throw wrongKind(estimator, "columns of equal length", got);
    }
    return { name, values: columnValues(estimator, values) };
  });
  return { kind: "table", rows, columns: table };
}

function columnValues(
  estimator: Estimator,
  values: ArrayLike<Cell>,
): Float64Array | readonly Cell[] {
  if (values instanceof Float64Array) return values;
  const cells: readonly Cell[] = Array.isArray(values) ? values : Array.from(values);
  for (let row = 0; row < cells.length; row++) {
    const value = cells[row];
    if (typeof value !== "string" && typeof value !== "number") cellOf(estimator, value, row);
  }
  return typedIfNumbers(cells);
}

/** A column of a table: typed where all of it are numbers. */
export function typedIfNumbers(values: readonly Cell[]): Float64Array | readonly Cell[] {
  const numbers = new Float64Array(values.length);
  for (let row = 0; row < numbers.length; row++) {
    const value = values[row];
    if (typeof value !== "number") return values;
    numbers[row] = value;
  }
  return numbers;
}
