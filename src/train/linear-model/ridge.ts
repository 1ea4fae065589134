// Least squares with a penalty on the squares of the coefficients.

import { PicklejarError } from "../../errors.ts";
import { choleskyRoot, choleskySolve } from "../../estimators/cholesky.ts";
import { since } from "../dialect.ts";
import { Regressor } from "../kinds.ts";
import { pythonClass } from "../parameters.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";
import { type CentredData, centredData, coefficientArray, interceptOf } from "./centred.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface RidgeParameters {
  /** Weight of the penalty, at least 0; 1 unless told. */
  readonly alpha?: number;
  /** Whether an intercept is learned; true unless told. */
  readonly fitIntercept?: boolean;
}

/** The coefficients that make Σ(y − Xw − b)² + alpha · Σw² smallest. */
export class Ridge extends Regressor<RidgeParameters> {
  constructor(params: RidgeParameters = {}) {
    super(pythonClass("linear_model.Ridge"), params, ["alpha", "fitIntercept"]);
  }

  /** @see sklearn/linear_model/_ridge.py `_solve_cholesky`, `_solve_cholesky_kernel` */
  protected learn(data: TrainingData): Learned {
    const { alpha = 1, fitIntercept = true } = this.params;
    if (!(alpha >= 0)) {
      throw new PicklejarError("TRAIN_PARAMETER", {
        className: this.className,
        parameter: "alpha",
        reason: `${alpha} is below 0`,
        advice: "Give a number of at least 0.",
      });
    }
    const centred = centredData(data, this.className, fitIntercept);
    const coefficients = penalized(centred, alpha);
    if (coefficients === null) {
      throw new PicklejarError("TRAIN_DATA", {
        className: this.className,
        reason: "its columns depend on each other, and without a penalty no solution is best",
        advice: "Give an alpha above 0, or use LinearRegression.",
      });
    }
    return (dialect) => [
      ["coef_", coefficientArray(centred, coefficients)],
      ["n_iter_", null],
      ["intercept_", interceptOf(centred, coefficients)],
      ...(since(dialect, "1.9") ? [["solver_", "cholesky"] as const] : []),
    ];
  }
}

/** Outputs × columns; null where the equations have no single solution. */
function penalized(data: CentredData, alpha: number): Float64Array | null {
  const { x, y, rows, columns, outputs } = data;
  // Of XᵀX + αI and XXᵀ + αI the smaller system is solved: both say the same.
  const isWide = columns > rows;
  const size = isWide ? rows : columns;
  const gram = isWide ? rowProducts(x, rows, columns) : columnProducts(x, rows, columns);
  for (let k = 0; k < size; k++) gram[k * size + k] = (gram[k * size + k] ?? 0) + alpha;
  const root = choleskyRoot(gram, size);
  if (root === null) return null;
  const coefficients = new Float64Array(outputs * columns);
  for (let j = 0; j < outputs; j++) {
    const target = Float64Array.from({ length: rows }, (_, i) => y[i * outputs + j] ?? 0);
    const solved = choleskySolve(root, isWide ? target : transposedTimes(x, target, columns));
    coefficients.set(isWide ? transposedTimes(x, solved, columns) : solved, j * columns);
  }
  return coefficients;
}

/** XᵀX, m × m. */
function columnProducts(x: Float64Array, rows: number, columns: number): Float64Array {
  const products = new Float64Array(columns * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const value = x[i * columns + j] ?? 0;
      if (value === 0) continue;
      for (let k = 0; k <= j; k++) {
        const at = j * columns + k;
        products[at] = (products[at] ?? 0) + value * (x[i * columns + k] ?? 0);
      }
    }
  }
  return mirrored(products, columns);
}

/** XXᵀ, n × n. */
function rowProducts(x: Float64Array, rows: number, columns: number): Float64Array {
  const products = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k <= i; k++) {
      let sum = 0;
      for (let j = 0; j < columns; j++)
        sum += (x[i * columns + j] ?? 0) * (x[k * columns + j] ?? 0);
      products[i * rows + k] = sum;
    }
  }
  return mirrored(products, rows);
}

function mirrored(lower: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) lower[k * size + i] = lower[i * size + k] ?? 0;
  }
  return lower;
}

/** Xᵀv, m numbers. */
function transposedTimes(x: Float64Array, vector: Float64Array, columns: number): Float64Array {
  const result = new Float64Array(columns);
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i] ?? 0;
    for (let j = 0; j < columns; j++)
      result[j] = (result[j] ?? 0) + value * (x[i * columns + j] ?? 0);
  }
  return result;
}
