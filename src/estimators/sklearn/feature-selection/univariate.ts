// Selectors by a score of each feature: the best k, the best percentage, all with small enough p-values, all
// that vary enough.

import type { Estimator } from "../../estimator.ts";
import type { State } from "../../state.ts";
import { percentile } from "./percentile.ts";
import { positionsWhere, selector } from "./selector.ts";

type Rule = "k_best" | "percentile" | "fpr" | "fdr" | "fwe";

/** @see sklearn/feature_selection/_univariate_selection.py */
export function readSelectKBest(state: State): Estimator {
  return byScores(state, bestScores(state, "k"));
}

export function readSelectPercentile(state: State): Estimator {
  return byScores(state, bestShare(state, "percentile"));
}

export function readSelectFpr(state: State): Estimator {
  return byScores(state, smallPValues(state, "fpr", "alpha"));
}

export function readSelectFdr(state: State): Estimator {
  return byScores(state, smallPValues(state, "fdr", "alpha"));
}

export function readSelectFwe(state: State): Estimator {
  return byScores(state, smallPValues(state, "fwe", "alpha"));
}

/** Any of the others, with `param` as its number. */
export function readGenericUnivariateSelect(state: State): Estimator {
  const words: readonly Rule[] = ["percentile", "k_best", "fpr", "fdr", "fwe"];
  const mode = state.option("mode", words, "percentile");
  if (mode === "k_best") return byScores(state, bestScores(state, "param"));
  if (mode === "percentile") return byScores(state, bestShare(state, "param"));
  return byScores(state, smallPValues(state, mode, "param"));
}

/** Features that vary more than the threshold. @see sklearn/feature_selection/_variance_threshold.py */
export function readVarianceThreshold(state: State): Estimator {
  const variances = state.rawFloat64("variances_", [null]).data;
  const threshold = state.number("threshold", 0);
  const kept = positionsWhere(variances.length, (j) => (variances[j] ?? 0) > threshold);
  return selector(state, state.numberInputs(variances.length, { missing: true }), kept);
}

function byScores(state: State, kept: Int32Array): Estimator {
  const { length } = state.rawFloat64("scores_", [null]).data;
  return selector(state, state.numberInputs(length), kept);
}

/** Scores with the lowest number there is for NaN, so that such features come last. */
function cleanScores(state: State): Float64Array {
  const { data } = state.rawFloat64("scores_", [null]);
  return data.map((score) => (Number.isNaN(score) ? -Number.MAX_VALUE : score));
}

/** The k best, the later ones among equals. */
function bestScores(state: State, name: string): Int32Array {
  const scores = cleanScores(state);
  if (state.optional(name) === "all") return positionsWhere(scores.length, () => true);
  const k = state.integer(name, 0, 2 ** 31);
  const order = Array.from(scores.keys()).sort((a, b) => compare(scores[a] ?? 0, scores[b] ?? 0));
  return Int32Array.from(order.slice(Math.max(order.length - k, 0))).sort();
}

function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** All above the percentile, and of those that are equal to it the first ones, as far as there is room. */
function bestShare(state: State, name: string): Int32Array {
  const scores = cleanScores(state);
  const count = scores.length;
  const share = state.number(name);
  if (!(share >= 0 && share <= 100)) throw state.mismatch(name, "from 0 to 100", String(share));
  if (share === 100) return positionsWhere(count, () => true);
  if (share === 0 || count === 0) return new Int32Array();
  const threshold = percentile(scores, 100 - share);
  const above = positionsWhere(count, (j) => (scores[j] ?? 0) > threshold);
  const ties = positionsWhere(count, (j) => scores[j] === threshold);
  const room = Math.trunc((count * share) / 100) - above.length;
  const kept = new Set([...above, ...ties.slice(0, room)]);
  return positionsWhere(count, (j) => kept.has(j));
}

/**
 * By the rate of false positives (p < α), of false discoveries (the largest p that is at most α · rank / n,
 * and all below it), or of any error at all (p < α / n).
 */
function smallPValues(state: State, rule: Exclude<Rule, "k_best" | "percentile">, name: string) {
  const { data: scores } = state.rawFloat64("scores_", [null]);
  const { data: values } = state.rawFloat64("pvalues_", [scores.length]);
  const alpha = state.number(name);
  const count = values.length;
  if (rule !== "fdr") {
    const limit = rule === "fpr" ? alpha : alpha / count;
    return positionsWhere(count, (j) => (values[j] ?? 1) < limit);
  }
  let largest = -Infinity;
  for (const [i, value] of values.toSorted().entries()) {
    if (value <= (alpha / count) * (i + 1)) largest = value;
  }
  return positionsWhere(count, (j) => (values[j] ?? 1) <= largest);
}
