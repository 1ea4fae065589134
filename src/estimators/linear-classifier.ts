// What all linear classifiers share: scores per class, the class with the largest one.

import type { Estimator, Labels } from "./estimator.ts";
import { argmaxRows, floatMatrix, floatVector, takeLabels } from "./results.ts";
import type { ArrayResult, Samples } from "./samples.ts";

/** Scores of all rows: one column for two classes (positive means the second), else one per class. */
export interface ClassScores {
  readonly columns: number;
  readonly classes: Labels;
  scores(samples: Samples): Float64Array;
}

/**
 * `decision_function` and `predict` from scores.
 *
 * @see sklearn/linear_model/_base.py `LinearClassifierMixin`
 */
export function scoreMethods(
  source: ClassScores,
): Required<Pick<Estimator, "decisionFunction" | "predict">> {
  const { columns, classes } = source;
  return {
    decisionFunction(samples): ArrayResult {
      const scores = source.scores(samples);
      return columns === 1
        ? floatVector(scores)
        : floatMatrix(scores, scores.length / columns, columns);
    },
    predict(samples): ArrayResult {
      const scores = source.scores(samples);
      if (columns > 1) return takeLabels(classes, argmaxRows(scores, columns));
      return takeLabels(
        classes,
        Int32Array.from(scores, (score) => (score > 0 ? 1 : 0)),
      );
    },
  };
}
