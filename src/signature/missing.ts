// Which fields may be missing. What the first step of a model takes is not the whole truth: a scaler passes NaN on to
// an estimator that refuses it. So the model itself is asked, with a row of its own examples.

import type { Estimator } from "../estimators/estimator.ts";
import type { Field } from "./signature.ts";
import { answersExamples } from "./trial.ts";

/** Time for asking; what a slower model was not asked by then stays as its first step says, milliseconds. */
const patience = 500;

/**
 * The fields, nullable only where the estimator answers without the value. One that stands alone says itself what
 * it takes, unless its columns have categories.
 */
export function settleMissing(estimator: Estimator, fields: readonly Field[]): readonly Field[] {
  const { inputs, children } = estimator;
  const isPlain = inputs.kind === "numbers" && children.length === 0;
  const asked = [...fields.keys()].filter((column) => isAsked(fields[column]));
  if (isPlain || inputs.openRecords === true || asked.length === 0) return fields;
  if (!answersExamples(estimator, fields)) return fields;
  const refused = refusedColumns(asked, (missing) => answersExamples(estimator, fields, missing));
  return fields.map((field, j) => (refused.has(j) ? { ...field, nullable: false } : field));
}

function isAsked(field: Field | undefined): boolean {
  return field?.nullable === true && field.unused !== true;
}

/** Of some columns those that must not be missing: all at once, else by halves. */
function refusedColumns(
  columns: readonly number[],
  isAnswered: (missing: readonly number[]) => boolean,
): ReadonlySet<number> {
  const refused = new Set<number>();
  const groups = [columns];
  const end = performance.now() + patience;
  for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
    if (performance.now() > end) break;
    if (isAnswered(group)) continue;
    const [column] = group;
    if (group.length === 1 && column !== undefined) {
      refused.add(column);
    } else {
      const half = group.length >> 1;
      groups.push(group.slice(half), group.slice(0, half));
    }
  }
  return refused;
}
