// SVR, NuSVR and OneClassSVM: one sum over the support vectors.

import type { Estimator } from "../../estimator.ts";
import { floatVector, intVector } from "../../results.ts";
import type { Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { readSupportVectors } from "./support-vectors.ts";

/** @see sklearn/svm/_base.py `BaseLibSVM.predict` */
export function readSvr(state: State): Estimator {
  const { common, sums } = readSum(state);
  return {
    ...common,
    role: "regressor",
    predict: (samples) => floatVector(sums(samples)),
  };
}

/**
 * +1 for what is like the training samples, −1 for what is not. `score_samples` came with `offset_` in 0.20.
 *
 * @see sklearn/svm/_classes.py `OneClassSVM`
 */
export function readOneClassSvm(state: State): Estimator {
  const { common, sums } = readSum(state);
  const offset = state.has("offset_") ? (state.float64("offset_", [1]).data[0] ?? 0) : null;
  return {
    ...common,
    role: "anomaly-detector",
    predict: (samples) => intVector(Array.from(sums(samples), (sum) => (sum > 0 ? 1 : -1))),
    decisionFunction: (samples) => floatVector(sums(samples)),
    ...(offset !== null && {
      scoreSamples: (samples) => floatVector(sums(samples).map((sum) => sum + offset)),
    }),
  };
}

function readSum(state: State): {
  readonly common: Omit<Estimator, "role">;
  readonly sums: (samples: Samples) => Float64Array;
} {
  const vectors = readSupportVectors(state, 1);
  const intercept = state.float64("_intercept_", [1]).data[0] ?? 0;
  const { coefficients } = vectors;
  const sums = (samples: Samples) => {
    const x = vectors.take(samples);
    const answers = new Float64Array(x.rows);
    for (let row = 0; row < x.rows; row++) {
      const kernel = vectors.compare(x, row);
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) sum += (coefficients[k] ?? 0) * (kernel[k] ?? 0);
      answers[row] = sum + intercept;
    }
    return answers;
  };
  const common = {
    ...state.description(),
    inputs: vectors.inputs,
    classes: null,
    outputs: 1,
    children: [],
    hints: () => vectors.hints(),
  };
  return { common, sums };
}
