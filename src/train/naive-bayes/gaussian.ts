// Naive Bayes with a normal distribution per class and column.

import { PicklejarError } from "../../errors.ts";
import type { Matrix } from "../../estimators/samples.ts";
import { denseSamples } from "../dense.ts";
import { ProbabilityClassifier } from "../kinds.ts";
import { pythonClass } from "../parameters.ts";
import { moments } from "../preprocessing/scalers.ts";
import { givenPriors } from "../priors.ts";
import { floatArray, labelArray, pyFloat } from "../python.ts";
import { labelTarget } from "../targets.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface GaussianNBParameters {
  /** Probability of each class; as frequent as in the training data unless told. */
  readonly priors?: readonly number[] | null;
  /** The share of the largest column's variance that is added to all variances; 1e-9 unless told. */
  readonly varSmoothing?: number;
}

/** Every column is normally distributed in each class, independently of the others. */
export class GaussianNB extends ProbabilityClassifier<GaussianNBParameters> {
  constructor(params: GaussianNBParameters = {}) {
    super(pythonClass("naive_bayes.GaussianNB"), params, ["priors", "varSmoothing"]);
    const { varSmoothing = 1e-9 } = params;
    if (varSmoothing >= 0 && Number.isFinite(varSmoothing)) return;
    throw new PicklejarError("TRAIN_PARAMETER", {
      className: this.className,
      parameter: "varSmoothing",
      reason: `${varSmoothing} is not at least 0`,
      advice: "Give a small number, such as 1e-9.",
    });
  }

  /** @see sklearn/naive_bayes.py `GaussianNB._partial_fit` */
  protected learn(data: TrainingData): Learned {
    const { priors = null, varSmoothing = 1e-9 } = this.params;
    const matrix = denseSamples(data, this.className);
    const { classes, codes } = labelTarget(data.target, data.rows, this.className);
    const size = classes.values.length;
    const { counts, means, variances } = momentsByClass(matrix, codes, size, data.weights);
    const overall = moments(matrix, null).variances;
    const epsilon = varSmoothing * overall.reduce((a, b) => Math.max(a, b), 0);
    const smoothed = variances.map((variance) => variance + epsilon);
    this.#checkVariances(smoothed);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const shares =
      priors === null
        ? counts.map((count) => count / total)
        : givenPriors(priors, size, "priors", this.className);
    const shape = [size, matrix.columns];
    return () => [
      ["classes_", labelArray(classes)],
      ["epsilon_", pyFloat(epsilon)],
      ["theta_", floatArray(means, shape)],
      ["var_", floatArray(smoothed, shape)],
      ["class_count_", floatArray(counts)],
      ["class_prior_", floatArray(shares)],
    ];
  }

  /** A variance of 0 would answer nothing but NaN. */
  #checkVariances(variances: Float64Array): void {
    if (variances.every((variance) => variance > 0)) return;
    throw new PicklejarError("TRAIN_DATA", {
      className: this.className,
      reason: "a column does not vary in a class, and nothing is added to its variance",
      advice: "Leave out constant columns, or give a larger varSmoothing.",
    });
  }
}

/** Weights, means and population variances of the rows of each class: classes × m, in two passes. */
function momentsByClass(
  { data, rows, columns }: Matrix,
  codes: Int32Array,
  classes: number,
  weights: Float64Array | null,
): { counts: Float64Array; means: Float64Array; variances: Float64Array } {
  const counts = new Float64Array(classes);
  const means = new Float64Array(classes * columns);
  const variances = new Float64Array(classes * columns);
  for (let i = 0; i < rows; i++) {
    const code = codes[i] ?? 0;
    const weight = weights?.[i] ?? 1;
    counts[code] = (counts[code] ?? 0) + weight;
    const to = code * columns;
    const from = i * columns;
    for (let j = 0; j < columns; j++) {
      means[to + j] = (means[to + j] ?? 0) + weight * (data[from + j] ?? 0);
    }
  }
  // A class whose rows all weigh nothing keeps means of 0, as it does in scikit-learn.
  const divide = (sum: number, at: number): number => {
    const count = counts[Math.floor(at / columns)] ?? 0;
    return count === 0 ? 0 : sum / count;
  };
  for (let k = 0; k < means.length; k++) means[k] = divide(means[k] ?? 0, k);
  for (let i = 0; i < rows; i++) {
    const to = (codes[i] ?? 0) * columns;
    const from = i * columns;
    const weight = weights?.[i] ?? 1;
    for (let j = 0; j < columns; j++) {
      const off = (data[from + j] ?? 0) - (means[to + j] ?? 0);
      variances[to + j] = (variances[to + j] ?? 0) + weight * off * off;
    }
  }
  for (let k = 0; k < variances.length; k++) variances[k] = divide(variances[k] ?? 0, k);
  return { counts, means, variances };
}
