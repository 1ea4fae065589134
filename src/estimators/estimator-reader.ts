// From inert objects to working estimators: the one door through which models come.

import { defaultLimits, type Limits } from "../limits.ts";
import type { PyValue } from "../objects/values.ts";
import type { Estimator } from "./estimator.ts";
import type { ModelMemory } from "./kernels/model-memory.ts";
import type { OwnCode } from "./own-code.ts";
import { ReadContext, type ReaderTable } from "./read-context.ts";

export interface ReadEstimatorOptions {
  readonly limits?: Limits;
  /** The project's own code, for names of the file that only it knows. */
  readonly own?: OwnCode | null;
  /** Where the large arrays of the estimators go. */
  readonly memory?: ModelMemory;
}

/**
 * What makes the estimator that a decoded value is a record of, checked all the way down: its methods cannot loop
 * without end nor read outside its arrays. Several estimators of one file share its budgets, and each is made once.
 *
 * @param readers  of all classes in the file
 * @throws MODEL_NOT_AN_ESTIMATOR when the value is something else; ESTIMATOR_UNSUPPORTED naming the class
 *   that is not served yet; ESTIMATOR_INVALID when it is not fitted or contradicts itself; LIMIT_EXCEEDED
 */
export function estimatorReader(
  readers: ReaderTable,
  options: ReadEstimatorOptions = {},
): (value: PyValue) => Estimator {
  const context = new ReadContext(
    readers,
    options.limits ?? defaultLimits,
    options.own ?? null,
    options.memory,
  );
  const made = new Map<PyValue, Estimator>();
  return (value) => {
    const known = made.get(value);
    if (known !== undefined) return known;
    const estimator = context.read(value, "", null);
    made.set(value, estimator);
    return estimator;
  };
}
