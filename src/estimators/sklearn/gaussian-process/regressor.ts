// GaussianProcessRegressor: the mean of all functions that go through the training points, and how far they
// differ from it.

import type { Estimator } from "../../estimator.ts";
import { floatMatrix, floatVector } from "../../results.ts";
import type { ArrayResult } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { readDeviations } from "./deviations.ts";
import { readTrainingRows } from "./posterior.ts";

/** @see sklearn/gaussian_process/_gpr.py `GaussianProcessRegressor.predict` */
export function readGaussianProcessRegressor(state: State): Estimator {
  const training = readTrainingRows(state);
  const { count, rule } = training;
  const { weights, outputs, isVector } = readWeights(state, count);
  const { means, scales } = readTargets(state, outputs);
  const shaped = (data: Float64Array): ArrayResult =>
    isVector ? floatVector(data) : floatMatrix(data, data.length / outputs, outputs);
  return {
    ...state.description(),
    role: "regressor",
    inputs: rule.inputs,
    classes: null,
    outputs,
    children: [],
    hints: () => training.hints(),
    predict(samples) {
      const x = training.take(samples);
      const answers = new Float64Array(x.rows * outputs);
      training.compare(x, (values, row) => {
        for (let k = 0; k < outputs; k++) {
          let sum = 0;
          for (let i = 0; i < count; i++) sum += (values[i] ?? 0) * (weights[i * outputs + k] ?? 0);
          answers[row * outputs + k] = (scales[k] ?? 1) * sum + (means[k] ?? 0);
        }
      });
      return shaped(answers);
    },
    ...readDeviations(state, { training, scales, isVector }),
  };
}

/** `alpha_`: training rows × outputs. A single column of targets gives plain vectors since 1.1. */
function readWeights(
  state: State,
  count: number,
): { readonly weights: Float64Array; readonly outputs: number; readonly isVector: boolean } {
  const { data, shape } = state.float64("alpha_");
  const [rows, outputs = 1] = shape;
  if (rows !== count || shape.length > 2 || outputs < 1) {
    throw state.mismatch(
      "alpha_",
      `one row for each of ${count}`,
      `of shape (${shape.join(", ")})`,
    );
  }
  const isVector = shape.length === 1 || (outputs === 1 && versionAtLeast(state.writtenBy, "1.1"));
  return { weights: data, outputs, isVector };
}

/** What the targets were brought to mean 0 and variance 1 by; until 0.22 the mean alone. */
function readTargets(
  state: State,
  outputs: number,
): { readonly means: Float64Array; readonly scales: Float64Array } {
  const mean = state.has("_y_train_mean") ? "_y_train_mean" : "y_train_mean";
  return {
    means: readEach(state, mean, { outputs, absent: 0 }),
    scales: readEach(state, "_y_train_std", { outputs, absent: 1 }),
  };
}

/** One number for all outputs, or one for each. */
function readEach(
  state: State,
  name: string,
  { outputs, absent }: { readonly outputs: number; readonly absent: number },
): Float64Array {
  if (!state.isSet(name)) return new Float64Array(outputs).fill(absent);
  const { data } = state.float64(name);
  if (data.length === outputs) return data;
  if (data.length === 1) return new Float64Array(outputs).fill(data[0] ?? absent);
  throw state.mismatch(name, `${outputs} numbers`, String(data.length));
}
