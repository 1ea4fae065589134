// What linear regressions learn from: columns and targets moved to their means, so that the intercept drops out of
// the problem and is put back in the end.

import type { PyValue } from "../../objects/values.ts";
import { columnMeans, denseSamples } from "../dense.ts";
import { floatArray, pyFloat } from "../python.ts";
import { numberTarget } from "../targets.ts";
import type { TrainingData } from "../training-data.ts";

/** n × m columns and n × outputs targets without their means. */
export interface CentredData {
  readonly rows: number;
  readonly columns: number;
  readonly outputs: number;
  /** Whether y was a plain vector. */
  readonly vector: boolean;
  /** n × m, row-major; each row times the root of its weight. */
  readonly x: Float64Array;
  /** n × outputs, row-major; each row times the root of its weight. */
  readonly y: Float64Array;
  readonly means: Float64Array;
  readonly levels: Float64Array;
  readonly hasIntercept: boolean;
}

/**
 * @throws TRAIN_DATA for what is no finite number
 * @see sklearn/linear_model/_base.py `_preprocess_data`, `_rescale_data`
 */
export function centredData(
  data: TrainingData,
  className: string,
  hasIntercept: boolean,
): CentredData {
  const matrix = denseSamples(data, className);
  const target = numberTarget(data.target, data.rows, className);
  const { outputs, vector } = target;
  const { rows, columns } = matrix;
  const y = { data: target.data, rows, columns: outputs };
  const means = hasIntercept ? columnMeans(matrix, data.weights) : new Float64Array(columns);
  const levels = hasIntercept ? columnMeans(y, data.weights) : new Float64Array(outputs);
  return {
    rows,
    columns,
    outputs,
    vector,
    x: shifted(matrix, means, data.weights),
    y: shifted(y, levels, data.weights),
    means,
    levels,
    hasIntercept,
  };
}

/** (X − means), each row times the root of its weight. */
function shifted(
  { data, rows, columns }: { data: Float64Array; rows: number; columns: number },
  means: Float64Array,
  weights: Float64Array | null,
): Float64Array {
  const result = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) {
    const root = weights === null ? 1 : Math.sqrt(weights[i] ?? 0);
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j;
      result[at] = ((data[at] ?? 0) - (means[j] ?? 0)) * root;
    }
  }
  return result;
}

/** Coefficients as `coef_`: m numbers, or outputs × m where y had rows. */
export function coefficientArray(data: CentredData, coefficients: Float64Array): PyValue {
  const { vector, outputs, columns } = data;
  return floatArray(coefficients, vector ? [columns] : [outputs, columns]);
}

/**
 * `intercept_`: level − means · coefficients; 0.0 without one.
 *
 * @param coefficients  outputs × m
 */
export function interceptOf(data: CentredData, coefficients: Float64Array): PyValue {
  const { hasIntercept, levels, means, columns, vector } = data;
  if (!hasIntercept) return pyFloat(0);
  const intercepts = levels.map((level, j) => {
    let shift = 0;
    for (let k = 0; k < columns; k++) {
      shift += (means[k] ?? 0) * (coefficients[j * columns + k] ?? 0);
    }
    return level - shift;
  });
  return vector ? pyFloat(intercepts[0] ?? 0) : floatArray(intercepts);
}
