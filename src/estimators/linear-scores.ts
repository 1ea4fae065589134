// Rows times coefficients plus intercepts: what every linear model computes first.

import type { Matrix, SparseMatrix } from "./samples.ts";
import { isFiniteNumber, type Row } from "./single-row.ts";

/** Coefficients of one or more outputs. */
export interface LinearMap {
  /** outputs × features, row-major. */
  readonly coefficients: Float64Array;
  /** One number per output. */
  readonly intercepts: Float64Array;
  readonly features: number;
}

/**
 * Scores of every row for every output.
 *
 * @param x  n × features
 * @returns  n × outputs, row-major
 */
export function linearScores(x: Matrix | SparseMatrix, map: LinearMap): Float64Array {
  return x.kind === "dense" ? denseScores(x, map) : sparseScores(x, map);
}

/** The score of one row for output k; null where the row is not as many finite numbers as there are features. */
export function rowScore(
  row: Row,
  { coefficients, intercepts, features }: LinearMap,
  k: number,
): number | null {
  if (row.length !== features) return null;
  const offset = k * features;
  let sum = 0;
  for (let j = 0; j < features; j++) {
    const value = row[j];
    if (!isFiniteNumber(value)) return null;
    sum += value * (coefficients[offset + j] ?? 0);
  }
  return sum + (intercepts[k] ?? 0);
}

function denseScores(x: Matrix, { coefficients, intercepts, features }: LinearMap): Float64Array {
  const outputs = intercepts.length;
  const scores = new Float64Array(x.rows * outputs);
  for (let row = 0; row < x.rows; row++) {
    const start = row * features;
    for (let k = 0; k < outputs; k++) {
      const offset = k * features;
      let sum = 0;
      for (let j = 0; j < features; j++) {
        sum += (x.data[start + j] ?? 0) * (coefficients[offset + j] ?? 0);
      }
      scores[row * outputs + k] = sum + (intercepts[k] ?? 0);
    }
  }
  return scores;
}

function sparseScores(
  x: SparseMatrix,
  { coefficients, intercepts, features }: LinearMap,
): Float64Array {
  const outputs = intercepts.length;
  const scores = new Float64Array(x.rows * outputs);
  for (let row = 0; row < x.rows; row++) {
    const start = x.indptr[row] ?? 0;
    const end = x.indptr[row + 1] ?? 0;
    for (let k = 0; k < outputs; k++) {
      const offset = k * features;
      let sum = 0;
      for (let i = start; i < end; i++) {
        sum += (x.values[i] ?? 0) * (coefficients[offset + (x.indices[i] ?? 0)] ?? 0);
      }
      scores[row * outputs + k] = sum + (intercepts[k] ?? 0);
    }
  }
  return scores;
}
