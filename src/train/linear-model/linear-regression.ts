// Ordinary least squares.

import { columnMeans, denseSamples } from "../dense.ts";
import { Regressor } from "../kinds.ts";
import { singularValues } from "../linear-algebra.ts";
import { pythonClass } from "../parameters.ts";
import { floatArray, pyFloat } from "../python.ts";
import { numberTarget } from "../targets.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";

/** @see scikit-learn's documentation of the same names in snake_case */
export interface LinearRegressionParameters {
  /** Whether an intercept is learned; true unless told. */
  readonly fitIntercept?: boolean;
}

/**
 * Least squares: the coefficients that make Σ(y − Xw − b)² smallest; of several that do, the shortest.
 *
 * @example
 * const model = new LinearRegression().fit([[1], [2], [3]], [2, 4, 6]);
 * model.predict([[4]]);   // [8]
 */
export class LinearRegression extends Regressor<LinearRegressionParameters> {
  constructor(params: LinearRegressionParameters = {}) {
    super(pythonClass("linear_model.LinearRegression"), params);
  }

  /** @see sklearn/linear_model/_base.py `LinearRegression.fit`: scipy.linalg.lstsq of the centred data */
  protected learn(data: TrainingData): Learned {
    const matrix = denseSamples(data, this.className);
    const target = numberTarget(data.target, data.rows, this.className);
    const { outputs, vector } = target;
    const { rows, columns } = matrix;
    const centre = this.params.fitIntercept !== false;
    const means = centre ? columnMeans(matrix, data.weights) : new Float64Array(columns);
    const y = { data: target.data, rows, columns: outputs };
    const levels = centre ? columnMeans(y, data.weights) : new Float64Array(outputs);
    const svd = singularValues({ ...matrix, data: scaled(matrix, means, data.weights) });
    const coefficients = leastSquares(svd, scaled(y, levels, data.weights), outputs);
    const intercepts = levels.map((level, j) => {
      let shift = 0;
      for (let k = 0; k < columns; k++)
        shift += (means[k] ?? 0) * (coefficients[j * columns + k] ?? 0);
      return level - shift;
    });
    const zeros = pyFloat(0);
    const single = pyFloat(intercepts[0] ?? 0);
    const several = vector ? single : floatArray(intercepts);
    return () => [
      ["coef_", floatArray(coefficients, vector ? [columns] : [outputs, columns])],
      ["rank_", rankOf(svd.values)],
      ["singular_", floatArray(svd.values)],
      ["intercept_", centre ? several : zeros],
    ];
  }
}

/** (X − means), each row times the root of its weight. */
function scaled(
  { data, rows, columns }: { data: Float64Array; rows: number; columns: number },
  means: Float64Array,
  weights: Float64Array | null,
): Float64Array {
  const result = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) {
    const root = weights === null ? 1 : Math.sqrt(weights[i] ?? 0);
    for (let j = 0; j < columns; j++) {
      result[i * columns + j] = ((data[i * columns + j] ?? 0) - (means[j] ?? 0)) * root;
    }
  }
  return result;
}

/** Outputs × columns: V · diag(1/s) · Uᵀ · y, without the directions in which the data do not vary. */
function leastSquares(
  { left, values, right }: ReturnType<typeof singularValues>,
  y: Float64Array,
  outputs: number,
): Float64Array {
  const { columns } = right;
  const coefficients = new Float64Array(outputs * columns);
  const rank = rankOf(values);
  for (let j = 0; j < outputs; j++) {
    for (let r = 0; r < rank; r++) {
      let along = 0;
      for (let i = 0; i < left.rows; i++) {
        along += (left.data[i * left.columns + r] ?? 0) * (y[i * outputs + j] ?? 0);
      }
      along /= values[r] ?? 1;
      for (let k = 0; k < columns; k++) {
        const at = j * columns + k;
        coefficients[at] = (coefficients[at] ?? 0) + along * (right.data[r * columns + k] ?? 0);
      }
    }
  }
  return coefficients;
}

/** Directions whose singular value is more than rounding. @see LAPACK `gelsd`, rcond = machine epsilon */
function rankOf(values: Float64Array): number {
  const threshold = Number.EPSILON * (values[0] ?? 0);
  return values.filter((value) => value > threshold).length;
}
