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
    logLikelihoods: (samples) => logLikelihoods(denseRows(samples, rule), shares, priors, rule),
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

function logLikelihoods(
  x: Matrix,
  shares: readonly Shares[],
  priors: Float64Array,
  rule: NumberRule,
): Float64Array {
  const count = priors.length;
  const sums = new Float64Array(x.rows * count);
  for (let row = 0; row < x.rows; row++) {
    const start = row * count;
    for (const [j, { categories, logs }] of shares.entries()) {
      const category = categoryOf(x.data[row * shares.length + j] ?? 0, rule);
      if (category >= categories) throw unknownCategory(rule, j, category);
      for (let k = 0; k < count; k++) {
        sums[start + k] = (sums[start + k] ?? 0) + (logs[k * categories + category] ?? 0);
      }
    }
    for (let k = 0; k < count; k++) sums[start + k] = (sums[start + k] ?? 0) + (priors[k] ?? 0);
  }
  return sums;
}

/** numpy makes whole numbers of fractions by dropping what follows the point. */
function categoryOf(value: number, rule: NumberRule): number {
  const category = Math.trunc(value);
  if (category < 0) throw wrongKind(rule, "numbers from 0 on", String(value));
  return category;
}

function choicesOf({ categories }: Shares): InputHint {
  return { choices: Array.from({ length: categories }, (_, i) => i), integer: true };
}
