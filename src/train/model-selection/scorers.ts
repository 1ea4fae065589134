// Scorers by scikit-learn's names: greater is better, so that errors count negative.

import { PicklejarError } from "../../errors.ts";
import type { Cell } from "../../estimators/samples.ts";
import { nearestName, show } from "../../text.ts";
import { median } from "../median.ts";
import { accuracyScore, logLoss, rocAucScore } from "../metrics/classification.ts";
import { balancedAccuracyScore, type LabelScore, labelScores } from "../metrics/label-counts.ts";
import {
  meanAbsoluteError,
  meanSquaredError,
  r2Score,
  rootMeanSquaredError,
} from "../metrics/regression.ts";
import { type Answers, classColumn } from "./answers.ts";

/** How good answers are; NaN where these rows do not tell. */
export type Scorer = (yTrue: ArrayLike<Cell>, answers: Answers) => number;

type Measure = "precision" | "recall" | "f1";

/** Scores of labels: of the second of two, and means of all. */
function labelScorers(measure: Measure): readonly (readonly [string, Scorer])[] {
  return [
    [measure, (y, answers) => ofPositive(y, answers, measure)],
    [`${measure}_macro`, (y, { predicted }) => meanOf(labelScores(y, predicted), measure, () => 1)],
    [
      `${measure}_weighted`,
      (y, { predicted }) => meanOf(labelScores(y, predicted), measure, ({ support }) => support),
    ],
    // Of every row's label exactly one is predicted, so that precision and recall over all are the same.
    [`${measure}_micro`, (y, { predicted }) => accuracyScore(y, predicted)],
  ];
}

/** @see sklearn/metrics/_scorer.py `_SCORERS` */
const scorers: ReadonlyMap<string, Scorer> = new Map<string, Scorer>([
  ["accuracy", (y, { predicted }) => accuracyScore(y, predicted)],
  ["balanced_accuracy", (y, { predicted }) => balancedAccuracyScore(y, predicted)],
  ...labelScorers("precision"),
  ...labelScorers("recall"),
  ...labelScorers("f1"),
  ["roc_auc", binaryAuc],
  ["roc_auc_ovr", (y, answers) => aucOfEach(y, answers, () => 1)],
  ["roc_auc_ovr_weighted", (y, answers) => aucOfEach(y, answers, (count) => count)],
  ["neg_log_loss", negativeLogLoss],
  ["neg_brier_score", negativeBrierScore],
  ["r2", onNumbers(r2Score)],
  ["explained_variance", onNumbers(explainedVariance)],
  ["max_error", onNumbers(largestError)],
  ["neg_max_error", onNumbers(largestError)],
  ["neg_mean_absolute_error", onNumbers((y, guesses) => -meanAbsoluteError(y, guesses))],
  ["neg_mean_squared_error", onNumbers((y, guesses) => -meanSquaredError(y, guesses))],
  ["neg_root_mean_squared_error", onNumbers((y, guesses) => -rootMeanSquaredError(y, guesses))],
  ["neg_median_absolute_error", onNumbers((y, guesses) => -median(distances(y, guesses)))],
]);

/** The names of all scorers. */
export const scorerNames: readonly string[] = [...scorers.keys()];

/** @throws TRAIN_PARAMETER for a name that is none */
export function scorerOf(name: string): Scorer {
  const scorer = scorers.get(name);
  if (scorer !== undefined) return scorer;
  const near = nearestName(name, scorerNames);
  throw new PicklejarError("TRAIN_PARAMETER", {
    className: "scoring",
    parameter: show(name),
    reason: "there is no such scorer",
    advice: near === null ? `There are ${scorerNames.join(", ")}.` : `Did you mean ${near}?`,
  });
}

function ofPositive(y: ArrayLike<Cell>, answers: Answers, measure: Measure): number {
  const { classes, predicted } = answers;
  if (classes.length > 2) {
    throw new PicklejarError("TRAIN_PARAMETER", {
      className: "scoring",
      parameter: measure,
      reason: `it is about one of two labels, and there are ${classes.length}`,
      advice: `Take ${measure}_macro or ${measure}_weighted.`,
    });
  }
  const positive = classes.at(-1);
  const score = labelScores(y, predicted).find(({ label }) => label === positive);
  return score?.[measure] ?? 0;
}

function meanOf(
  scores: readonly LabelScore[],
  measure: Measure,
  weightOf: (score: LabelScore) => number,
): number {
  let sum = 0;
  let total = 0;
  for (const score of scores) {
    sum += score[measure] * weightOf(score);
    total += weightOf(score);
  }
  return sum / total;
}

/** @see sklearn/metrics/_scorer.py `roc_auc`: decision_function where there is one, else the second probability */
function binaryAuc(y: ArrayLike<Cell>, answers: Answers): number {
  const { classes, probabilities } = answers;
  if (classes.length !== 2) {
    throw new PicklejarError("TRAIN_PARAMETER", {
      className: "scoring",
      parameter: "roc_auc",
      reason: `it is about two labels, and there are ${classes.length}`,
      advice: "Take roc_auc_ovr.",
    });
  }
  const scores = answers.decisions ?? (probabilities && classColumn(probabilities, 1));
  if (scores === null) throw noProbabilities("roc_auc");
  return new Set(Array.from(y)).size < 2 ? Number.NaN : rocAucScore(y, scores);
}

/** The mean of each label's area against all others. */
function aucOfEach(
  y: ArrayLike<Cell>,
  { classes, probabilities }: Answers,
  weightOf: (count: number) => number,
): number {
  if (probabilities === null) throw noProbabilities("roc_auc_ovr");
  const labels = Array.from(y);
  if (new Set(labels).size < classes.length) return Number.NaN;
  if (classes.length === 2) return rocAucScore(labels, classColumn(probabilities, 1));
  let sum = 0;
  let total = 0;
  for (const [k, label] of classes.entries()) {
    const isIt = labels.map((own) => own === label);
    const weight = weightOf(isIt.filter(Boolean).length);
    sum += weight * rocAucScore(isIt, classColumn(probabilities, k));
    total += weight;
  }
  return sum / total;
}

function negativeLogLoss(y: ArrayLike<Cell>, { classes, probabilities }: Answers): number {
  if (probabilities === null) throw noProbabilities("neg_log_loss");
  const { data } = probabilities;
  // Labels that no test row has say as little in scikit-learn.
  if (new Set(Array.from(y)).size < classes.length) return Number.NaN;
  const rows = Array.from(y, (_, i) => data.subarray(i * classes.length, (i + 1) * classes.length));
  return -logLoss(y, rows, classes);
}

/** Of two classes: the mean square of how far the probability of the second one is off. */
function negativeBrierScore(y: ArrayLike<Cell>, { classes, probabilities }: Answers): number {
  if (probabilities === null || classes.length !== 2) throw noProbabilities("neg_brier_score");
  const column = classColumn(probabilities, 1);
  const truth = Float64Array.from(y, (label) => (label === classes[1] ? 1 : 0));
  return -meanSquaredError(truth, column);
}

function noProbabilities(name: string): PicklejarError {
  return new PicklejarError("TRAIN_PARAMETER", {
    className: "scoring",
    parameter: name,
    reason: "the model gives no such probabilities",
    advice: "Take accuracy, or a classifier with predictProba.",
  });
}

function onNumbers(measure: (y: Float64Array, guesses: Float64Array) => number): Scorer {
  return (y, { predicted }) => measure(numbers(y), numbers(predicted));
}

function numbers(values: ArrayLike<Cell>): Float64Array {
  return values instanceof Float64Array ? values : Float64Array.from(values, Number);
}

function distances(y: Float64Array, guesses: Float64Array): Float64Array {
  return y.map((value, i) => Math.abs(value - (guesses[i] ?? 0)));
}

/** Called `max_error` until scikit-learn 1.6. */
function largestError(y: Float64Array, guesses: Float64Array): number {
  return -distances(y, guesses).reduce((most, value) => Math.max(most, value), 0);
}

/** @see sklearn/metrics/_regression.py `explained_variance_score` */
function explainedVariance(y: Float64Array, guesses: Float64Array): number {
  const errors = y.map((value, i) => value - (guesses[i] ?? 0));
  const [left, all] = [variance(errors), variance(y)];
  if (all === 0) return left === 0 ? 1 : 0;
  return 1 - left / all;
}

function variance(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
