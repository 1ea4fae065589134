// From leaf values summed over trees to answers in scikit-learn's shapes, for one output or several.

import type { Labels } from "../estimator.ts";
import { argmax, floatMatrix, floatVector, takeLabelColumns, takeLabels } from "../results.ts";
import type { ArrayResult } from "../samples.ts";

/** n × outputs of a regression; a vector for one output. */
export function regressionAnswer(values: Float64Array, outputs: number): ArrayResult {
  if (outputs === 1) return floatVector(values);
  return floatMatrix(values, values.length / outputs, outputs);
}

/**
 * Probabilities of each output's classes: one matrix, or a list of matrices for several outputs.
 *
 * @param values  n × outputs × the largest number of classes
 */
export function probabilityAnswer(
  values: Float64Array,
  labels: readonly Labels[],
): ArrayResult | readonly ArrayResult[] {
  const stride = strideOf(labels);
  const rows = values.length / (labels.length * stride);
  const parts = labels.map(({ values: classes }, output) => {
    const columns = classes.length;
    const data = new Float64Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      const from = (row * labels.length + output) * stride;
      for (let k = 0; k < columns; k++) data[row * columns + k] = values[from + k] ?? 0;
    }
    return floatMatrix(data, rows, columns);
  });
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : parts;
}

/**
 * The most probable label of each output, the first among equals.
 *
 * @param values  as in `probabilityAnswer`
 */
export function labelAnswer(values: Float64Array, labels: readonly Labels[]): ArrayResult {
  const stride = strideOf(labels);
  const indices = new Int32Array(values.length / stride);
  for (let i = 0; i < indices.length; i++) {
    const count = labels[i % labels.length]?.values.length ?? 0;
    indices[i] = argmax(values, i * stride, count);
  }
  const [only] = labels;
  return labels.length === 1 && only !== undefined
    ? takeLabels(only, indices)
    : takeLabelColumns(labels, indices);
}

function strideOf(labels: readonly Labels[]): number {
  return labels.reduce((most, { values }) => Math.max(most, values.length), 0);
}
