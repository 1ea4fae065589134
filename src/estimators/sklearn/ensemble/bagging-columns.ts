// Which columns each member of a bagging was fitted on.

import { int32Values, NdArray } from "../../../objects/ndarray.ts";
import { describe } from "../../attribute-values.ts";
import { takeColumns } from "../../column-choice.ts";
import type { Samples } from "../../samples.ts";
import type { State } from "../../state.ts";

/** Positions of columns, perhaps repeated; null for all of them in their order. */
export type Chosen = Int32Array | null;

/**
 * One entry per member.
 *
 * @param widths  number of features that each member takes; null where it does not tell
 * @throws ESTIMATOR_INVALID for columns that are not there or not as many as the member takes
 */
export function readChosen(state: State, widths: readonly (number | null)[]): readonly Chosen[] {
  if (!state.has("estimators_features_")) return widths.map(() => null);
  const lists = state.list("estimators_features_");
  if (lists.length !== widths.length) {
    throw state.mismatch("estimators_features_", `${widths.length} lists`, `${lists.length}`);
  }
  const width = state.width(null);
  if (width === null) throw state.invalid("it does not say how many features it takes");
  return lists.map((value, i) => {
    const place = `estimators_features_[${i}]`;
    const columns = value instanceof NdArray ? int32Values(value) : undefined;
    if (columns === undefined) throw state.mismatch(place, "an array", describe(value));
    if (value instanceof NdArray) state.charge(value, value.size);
    const outside = columns.find((column) => column < 0 || column >= width);
    if (outside !== undefined) throw state.mismatch(place, `columns under ${width}`, `${outside}`);
    const taken = widths[i] ?? null;
    if (taken !== null && taken !== columns.length) {
      throw state.mismatch(place, `${taken} columns`, String(columns.length));
    }
    const all = columns.length === width && columns.every((column, j) => column === j);
    return all ? null : columns;
  });
}

export function chosenColumns(samples: Samples, columns: Chosen): Samples {
  return columns === null ? samples : takeColumns(samples, columns);
}
