// From the sums of boosted trees to classes: one sum for two classes (positive means the second), else one sum
// per class.

import type { Labels } from "../../estimator.ts";
import { binaryColumns, expit, softmaxRows } from "../../probabilities.ts";
import { argmaxRows, floatMatrix, floatVector, takeLabels } from "../../results.ts";
import type { ArrayResult } from "../../samples.ts";

/**
 * n × classes.
 *
 * @param raw    n × outputs; not changed
 * @param scale  2 for the exponential loss, else 1
 */
export function boostedProbabilities(raw: Float64Array, outputs: number, scale = 1): ArrayResult {
  const data =
    outputs === 1
      ? binaryColumns(raw.map((sum) => expit(scale * sum)))
      : softmaxRows(raw.slice(), outputs);
  const columns = Math.max(outputs, 2);
  return floatMatrix(data, data.length / columns, columns);
}

/** The sums themselves: a vector for two classes. */
export function boostedScores(raw: Float64Array, outputs: number): ArrayResult {
  return outputs === 1 ? floatVector(raw) : floatMatrix(raw, raw.length / outputs, outputs);
}

/** The class with the largest number in each row of n × classes (or of n × 2). */
export function largestClass(labels: Labels, { data, shape }: ArrayResult): ArrayResult {
  const numbers = data instanceof Float64Array ? data : Float64Array.from(data, Number);
  return takeLabels(labels, argmaxRows(numbers, shape[1] ?? 1));
}

/** The second class where `isSecond` says so. */
export function binaryClass(
  labels: Labels,
  raw: Float64Array,
  isSecond: (sum: number) => boolean,
): ArrayResult {
  return takeLabels(
    labels,
    Int32Array.from(raw, (sum) => (isSecond(sum) ? 1 : 0)),
  );
}
