// What the estimator itself refuses of a row that was judged well (a number too large for its float32, the logarithm of
// a number below 0), told as a fault of the field that it comes from.

import { PicklejarError } from "../errors.ts";
import type { Estimator } from "../estimators/estimator.ts";
import { type Cell, type Samples, sampleCount } from "../estimators/samples.ts";
import type { IssueCode } from "../signature/issues.ts";
import type { Field } from "../signature/signature.ts";
import { isAnswered } from "../signature/trial.ts";
import { show } from "../text.ts";

const issueCodes: ReadonlyMap<string, IssueCode> = new Map([
  ["INPUT_NOT_FINITE", "FIELD_NOT_FINITE"],
  ["INPUT_CATEGORY", "FIELD_CHOICE"],
  ["INPUT_KIND", "FIELD_KIND"],
]);

/** Time for finding the field, milliseconds. */
const patience = 100;

/**
 * The error, as one about a field where a single field is to blame: the row would be answered with another value there.
 *
 * @param samples  the row as it was refused; of several rows the error tells the number of the one
 * @param fields   what the row was judged by, one for each column
 */
export function blamed(
  error: unknown,
  estimator: Estimator,
  samples: Samples,
  fields: readonly Field[],
): unknown {
  const code = error instanceof PicklejarError ? issueCodes.get(error.code) : undefined;
  if (!(error instanceof PicklejarError) || code === undefined || sampleCount(samples) !== 1) {
    return error;
  }
  const end = performance.now() + patience;
  for (const [column, field] of fields.entries()) {
    if (performance.now() > end) return error;
    const changed = withValue(samples, column, field.example);
    if (changed === null || !isAnswered(estimator, changed)) continue;
    const value = show(String(cellAt(samples, column)), 60);
    const message = `${field.label} = ${value} cannot be answered: ${error.message}`;
    const issues = [{ path: [field.name.slice(0, 100)], code, message }];
    return new PicklejarError("INPUT_INVALID", { summary: message }, { cause: error, issues });
  }
  return error;
}

/** The one row with another value in a column; null where it has no columns. */
function withValue(samples: Samples, column: number, value: Cell): Samples | null {
  if (samples.kind === "dense") {
    const data = samples.data.slice();
    data[column] = value === null ? Number.NaN : Number(value);
    return { ...samples, data };
  }
  if (samples.kind !== "table") return null;
  const columns = samples.columns.map((own, j) => {
    if (j !== column) return own;
    const isNumber = own.values instanceof Float64Array && typeof value === "number";
    return { ...own, values: isNumber ? Float64Array.of(value) : [value] };
  });
  return { ...samples, columns };
}

function cellAt(samples: Samples, column: number): Cell | undefined {
  if (samples.kind === "dense") return samples.data[column];
  return samples.kind === "table" ? samples.columns[column]?.values[0] : undefined;
}
