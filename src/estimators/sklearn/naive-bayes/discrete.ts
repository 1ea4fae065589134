// Naive Bayes on counts and on yes and no: MultinomialNB, ComplementNB, BernoulliNB. Their log-likelihoods
// are linear in the features.

import type { Estimator } from "../../estimator.ts";
import { type NumberRule, numbers, wrongKind } from "../../inputs.ts";
import type { LinearMap } from "../../linear-map.ts";
import { linearScores } from "../../linear-scores.ts";
import type { Matrix, Samples, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import { naiveBayes, readClasses, readLogs } from "./joint-log-likelihood.ts";

/** X · feature_log_prob_ᵀ + class_log_prior_. @see sklearn/naive_bayes.py `MultinomialNB` */
export function readMultinomialNb(state: State): Estimator {
  return linearBayes(state, (map) => map, numbers);
}

/**
 * X · feature_log_prob_ᵀ, where the weights come from all other classes; the prior counts only where there
 * is one class.
 *
 * @see sklearn/naive_bayes.py `ComplementNB._joint_log_likelihood`
 */
export function readComplementNb(state: State): Estimator {
  return linearBayes(
    state,
    (map) => {
      const count = map.intercepts.length;
      return count === 1 ? map : { ...map, intercepts: new Float64Array(count) };
    },
    numbers,
  );
}

/** Features above `binarize` are there; the others count as absent. @see sklearn/naive_bayes.py `BernoulliNB` */
export function readBernoulliNb(state: State): Estimator {
  const threshold = state.optional("binarize") === null ? null : state.number("binarize", 0);
  return linearBayes(state, presenceAndAbsence, (samples, rule) => {
    const x = numbers(samples, rule);
    return threshold === null ? x : binarized(x, threshold, rule);
  });
}

/** Σ log(1 − p) over all features, plus log p − log(1 − p) for those that are there. */
function presenceAndAbsence({ coefficients, intercepts, features }: LinearMap): LinearMap {
  const absence = coefficients.map((log) => Math.log(1 - Math.exp(log)));
  return {
    coefficients: coefficients.map((log, i) => log - (absence[i] ?? 0)),
    intercepts: intercepts.map((log, k) => log + pairwiseSum(absence, k * features, features)),
    features,
  };
}

/** 1 above the threshold, else 0. @see sklearn/preprocessing/_data.py `binarize` */
function binarized(
  x: Matrix | SparseMatrix,
  threshold: number,
  rule: NumberRule,
): Matrix | SparseMatrix {
  const above = (value: number) => (value > threshold ? 1 : 0);
  if (x.kind === "sparse") {
    if (threshold < 0) {
      throw wrongKind(rule, "dense rows, as its threshold is negative", "sparse rows");
    }
    return { ...x, values: x.values.map(above) };
  }
  return { ...x, data: x.data.map(above) };
}

/**
 * @param prepare  from logarithms of probabilities to the linear map
 * @param read     from samples to the numbers it is applied to
 */
function linearBayes(
  state: State,
  prepare: (map: LinearMap) => LinearMap,
  read: (samples: Samples, rule: NumberRule) => Matrix | SparseMatrix,
): Estimator {
  const classes = readClasses(state);
  const count = classes.values.length;
  const coefficients = readLogs(state, "feature_log_prob_", [count, null]);
  const intercepts = readLogs(state, "class_log_prior_", [count]);
  const map = prepare({ coefficients, intercepts, features: coefficients.length / count });
  const rule = { className: state.className, inputs: state.numberInputs(map.features) };
  return naiveBayes(state, {
    classes,
    rule,
    logLikelihoods: (samples) => linearScores(read(samples, rule), map),
    hints: () => null,
  });
}
