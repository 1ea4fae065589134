// A linear one-class support vector machine: which rows are like those of training.

import type { Estimator } from "../../estimator.ts";
import { numbers } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import { floatVector, intVector } from "../../results.ts";
import type { Samples } from "../../samples.ts";
import type { State } from "../../state.ts";

/**
 * Scores are x·coef; what lies at or above `offset_` is an inlier (+1), the rest outliers (−1).
 *
 * @see sklearn/linear_model/_stochastic_gradient.py `SGDOneClassSVM` (since 1.0)
 * @throws ESTIMATOR_INVALID
 */
export function readSgdOneClassSvm(state: State): Estimator {
  const { shape, data } = state.float64("coef_");
  const features = data.length;
  if (shape.length > 2 || shape.at(-1) !== features) {
    throw state.mismatch("coef_", "one row of coefficients", `of shape (${shape.join(", ")})`);
  }
  const offset = state.float64("offset_", [1]).data[0] ?? 0;
  const inputs = state.numberInputs(features);
  const rule = { className: state.className, inputs };
  const map = { coefficients: data, intercepts: new Float64Array(1), features };
  const scores = (samples: Samples) => linearScores(numbers(samples, rule), map);
  const decisions = (samples: Samples) => scores(samples).map((score) => score - offset);
  return {
    ...state.description(),
    role: "anomaly-detector",
    inputs,
    classes: null,
    outputs: 1,
    children: [],
    hints: () => null,
    predict: (samples) => intVector(Array.from(decisions(samples), (d) => (d >= 0 ? 1 : -1))),
    decisionFunction: (samples) => floatVector(decisions(samples)),
    scoreSamples: (samples) => floatVector(scores(samples)),
  };
}
