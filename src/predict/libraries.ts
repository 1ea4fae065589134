// Which libraries besides scikit-learn fitted the estimators of a model.

import type { Estimator, Library } from "../estimators/estimator.ts";

/** Each library once, of the estimator and of those inside of it. */
export function librariesOf(estimator: Estimator): readonly Library[] {
  const found = new Map<string, Library>();
  const queue = [estimator];
  for (const { library, children } of queue) {
    if (library !== undefined) found.set(`${library.name} ${library.version}`, library);
    for (const child of children) queue.push(child.estimator);
  }
  return [...found.values()];
}
