// What all linear classifiers share: scores per class, the class with the largest one.

import type { Estimator, Labels } from "./estimator.ts";
import type { LinearMap } from "./linear-map.ts";
import { rowScore } from "./linear-scores.ts";
import { argmax, argmaxRows, floatMatrix, floatVector, takeLabels } from "./results.ts";
import type { ArrayResult, Cell, Samples } from "./samples.ts";
import type { SingleRow } from "./single-row.ts";

/** Scores of all rows: one column for two classes (positive means the second), else one per class. */
export interface ClassScores {
  readonly columns: number;
  readonly classes: Labels;
  scores(samples: Samples): Float64Array;
  readonly map: LinearMap;
}

/**
 * `decision_function` and `predict` from scores.
 *
 * @see sklearn/linear_model/_base.py `LinearClassifierMixin`
 */
export function scoreMethods(
  source: ClassScores,
): Required<Pick<Estimator, "decisionFunction" | "predict">> {
  const { columns } = source;
  return {
    decisionFunction(samples): ArrayResult {
      const scores = source.scores(samples);
      return columns === 1
        ? floatVector(scores)
        : floatMatrix(scores, scores.length / columns, columns);
    },
    predict: (samples) => labelsOf(source, source.scores(samples)),
  };
}

/** The labels of rows with these scores. */
export function labelsOf({ columns, classes }: ClassScores, scores: Float64Array): ArrayResult {
  if (columns > 1) return takeLabels(classes, argmaxRows(scores, columns));
  const [negative = null, positive = null] = classes.values;
  const data = new Array<Cell>(scores.length);
  for (let row = 0; row < data.length; row++) {
    data[row] = (scores[row] ?? 0) > 0 ? positive : negative;
  }
  return { kind: "array", shape: [data.length], type: classes.type, data };
}

/**
 * One row, answered as by `predict` and `predictProba`.
 *
 * @param probabilitiesOf  those of the classes from the scores of a row, which it may write to; null where the
 *   estimator has none
 */
export function singleClassifier(
  { columns, classes, map }: ClassScores,
  probabilitiesOf: ((scores: Float64Array) => ArrayLike<number>) | null,
): SingleRow {
  const { values } = classes;
  const scores = new Float64Array(columns);
  return {
    takesSparse: true,
    predict(row) {
      for (let k = 0; k < columns; k++) {
        const score = rowScore(row, map, k);
        if (score === null) return null;
        scores[k] = score;
      }
      const best = columns > 1 ? argmax(scores, 0, columns) : Number((scores[0] ?? 0) > 0);
      const probabilities = probabilitiesOf?.(scores) ?? null;
      return { value: values[best] ?? null, probabilities };
    },
  };
}
