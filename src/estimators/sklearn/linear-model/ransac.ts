// RANSACRegressor: the regressor that was fitted on the inliers answers.

import { answersOf } from "../../delegation.ts";
import type { Estimator } from "../../estimator.ts";
import type { State } from "../../state.ts";

/** @see sklearn/linear_model/_ransac.py `RANSACRegressor.predict` */
export function readRansac(state: State): Estimator {
  const inner = state.estimator("estimator_");
  const { predict } = answersOf(inner);
  if (predict === undefined) throw state.invalid("its estimator_ cannot predict");
  return {
    ...state.description(),
    role: "regressor",
    inputs: {
      ...inner.inputs,
      names: state.featureNames(inner.inputs.width) ?? inner.inputs.names,
    },
    classes: null,
    outputs: inner.outputs,
    children: [{ name: "estimator_", estimator: inner }],
    hints: () => inner.hints(),
    predict,
  };
}
