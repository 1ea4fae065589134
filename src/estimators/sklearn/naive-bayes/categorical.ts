// CategoricalNB: every feature is a category's number, and each class has its own shares of them.

import { unknownCategory } from "../../category-index.ts";
import type { Estimator, InputHint } from "../../estimator.ts";
import { denseRows, type NumberRule, wrongKind } from "../../inputs.ts";
import type { Matrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { checkedLogs, naiveBayes, readClasses, readLogs } from "./joint-log-likelihood.ts";

/** The logarithms of the categories' shares in one feature: classes × categories. */
interface Shares {
  readonly categories: number;
  readonly logs: Float64Array;
}

/** @see sklearn/naive_bayes.py `CategoricalNB._joint_log_likelihood` */
export function readCategoricalNb(state: State): Estimator {
  const classes = readClasses(state);
  const count = classes.values.length;
  const priors = readLogs(state, "class_log_prior_", [count]);
  const shares = readShares(state, count);
  const rule = { className: state.className, inputs: state.numberInputs(shares.length) };
  return naiveBayes(state, {
    classes,
    rule,
    logLikelihoods: (samples) =>
      logLikelihoods(categoriesOf(denseRows(samples, rule), shares, rule), shares, priors),
    hints: () => shares.map(choicesOf),
  });
}

function readShares(state: State, count: number): readonly Shares[] {
  const features = state.rawFloat64List("feature_log_prob_", [count, null]);
  return features.map(({ data }, j) => {
    const logs = checkedLogs(state, `feature_log_prob_[${j}]`, data);
    return { categories: logs.length / count, logs };
  });
}

/**
 * Each number as a category of its feature: numpy makes whole numbers of fractions by dropping what follows
 * the point.
 *
 * @throws INPUT_KIND below 0, INPUT_CATEGORY for categories beyond those that were counted
 */
function categoriesOf({ data }: Matrix, shares: readonly Shares[], rule: NumberRule): Int32Array {
  return Int32Array.from(data, (value, i) => {
    const j = i % shares.length;
    const category = Math.trunc(value);
    if (category < 0) throw wrongKind(rule, "numbers from 0 on", String(value));
    if (category >= (shares[j]?.categories ?? 0)) throw unknownCategory(rule, j, category);
    return category;
  });
}

/** @param categories  n × features */
function logLikelihoods(
  categories: Int32Array,
  shares: readonly Shares[],
  priors: Float64Array,
): Float64Array {
  const count = priors.length;
  const rows = shares.length === 0 ? 0 : categories.length / shares.length;
  const sums = new Float64Array(rows * count);
  for (let row = 0; row < rows; row++) {
    const start = row * count;
    for (const [j, { categories: width, logs }] of shares.entries()) {
      const category = categories[row * shares.length + j] ?? 0;
      for (let k = 0; k < count; k++) {
        sums[start + k] = (sums[start + k] ?? 0) + (logs[k * width + category] ?? 0);
      }
    }
    for (let k = 0; k < count; k++) sums[start + k] = (sums[start + k] ?? 0) + (priors[k] ?? 0);
  }
  return sums;
}

function choicesOf({ categories }: Shares): InputHint {
  return { choices: Array.from({ length: categories }, (_, i) => i), integer: true };
}
