// The old Imputer, before SimpleImputer: missing values replaced by one value per column.

import { cellOf, describe } from "../../attribute-values.ts";
import { takeColumns } from "../../column-choice.ts";
import { mapColumns, mapStored } from "../../columns.ts";
import type { Estimator, InputSpec } from "../../estimator.ts";
import { checkWidth, denseMatrix, type NumberRule } from "../../inputs.ts";
import type { Result } from "../../samples.ts";
import type { State } from "../../state.ts";
import { transformer } from "../../transformer.ts";

/** @see sklearn/preprocessing/imputation.py `Imputer.transform` (until 0.21) */
export function readImputer(state: State): Estimator {
  if (state.integer("axis", 0, 1, 0) === 1) throw state.unsupported("axis=1");
  const fillers = state.rawFloat64("statistics_", [null]).data;
  const kept = Int32Array.from(fillers.keys()).filter((j) => !Number.isNaN(fillers[j]));
  const isGap = readGapTest(state);
  const inputs: InputSpec = { ...state.numberInputs(fillers.length), allowsMissing: true };
  const rule: NumberRule = { className: state.className, inputs };
  const fill = (value: number, j: number) => (isGap(value) ? (fillers[kept[j] ?? 0] ?? 0) : value);
  return transformer(state, {
    inputs,
    width: kept.length,
    keepsColumns: kept,
    hints: () => Array.from(fillers, (typical) => (Number.isNaN(typical) ? {} : { typical })),
    transform(samples): Result {
      // No number is refused, not even an infinite one. Only stored numbers are filled, unless 0 is missing.
      if (samples.kind === "sparse" && !isGap(0)) {
        checkWidth(samples.columns, rule);
        const chosen = takeColumns(samples, kept);
        return chosen.kind === "sparse" ? mapStored(chosen, fill) : samples;
      }
      const chosen = takeColumns(denseMatrix(samples, rule), kept);
      return mapColumns(denseMatrix(chosen, { ...rule, inputs: anyWidth }), fill);
    },
  });
}

const anyWidth: InputSpec = { kind: "numbers", width: null, names: null, allowsMissing: true };

/** NaN, which was written as text then, or a number. */
function readGapTest(state: State): (value: number) => boolean {
  const value = state.optional("missing_values") ?? "NaN";
  const mark = value === "NaN" ? Number.NaN : cellOf(value);
  if (typeof mark !== "number") {
    throw state.mismatch("missing_values", '"NaN" or a number', describe(value));
  }
  return Number.isNaN(mark) ? Number.isNaN : (given) => given === mark;
}
