// GaussianProcessClassifier: a latent function squashed to a probability, by Laplace's approximation; several
// classes by one such function for each, or for each pair.

import { delegate } from "../../delegation.ts";
import { dotProduct } from "../../dot-product.ts";
import type { Estimator } from "../../estimator.ts";
import { errorFunction } from "../../normal-distribution.ts";
import { binaryColumns } from "../../probabilities.ts";
import { floatMatrix, takeLabels } from "../../results.ts";
import type { State } from "../../state.ts";
import { readRoot, readTrainingRows } from "./posterior.ts";

/** @see sklearn/gaussian_process/_gpc.py `GaussianProcessClassifier` */
export function readGaussianProcessClassifier(state: State): Estimator {
  const labels = state.labels("classes_");
  const inner = state.estimator("base_estimator_");
  const { decisionFunction: _, ...answers } = delegate(state, "base_estimator_", inner);
  const [known, ...others] = inner.classes ?? [];
  const agree = JSON.stringify(known?.values) === JSON.stringify(labels.values);
  if (!agree || others.length > 0) {
    throw state.mismatch("base_estimator_", `of ${labels.values.length} classes`, "of others");
  }
  return { ...answers, classes: [labels] };
}

/** The logistic function as a sum of five error functions. @see sklearn/gaussian_process/_gpc.py `LAMBDAS`, `COEFS` */
const slopes = [0.41, 0.4, 0.37, 0.44, 0.39];
const shares = [-1854.8214151, 3516.89893646, 221.29346712, 128.12323805, -2010.49422654];
const half = 0.5 * shares.reduce((sum, share) => sum + share, 0);

/** Two classes. @see sklearn/gaussian_process/_gpc.py `_BinaryGaussianProcessClassifierLaplace` */
export function readLaplaceClassifier(state: State): Estimator {
  const labels = state.labels("classes_", 2);
  const training = readTrainingRows(state);
  const { count, kernel, rule } = training;
  const targets = state.float64("y_train_", [count]).data;
  const fitted = state.float64("pi_", [count]).data;
  const residuals = targets.map((target, i) => target - (fitted[i] ?? 0));
  const roots = state.float64("W_sr_", [count]).data;
  const solve = readRoot(state, count);
  return {
    ...state.description(),
    role: "classifier",
    inputs: rule.inputs,
    classes: [labels],
    outputs: 1,
    children: [],
    hints: () => training.hints(),
    predict(samples) {
      const x = training.take(samples);
      const chosen = new Int32Array(x.rows);
      training.compare(x, (values, row) => {
        chosen[row] = dotProduct(values, residuals) > 0 ? 1 : 0;
      });
      return takeLabels(labels, chosen);
    },
    predictProba(samples) {
      const x = training.take(samples);
      const second = new Float64Array(x.rows);
      training.compare(x, (values, row, own) => {
        const solved = solve(values.map((value, i) => value * (roots[i] ?? 0)));
        const variance = kernel.own(own) - dotProduct(solved, solved);
        second[row] = shareOf(dotProduct(values, residuals), variance);
      });
      return floatMatrix(binaryColumns(second), x.rows, 2);
    },
  };
}

/** The mean of the logistic function under a normal distribution. */
function shareOf(mean: number, variance: number): number {
  const alpha = 1 / (2 * variance);
  let sum = 0;
  for (const [k, slope] of slopes.entries()) {
    const reach = slope * mean * Math.sqrt(alpha / (alpha + slope ** 2));
    const integral =
      (Math.sqrt(Math.PI / alpha) * errorFunction(reach)) / (2 * Math.sqrt(variance * 2 * Math.PI));
    sum += (shares[k] ?? 0) * integral;
  }
  return sum + half;
}
