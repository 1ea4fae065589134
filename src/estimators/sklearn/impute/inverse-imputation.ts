// Imputed rows as they were before.

import { scalarNumber } from "../../attribute-values.ts";
import type { InputSpec } from "../../estimator.ts";
import { denseMatrix, type NumberRule } from "../../inputs.ts";
import { floatMatrix } from "../../results.ts";
import type { Result, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import type { ColumnFillers } from "./column-fillers.ts";

/**
 * Imputed rows with their marks as they were before: what is marked is missing again. Columns that fell away are
 * missing where they are marked, and else 0.
 *
 * @see sklearn/impute/_base.py `SimpleImputer.inverse_transform`
 */
export function inverseImputation(
  state: State,
  { fillers, kept, indicated }: ColumnFillers,
): (samples: Samples) => Result {
  const width = kept.length + indicated.length;
  const inputs: InputSpec = { kind: "numbers", width, names: null, allowsMissing: true };
  const rule: NumberRule = { className: state.className, inputs };
  const missing = scalarNumber(state.optional("missing_values")) ?? Number.NaN;
  const columns = fillers.length;
  return (samples) => {
    const { data, rows } = denseMatrix(samples, rule);
    const original = new Float64Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      const given = data.subarray(row * width, (row + 1) * width);
      for (const [k, column] of kept.entries()) original[row * columns + column] = given[k] ?? 0;
      for (const [k, column] of indicated.entries()) {
        if (given[kept.length + k] !== 0) original[row * columns + column] = missing;
      }
    }
    return floatMatrix(original, rows, columns);
  };
}
