// Searches for parameters: the estimator that was refitted with the best ones answers. Results, scorers and
// distributions stay unread.

import { delegate } from "../../delegation.ts";
import type { Estimator } from "../../estimator.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";

/** @see sklearn/model_selection/_search.py `BaseSearchCV` */
export function readSearch(state: State): Estimator {
  if (!state.has("best_estimator_") && state.optional("refit") === false) {
    throw state.invalid("it was made with refit=False and holds no best_estimator_");
  }
  const best = delegate(state, "best_estimator_", state.estimator("best_estimator_"));
  // Its `predict` takes no arguments, by which deviations are asked for.
  const { predictStd: _std, predictCovariance: _covariance, ...answering } = best;
  if (versionAtLeast(state.writtenBy, "0.24")) return answering;
  const { scoreSamples: _, ...methods } = answering;
  return methods;
}
