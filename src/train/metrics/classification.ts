// How well labels and probabilities fit the true labels.

import { PicklejarError } from "../../errors.ts";
import type { Cell } from "../../estimators/samples.ts";
import { byCodePoint } from "../columns.ts";
import { checkLengths } from "./regression.ts";

/** The share of labels that are right, in [0, 1]. */
export function accuracyScore(yTrue: ArrayLike<Cell>, yPred: ArrayLike<Cell>): number {
  checkLengths(yTrue, yPred);
  let right = 0;
  for (let i = 0; i < yTrue.length; i++) if (yTrue[i] === yPred[i]) right++;
  return right / yTrue.length;
}

/** Counts of true label (row) × predicted label (column), with the labels in numpy's order. */
export function confusionMatrix(
  yTrue: ArrayLike<Cell>,
  yPred: ArrayLike<Cell>,
): { readonly labels: readonly Cell[]; readonly counts: readonly (readonly number[])[] } {
  checkLengths(yTrue, yPred);
  const labels = sortedLabels([...Array.from(yTrue), ...Array.from(yPred)]);
  const codeOf = new Map(labels.map((label, code) => [label, code]));
  const counts = labels.map(() => new Array<number>(labels.length).fill(0));
  for (let i = 0; i < yTrue.length; i++) {
    const row = counts[codeOf.get(yTrue[i] ?? null) ?? 0];
    const column = codeOf.get(yPred[i] ?? null) ?? 0;
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  return { labels, counts };
}

/**
 * The mean of −log(probability of the true label).
 *
 * @param probabilities  n arrays in the order of `labels`
 * @param labels         the labels in numpy's order; those of `yTrue` unless told
 * @see sklearn/metrics/_classification.py `log_loss`: probabilities are kept away from 0 by the machine's epsilon
 */
export function logLoss(
  yTrue: ArrayLike<Cell>,
  probabilities: readonly ArrayLike<number>[],
  labels: readonly Cell[] = sortedLabels(Array.from(yTrue)),
): number {
  checkLengths(yTrue, probabilities);
  const codeOf = new Map(labels.map((label, code) => [label, code]));
  let loss = 0;
  for (let i = 0; i < yTrue.length; i++) {
    const probability = probabilities[i]?.[codeOf.get(yTrue[i] ?? null) ?? -1] ?? Number.NaN;
    loss -= Math.log(Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON));
  }
  return loss / yTrue.length;
}

/**
 * The probability that a row of the larger label scores above one of the smaller, ties counting half.
 *
 * @param scores  n numbers, such as the second column of `predictProba`
 * @throws TRAIN_DATA for other than two labels
 * @see sklearn/metrics/_ranking.py `roc_auc_score`
 */
export function rocAucScore(yTrue: ArrayLike<Cell>, scores: ArrayLike<number>): number {
  checkLengths(yTrue, scores);
  const labels = sortedLabels(Array.from(yTrue));
  if (labels.length !== 2) {
    throw new PicklejarError("TRAIN_DATA", {
      className: "rocAucScore",
      reason: `y has ${labels.length} labels, not two`,
      advice: "For several labels, score each one against the others.",
    });
  }
  const order = Array.from({ length: scores.length }, (_, i) => i);
  order.sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let rankSum = 0;
  let positives = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && scores[order[end] ?? 0] === scores[order[start] ?? 0]) end++;
    const rank = (start + end + 1) / 2;
    for (let k = start; k < end; k++) {
      if (yTrue[order[k] ?? 0] !== labels[1]) continue;
      positives++;
      rankSum += rank;
    }
    start = end;
  }
  const negatives = order.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

function sortedLabels(labels: readonly Cell[]): Cell[] {
  const distinct = [...new Set(labels)];
  const isText = distinct.some((label) => typeof label === "string");
  return distinct.sort(isText ? byCodePoint : (a, b) => Number(a) - Number(b));
}
