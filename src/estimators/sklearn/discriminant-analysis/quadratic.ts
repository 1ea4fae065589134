// QuadraticDiscriminantAnalysis: every class has a normal distribution with its own covariance, kept as
// rotation and variances along the rotated axes.

import type { Estimator, Labels } from "../../estimator.ts";
import { denseRows } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import { centerHints } from "../../point-hints.ts";
import { logSumExpRows, softmaxRows } from "../../probabilities.ts";
import { argmaxRows, floatMatrix, floatVector, logOf, takeLabels } from "../../results.ts";
import type { ArrayResult, Matrix, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import { transposed } from "../../transposed.ts";
import { versionAtLeast } from "../../version.ts";

interface ClassShape {
  readonly mean: Float64Array;
  /** Axes × features, each axis over the standard deviation along it. */
  readonly axes: Float64Array;
  readonly count: number;
  /** Σ log of the variances along the axes. */
  readonly logVolume: number;
  readonly logPrior: number;
}

/** @see sklearn/discriminant_analysis.py `QuadraticDiscriminantAnalysis` */
export function readQuadraticDiscriminant(state: State): Estimator {
  const classes = state.labels("classes_");
  const { shapes, features, means } = readShapes(state, classes);
  const columns = shapes.length;
  const rule = { className: state.className, inputs: state.numberInputs(features) };
  const scores = (samples: Samples) => logDensities(denseRows(samples, rule), shapes);
  const answer = (data: Float64Array): ArrayResult =>
    floatMatrix(data, data.length / columns, columns);
  const predictProba = (samples: Samples) => answer(softmaxRows(scores(samples), columns));
  // Before, a probability that vanished had the logarithm −∞.
  const isLate = versionAtLeast(state.writtenBy, "1.8");
  return {
    ...state.description(),
    role: "classifier",
    inputs: rule.inputs,
    classes: [classes],
    outputs: 1,
    children: [],
    hints: () => centerHints(means, features),
    predict: (samples) => takeLabels(classes, argmaxRows(scores(samples), columns)),
    predictProba,
    predictLogProba: (samples) =>
      isLate ? answer(logShares(scores(samples), columns)) : logOf(predictProba(samples)),
    decisionFunction(samples) {
      const data = scores(samples);
      return columns === 2 ? floatVector(differences(data)) : answer(data);
    },
  };
}

function readShapes(
  state: State,
  classes: Labels,
): {
  readonly shapes: readonly ClassShape[];
  readonly features: number;
  /** classes × features. */
  readonly means: Float64Array;
} {
  const count = classes.values.length;
  if (count < 2) throw state.mismatch("classes_", "at least two labels", String(count));
  const means = state.float64("means_", [count, null]);
  const features = means.shape[1] ?? 0;
  const priors = state.float64("priors_", [count]).data;
  const rotations = state.float64List("rotations_", [features, null]);
  const variances = state.float64List("scalings_", [null]);
  if (rotations.length !== count || variances.length !== count) {
    throw state.invalid(`it has ${rotations.length} rotations_ for ${count} classes`);
  }
  const shapes = rotations.map(({ data, shape }, k): ClassShape => {
    const axes = shape[1] ?? 0;
    const along = variances[k]?.data ?? new Float64Array();
    if (along.length !== axes || along.some((variance) => variance < 0)) {
      throw state.mismatch(`scalings_[${k}]`, `${axes} numbers from 0 on`, `${along.length}`);
    }
    const prior = priors[k] ?? 0;
    if (prior < 0) throw state.mismatch("priors_", "numbers from 0 on", String(prior));
    return {
      mean: means.data.subarray(k * features, (k + 1) * features),
      axes: scaledAxes(data, features, along),
      count: axes,
      logVolume: pairwiseSum(along.map(Math.log), 0, axes),
      logPrior: Math.log(prior),
    };
  });
  return { shapes, features, means: means.data };
}

function scaledAxes(
  rotation: Float64Array,
  features: number,
  variances: Float64Array,
): Float64Array {
  const axes = transposed(rotation, features, variances.length);
  return axes.map((value, i) => value * (variances[Math.floor(i / features)] ?? 1) ** -0.5);
}

/** −½ (distance² + log volume) + log prior: n × classes. */
function logDensities(x: Matrix, shapes: readonly ClassShape[]): Float64Array {
  const logs = new Float64Array(x.rows * shapes.length);
  for (const [k, { mean, axes, count, logVolume, logPrior }] of shapes.entries()) {
    const data = x.data.map((value, i) => value - (mean[i % x.columns] ?? 0));
    const map = { coefficients: axes, intercepts: new Float64Array(count), features: x.columns };
    const turned = linearScores({ ...x, data }, map).map((value) => value * value);
    for (let row = 0; row < x.rows; row++) {
      const distance = pairwiseSum(turned, row * count, count);
      logs[row * shapes.length + k] = -0.5 * (distance + logVolume) + logPrior;
    }
  }
  return logs;
}

function logShares(logs: Float64Array, columns: number): Float64Array {
  const totals = logSumExpRows(logs, columns);
  return logs.map((log, i) => log - (totals[Math.floor(i / columns)] ?? 0));
}

/** The second column minus the first. */
function differences(pairs: Float64Array): Float64Array {
  return Float64Array.from({ length: pairs.length / 2 }, (_, row) => {
    return (pairs[2 * row + 1] ?? 0) - (pairs[2 * row] ?? 0);
  });
}
