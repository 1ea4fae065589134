// GaussianProcessRegressor: the mean of all functions that go through the training points, and how far they
// differ from it.

import type { Estimator } from "../../estimator.ts";
import { floatMatrix, floatVector } from "../../results.ts";
import type { ArrayResult } from "../../samples.ts";
import type { State } from "../../state.ts";
import { checkAnswerSize } from "../../transformer.ts";
import { versionAtLeast } from "../../version.ts";
import { kernelWithin } from "./kernel.ts";
import { readRoot, readTrainingRows } from "./posterior.ts";

/** @see sklearn/gaussian_process/_gpr.py `GaussianProcessRegressor.predict` */
export function readGaussianProcessRegressor(state: State): Estimator {
  const training = readTrainingRows(state);
  const { count, kernel, rule } = training;
  const { weights, outputs, isVector } = readWeights(state, count);
  const { means, scales } = readTargets(state, outputs);
  const solve = readRoot(state, count);
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
    ...deviations(),
  };

  function deviations(): Pick<Estimator, "predictStd" | "predictCovariance"> {
    // Until 1.0 all outputs shared one deviation, and it failed where they had different scales.
    const isShared = !versionAtLeast(state.writtenBy, "1.1");
    if (isShared && scales.some((scale) => scale !== scales[0])) return {};
    const spread = isShared ? scales.slice(0, 1) : scales;
    return {
      predictStd(samples) {
        const x = training.take(samples);
        const answers = new Float64Array(x.rows * spread.length);
        training.compare(x, (values, row, own) => {
          const solved = solve(values);
          const variance = Math.max(kernel.own(own) - dot(solved, solved), 0);
          for (const [k, scale] of spread.entries()) {
            answers[row * spread.length + k] = Math.sqrt(variance * scale ** 2);
          }
        });
        return isShared ? floatVector(answers) : shaped(answers);
      },
      predictCovariance(samples) {
        const x = training.take(samples);
        checkAnswerSize(x.rows, x.rows * spread.length + count, rule);
        const solved: Float64Array[] = [];
        training.compare(x, (values) => solved.push(solve(values)));
        const prior = kernelWithin(kernel, x);
        const data = new Float64Array(prior.length * spread.length);
        for (const [i, first] of solved.entries()) {
          for (const [j, second] of solved.entries()) {
            const at = i * x.rows + j;
            const covariance = (prior[at] ?? 0) - dot(first, second);
            for (const [k, scale] of spread.entries()) {
              data[at * spread.length + k] = covariance * scale ** 2;
            }
          }
        }
        const square = [x.rows, x.rows];
        const shape = isVector || isShared ? square : [...square, spread.length];
        return { kind: "array", shape, type: "float", data };
      },
    };
  }
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] ?? 0) * (y[i] ?? 0);
  return sum;
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
