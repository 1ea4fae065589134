// FrozenEstimator: an estimator that no longer learns, and answers as ever.

import { delegate } from "../../delegation.ts";
import type { Estimator } from "../../estimator.ts";
import type { EstimatorReader } from "../../read-context.ts";
import type { State } from "../../state.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.frozen.FrozenEstimator", readFrozen],
];

/** @see sklearn/frozen/_frozen.py `FrozenEstimator` */
function readFrozen(state: State): Estimator {
  const inner = state.estimator("estimator");
  const { kneighbors } = inner;
  return { ...delegate(state, "estimator", inner), ...(kneighbors && { kneighbors }) };
}
