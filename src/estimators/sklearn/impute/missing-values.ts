// What an imputer takes for missing: its parameter `missing_values`.

import { PyGlobal } from "../../../objects/values.ts";
import { cellOf, describe } from "../../attribute-values.ts";
import type { Cell } from "../../samples.ts";
import type { State } from "../../state.ts";
import { isMissing } from "../../table-columns.ts";

export interface MissingTest {
  isMissing(cell: Cell): boolean;
  /** Whether NaN and null stand for missing, so that they are taken. */
  readonly allowsMissing: boolean;
}

/**
 * NaN (the default), None, pandas.NA, a number or a text. Null, all that JSON has, counts wherever NaN does.
 *
 * @throws ESTIMATOR_INVALID for values of other kinds
 */
export function readMissingTest(state: State): MissingTest {
  const value = state.has("missing_values") ? state.value("missing_values") : Number.NaN;
  if (value instanceof PyGlobal && value.name === "NA") return { isMissing, allowsMissing: true };
  const mark = cellOf(value);
  if (mark === undefined) {
    throw state.mismatch("missing_values", "NaN, None, a number or text", describe(value));
  }
  if (mark === null || Number.isNaN(mark)) return { isMissing, allowsMissing: true };
  return { isMissing: (cell) => cell === mark, allowsMissing: false };
}
