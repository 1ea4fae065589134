// GaussianNB: every feature of a class has a normal distribution of its own.

import type { Estimator, InputHint } from "../../estimator.ts";
import { denseRows } from "../../inputs.ts";
import type { Matrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import { usualRange } from "../../usual-range.ts";
import { naiveBayes, readClasses } from "./joint-log-likelihood.ts";

interface Normals {
  readonly features: number;
  /** One number per class. */
  readonly priors: Float64Array;
  /** classes × features. */
  readonly means: Float64Array;
  /** classes × features; `epsilon_` is in them. */
  readonly variances: Float64Array;
  readonly epsilon: number;
}

/** @see sklearn/naive_bayes.py `GaussianNB._joint_log_likelihood` */
export function readGaussianNb(state: State): Estimator {
  const classes = readClasses(state);
  const normals = readNormals(state, classes.values.length);
  const rule = { className: state.className, inputs: state.numberInputs(normals.features) };
  return naiveBayes(state, {
    classes,
    rule,
    logLikelihoods: (samples) => logLikelihoods(denseRows(samples, rule), normals),
    hints: () => usualRanges(normals),
  });
}

function readNormals(state: State, count: number): Normals {
  const means = state.float64("theta_", [count, null]);
  const features = means.shape[1] ?? 0;
  // `sigma_` until 0.24: variances too, whatever the name says.
  const variances = notNegative(state, state.has("var_") ? "var_" : "sigma_", [count, features]);
  const priors = notNegative(state, "class_prior_", [count]);
  const epsilon = state.number("epsilon_", 0);
  return { features, priors, means: means.data, variances, epsilon };
}

function notNegative(state: State, name: string, shape: readonly number[]): Float64Array {
  const { data } = state.float64(name, shape);
  for (const value of data) {
    if (value < 0) throw state.mismatch(name, "numbers from 0 on", String(value));
  }
  return data;
}

/** log prior − ½ Σ log 2πσ² − ½ Σ (x − μ)² / σ², each sum in numpy's order. */
function logLikelihoods(x: Matrix, normals: Normals): Float64Array {
  const { features, priors, means, variances } = normals;
  const count = priors.length;
  const logs = new Float64Array(x.rows * count);
  const terms = new Float64Array(features);
  for (let k = 0; k < count; k++) {
    const first = k * features;
    for (let j = 0; j < features; j++) {
      terms[j] = Math.log(2 * Math.PI * (variances[first + j] ?? 1));
    }
    const prior = Math.log(priors[k] ?? 0);
    const spread = -0.5 * pairwiseSum(terms, 0, features);
    for (let row = 0; row < x.rows; row++) {
      for (let j = 0; j < features; j++) {
        const away = (x.data[row * features + j] ?? 0) - (means[first + j] ?? 0);
        terms[j] = (away * away) / (variances[first + j] ?? 1);
      }
      logs[row * count + k] = prior + (spread - 0.5 * pairwiseSum(terms, 0, features));
    }
  }
  return logs;
}

/** From the lowest to the highest class's mean ± 2 standard deviations; usual is the mean of all. */
function usualRanges(normals: Normals): readonly InputHint[] {
  const { features, priors, means, variances, epsilon } = normals;
  return Array.from({ length: features }, (_, j) => {
    let [low, high, sum, squares, total] = [Infinity, -Infinity, 0, 0, 0];
    for (const [k, prior] of priors.entries()) {
      // A class that was announced and never seen has the mean 0.
      if (prior === 0) continue;
      const mean = means[k * features + j] ?? 0;
      const variance = (variances[k * features + j] ?? 0) - epsilon;
      const reach = 2 * Math.sqrt(Math.max(variance, 0));
      low = Math.min(low, mean - reach);
      high = Math.max(high, mean + reach);
      sum += prior * mean;
      squares += prior * (variance + mean * mean);
      total += prior;
    }
    if (!(total > 0)) return {};
    const mean = sum / total;
    const known = usualRange(mean, Math.sqrt(Math.max(squares / total - mean * mean, 0)));
    if (known.integer === true) return known;
    return { low: known.low === 0 ? Math.max(low, 0) : low, high, typical: mean };
  });
}
