// A row that is just as the model takes it, which nearly all are: read without findings and without samples. Any other
// is judged by the rules of all rows.

import { CategoryIndex } from "../estimators/category-index.ts";
import type { Cell } from "../estimators/samples.ts";
import { isList, isRecord } from "./plan.ts";
import { valuesInOrder } from "./record-values.ts";
import type { AskedField } from "./signature.ts";

/** A row's values in the order of the fields, null = missing; null where the row must be judged. */
export type PlainRowReader = (row: unknown) => readonly Cell[] | null;

type Accepts = (value: unknown) => boolean;

/**
 * Prepares the reading of rows one at a time; each overwrites the values of the one before.
 *
 * @param inputs      what a row is read by; what may be missing and the examples are not looked at
 * @param takesCells  whether the estimator takes a table, and not numbers alone
 */
export function plainRowReader(
  inputs: readonly AskedField[],
  takesCells: boolean,
): PlainRowReader | null {
  const count = inputs.length;
  if (count === 0) return null;
  const names = inputs.map(({ name }) => name);
  const accepts = inputs.map((field) => acceptor(field, takesCells));
  const values = new Array<Cell>(count).fill(null);
  // Of numbers only the bounds matter, which saves a call for each.
  const lows = Float64Array.from(inputs, (field) =>
    isNumber(field) ? (field.minimum ?? -Number.MAX_VALUE) : Infinity,
  );
  const highs = Float64Array.from(inputs, (field) => field.maximum ?? Number.MAX_VALUE);
  const take = (i: number, value: unknown): boolean => {
    const isTaken =
      typeof value === "number" && value >= (lows[i] ?? 0) && value <= (highs[i] ?? 0);
    if (!isTaken && accepts[i]?.(value) !== true) return false;
    values[i] = value as Cell;
    return true;
  };
  return (row) => {
    if (isList(row)) {
      if (row.length !== count) return null;
      for (let i = 0; i < count; i++) if (!take(i, row[i])) return null;
      return values;
    }
    if (!isRecord(row) || row instanceof Map) return null;
    const own = valuesInOrder(row, names);
    if (own === null) return null;
    for (let i = 0; i < count; i++) if (!take(i, own[i])) return null;
    return values;
  };
}

/** Whether every number within the field's bounds is taken as it is. */
function isNumber(field: AskedField): boolean {
  return (field.kind === "number" || field.kind === "integer") && isUnchanged(field);
}

function isUnchanged(field: AskedField): boolean {
  return field.unused !== true && field.default === undefined && field.whole !== true;
}

const never: Accepts = () => false;

/** What besides numbers within bounds needs no judging: one of the choices as it is. */
function acceptor(field: AskedField, takesCells: boolean): Accepts {
  const { kind, minimum, maximum, choices = [], choiceLabels } = field;
  if (!isUnchanged(field)) return never;
  const isPlain = choiceLabels === undefined && minimum === undefined && maximum === undefined;
  if (kind !== "category" || !takesCells || !isPlain) return never;
  const texts = new Set<unknown>(choices.filter((choice) => typeof choice === "string"));
  const numbers = new CategoryIndex(choices.filter((choice) => typeof choice === "number"));
  if (texts.size + numbers.numberCount < choices.length) return never;
  return (value) =>
    typeof value === "string" ? texts.has(value) : isChoice(value) && numbers.numberOf(value) >= 0;
}

function isChoice(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
