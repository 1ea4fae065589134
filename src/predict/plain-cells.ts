// Single values of plain rows, checked by kind; and the refusal of what is no row.

import { PicklejarError } from "../errors.ts";
import type { Estimator } from "../estimators/estimator.ts";
import type { Cell } from "../estimators/samples.ts";
import { show } from "../text.ts";

/** One row: values by position, a record by column name, a text, or a label for encoders of labels. */
export type PlainRow = ArrayLike<Cell> | Readonly<Record<string, Cell>> | Cell;

export function isObject(row: PlainRow): row is ArrayLike<Cell> | Readonly<Record<string, Cell>> {
  return typeof row === "object" && row !== null;
}

/** A row by position: an array or a typed array. */
export function isList(row: PlainRow): row is ArrayLike<Cell> {
  return Array.isArray(row) || ArrayBuffer.isView(row);
}

/** @throws INPUT_KIND when the value is no array */
export function checkList(estimator: Estimator, value: unknown, what = "a list of rows"): void {
  if (!Array.isArray(value)) throw wrongKind(estimator, what, describe(value));
}

/** The number that a value of a matrix is, null = NaN; texts are none. @throws INPUT_KIND */
export function numberOf(
  estimator: Estimator,
  value: unknown,
  row: number,
  column: number,
): number {
  if (typeof value === "number") return value;
  if (value === null) return Number.NaN;
  if (typeof value === "boolean" || typeof value === "bigint") return Number(value);
  const where = `row ${row}, column ${column}`;
  throw wrongKind(estimator, "numbers", `${describe(value)} in ${where}`);
}

/** A single value of a table or a label. @throws INPUT_KIND */
export function cellOf(estimator: Estimator, value: unknown, row: number): Cell {
  if (value === null) return null;
  switch (typeof value) {
    case "number":
    case "string":
    case "bigint":
    case "boolean":
      return value;
    default:
      throw wrongKind(estimator, "single values", `${describe(value)} in row ${row}`);
  }
}

export function wrongKind(estimator: Estimator, expected: string, got: string): PicklejarError {
  return new PicklejarError("INPUT_KIND", { className: estimator.className, expected, got });
}

export function describe(value: unknown): string {
  if (value === undefined) return "no value";
  if (typeof value === "string") return `"${show(value, 40)}"`;
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? "a list" : "an object";
  }
  return String(value);
}
