// Ordinary least squares.

import { Regressor } from "../kinds.ts";
import { type SingularValues, singularValues } from "../linear-algebra.ts";
import { pythonClass } from "../parameters.ts";
import { floatArray } from "../python.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";
import { type CentredData, centredData, coefficientArray, interceptOf } from "./centred.ts";

/** scikit-learn's parameters of the same names in snake_case. */
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
    super(pythonClass("linear_model.LinearRegression"), params, ["fitIntercept"]);
  }

  /** @see sklearn/linear_model/_base.py `LinearRegression.fit`: scipy.linalg.lstsq of the centred data */
  protected learn(data: TrainingData): Learned {
    const centred = centredData(data, this.className, this.params.fitIntercept !== false);
    const { x, rows, columns } = centred;
    const svd = singularValues({ data: x, rows, columns });
    const coefficients = leastSquares(svd, centred);
    return () => [
      ["coef_", coefficientArray(centred, coefficients)],
      ["rank_", rankOf(svd.values)],
      ["singular_", floatArray(svd.values)],
      ["intercept_", interceptOf(centred, coefficients)],
    ];
  }
}

/** Outputs × columns: V · diag(1/s) · Uᵀ · y, without the directions in which the data do not vary. */
function leastSquares(svd: SingularValues, { y, outputs }: CentredData): Float64Array {
  const { left, values, right } = svd;
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
