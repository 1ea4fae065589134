// Precision, recall and their kin: how often each label is found, and how often it is named wrongly.

import { PicklejarError } from "../../errors.ts";
import type { Cell } from "../../estimators/samples.ts";
import { accuracyScore, confusionMatrix } from "./classification.ts";

/** How one label fares. All are in [0, 1]; 0 where nothing could be counted, as scikit-learn has it. */
export interface LabelScore {
  readonly label: Cell;
  /** Of the rows that were called so, the share that are. */
  readonly precision: number;
  /** Of the rows that are, the share that were called so. */
  readonly recall: number;
  readonly f1: number;
  /** Rows that are. */
  readonly support: number;
}

/**
 * Scores by label, in numpy's order: every label that is true or predicted somewhere.
 *
 * @see sklearn/metrics/_classification.py `precision_recall_fscore_support`
 */
export function labelScores(yTrue: ArrayLike<Cell>, yPred: ArrayLike<Cell>): readonly LabelScore[] {
  const { labels, counts } = confusionMatrix(yTrue, yPred);
  const support = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const predicted = labels.map((_, k) => counts.reduce((sum, row) => sum + (row[k] ?? 0), 0));
  return labels.map((label, k) => {
    const hits = counts[k]?.[k] ?? 0;
    const [own = 0, called = 0] = [support[k], predicted[k]];
    return {
      label,
      precision: called === 0 ? 0 : hits / called,
      recall: own === 0 ? 0 : hits / own,
      f1: own + called === 0 ? 0 : (2 * hits) / (own + called),
      support: own,
    };
  });
}

/**
 * The mean recall of the labels that occur: accuracy as if each had as many rows.
 *
 * @see sklearn/metrics/_classification.py `balanced_accuracy_score`
 */
export function balancedAccuracyScore(yTrue: ArrayLike<Cell>, yPred: ArrayLike<Cell>): number {
  const scores = labelScores(yTrue, yPred).filter(({ support }) => support > 0);
  return scores.reduce((sum, { recall }) => sum + recall, 0) / scores.length;
}

export interface F1Options {
  /** The mean over labels: each the same ("macro"), by its rows ("weighted"); or one label's ("binary", unless told). */
  readonly average?: "binary" | "macro" | "weighted" | "micro";
  /** The label that "binary" is about; the larger of the two unless told. */
  readonly posLabel?: Cell;
}

/**
 * The harmonic mean of precision and recall, in [0, 1].
 *
 * @throws TRAIN_PARAMETER for "binary" with more than two labels
 * @see sklearn/metrics/_classification.py `f1_score`
 */
export function f1Score(
  yTrue: ArrayLike<Cell>,
  yPred: ArrayLike<Cell>,
  options: F1Options = {},
): number {
  const scores = labelScores(yTrue, yPred);
  const { average = "binary", posLabel = scores.at(-1)?.label } = options;
  if (average === "micro") return accuracyScore(yTrue, yPred);
  if (average === "macro") return scores.reduce((sum, s) => sum + s.f1, 0) / scores.length;
  if (average === "weighted") {
    return scores.reduce((sum, s) => sum + s.f1 * s.support, 0) / yTrue.length;
  }
  if (scores.length <= 2) return scores.find(({ label }) => label === posLabel)?.f1 ?? 0;
  throw new PicklejarError("TRAIN_PARAMETER", {
    className: "f1Score",
    parameter: "average",
    reason: `there are ${scores.length} labels, and "binary" is about one of two`,
    advice: 'Give average: "macro", "weighted" or "micro".',
  });
}
