// What SimpleImputer learned: a value for each column, and which columns are answered.

import type { Cell } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { readIndicated } from "./indicated.ts";
import { type MissingTest, readMissingTest } from "./missing-values.ts";

export interface ColumnFillers extends MissingTest {
  /** One value per column of the input. */
  readonly fillers: readonly Cell[];
  /** Columns that are answered: those that had a value in training. */
  readonly kept: readonly number[];
  /** Columns whose being missing is answered too, as further columns. */
  readonly indicated: readonly number[];
}

/** @throws ESTIMATOR_INVALID */
export function readFillers(state: State): ColumnFillers {
  const fillers = state.labels("statistics_").values;
  const keepsEmpty =
    state.boolean("keep_empty_features", false) ||
    // A constant filled empty columns too, until 1.5.
    (state.text("strategy", "mean") === "constant" && !versionAtLeast(state.writtenBy, "1.6"));
  const kept = [...fillers.keys()].filter((j) => keepsEmpty || !Number.isNaN(fillers[j]));
  return {
    fillers,
    kept,
    indicated: readIndicated(state, fillers.length),
    ...readMissingTest(state),
  };
}
