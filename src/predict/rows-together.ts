// Whether a model's answer for one row depends on the rows that are asked with it.

import type { Estimator } from "../estimators/estimator.ts";

/** True where the estimator, or one inside of it, searches for all rows at once: NMF. */
export function answersTogether(estimator: Estimator): boolean {
  const queue = [estimator];
  for (const { rowsTogether, children } of queue) {
    if (rowsTogether === true) return true;
    for (const child of children) queue.push(child.estimator);
  }
  return false;
}
