// RANSACRegressor: the regressor that was fitted on the inliers answers.

import { delegateTo } from "../../delegation.ts";
import type { Estimator } from "../../estimator.ts";
import type { State } from "../../state.ts";

/** @see sklearn/linear_model/_ransac.py `RANSACRegressor.predict` */
export function readRansac(state: State): Estimator {
  const { description, answers } = delegateTo(state, "estimator_", state.estimator("estimator_"));
  const { predict } = answers;
  if (predict === undefined) throw state.invalid("its estimator_ cannot predict");
  return { ...description, role: "regressor", classes: null, predict };
}
