// GaussianMixture and BayesianGaussianMixture: rows come from one of several normal distributions.

import type { Estimator } from "../../estimator.ts";
import { denseRows } from "../../inputs.ts";
import { pointHints } from "../../point-hints.ts";
import { logSumExpRows } from "../../probabilities.ts";
import { argmaxRows, floatMatrix, floatVector, intVector } from "../../results.ts";
import type { Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import { digamma } from "./digamma.ts";
import { type Gaussians, readGaussians } from "./gaussian-density.ts";

/** @see sklearn/mixture/_gaussian_mixture.py `GaussianMixture` */
export function readGaussianMixture(state: State): Estimator {
  const gaussians = readGaussians(state);
  const weights = notBelowZero(state, "weights_", gaussians.count);
  return mixture(state, gaussians, weights.map(Math.log));
}

/** @see sklearn/mixture/_bayesian_mixture.py `BayesianGaussianMixture` */
export function readBayesianGaussianMixture(state: State): Estimator {
  const gaussians = readGaussians(state);
  const { count, features } = gaussians;
  const freedom = degreesOfFreedom(state, count);
  const precision = positive(state, "mean_precision_", count);
  const logWeights = expectedLogWeights(state, count);
  const shifts = logWeights.map((logWeight, k) => {
    const degrees = freedom[k] ?? 0;
    const halves = Float64Array.from({ length: features }, (_, j) => 0.5 * (degrees - j));
    if (halves.some((half) => half <= 0)) {
      throw state.mismatch("degrees_of_freedom_", `above ${features - 1}`, String(degrees));
    }
    const spread = halves.reduce((sum, half) => sum + digamma(half), 0);
    const lambda = features * Math.log(2) + spread;
    return (
      logWeight -
      0.5 * features * Math.log(degrees) +
      0.5 * (lambda - features / (precision[k] ?? 1))
    );
  });
  return mixture(state, gaussians, shifts);
}

/** @param shifts  what is added to the log density of each distribution */
function mixture(state: State, gaussians: Gaussians, shifts: Float64Array): Estimator {
  const { count, features, means } = gaussians;
  const rule = { className: state.className, inputs: state.numberInputs(features) };
  const weighted = (samples: Samples): Float64Array => {
    const logs = gaussians.logDensities(denseRows(samples, rule));
    return logs.map((log, i) => log + (shifts[i % count] ?? 0));
  };
  return {
    ...state.description(),
    role: "clusterer",
    inputs: rule.inputs,
    classes: null,
    outputs: 1,
    children: [],
    hints: () => pointHints(means, features),
    predict: (samples) => intVector([...argmaxRows(weighted(samples), count)]),
    predictProba(samples) {
      const logs = weighted(samples);
      const totals = logSumExpRows(logs, count);
      const data = logs.map((log, i) => Math.exp(log - (totals[Math.floor(i / count)] ?? 0)));
      return floatMatrix(data, totals.length, count);
    },
    scoreSamples: (samples) => floatVector(logSumExpRows(weighted(samples), count)),
  };
}

/** One number for all where they share their covariance. */
function degreesOfFreedom(state: State, count: number): Float64Array {
  const name = "degrees_of_freedom_";
  if (state.float64(name).shape.length > 0) return positive(state, name, count);
  return new Float64Array(count).fill(state.number(name));
}

/** E log π of the weights under their posterior distribution. */
function expectedLogWeights(state: State, count: number): Float64Array {
  const kinds = ["dirichlet_process", "dirichlet_distribution"] as const;
  if (state.option("weight_concentration_prior_type", kinds) === "dirichlet_distribution") {
    const shares = positive(state, "weight_concentration_", count);
    const total = digamma(pairwiseSum(shares, 0, count));
    return shares.map((share) => digamma(share) - total);
  }
  const [first, second, ...others] = state.float64List("weight_concentration_", [count]);
  if (first === undefined || second === undefined || others.length > 0) {
    throw state.mismatch("weight_concentration_", "two arrays", "another number of them");
  }
  if ([...first.data, ...second.data].some((value) => value <= 0)) {
    throw state.mismatch("weight_concentration_", "numbers above 0", "others");
  }
  let before = 0;
  return first.data.map((a, k) => {
    const b = second.data[k] ?? 1;
    const total = digamma(a + b);
    const log = digamma(a) - total + before;
    before += digamma(b) - total;
    return log;
  });
}

function notBelowZero(state: State, name: string, count: number): Float64Array {
  const { data } = state.float64(name, [count]);
  for (const value of data) {
    if (value < 0) throw state.mismatch(name, "numbers from 0 on", String(value));
  }
  return data;
}

function positive(state: State, name: string, count: number): Float64Array {
  const { data } = state.float64(name, [count]);
  for (const value of data) {
    if (value <= 0) throw state.mismatch(name, "numbers above 0", String(value));
  }
  return data;
}
