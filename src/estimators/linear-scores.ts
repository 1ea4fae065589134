// Rows times coefficients plus intercepts: what every linear model computes first.

import { checkFinite, denseMatrix, isAllFinite, type NumberRule, numbers } from "./inputs.ts";
import { PairSums } from "./kernels/pair-sums.ts";
import type { LinearMap } from "./linear-map.ts";
import type { Matrix, Samples, SparseMatrix } from "./samples.ts";
import { knownScores } from "./scored-rows.ts";
import { isFiniteNumber, type Row } from "./single-row.ts";
import { transposed } from "./transposed.ts";

/** The coefficients of more features and outputs than these are not kept a second time. */
const mostTurned = 2 ** 22;

/** By the coefficients that were asked for sparse rows: the same as features × outputs. */
const turned = new WeakMap<Float64Array, Float64Array>();

/**
 * Scores of every row for every output.
 *
 * @param x  n × features
 * @returns  n × outputs, row-major
 */
export function linearScores(x: Matrix | SparseMatrix, map: LinearMap): Float64Array {
  return x.kind === "dense" ? denseScores(x, map) : sparseScores(x, map);
}

/**
 * The scores of samples that are checked: a number that is not finite makes a score that is not, so that only then all
 * of them must be looked at.
 *
 * @throws INPUT_WIDTH, INPUT_KIND, INPUT_NOT_FINITE
 */
export function checkedScores(samples: Samples, rule: NumberRule, map: LinearMap): Float64Array {
  const known = knownScores(samples, map);
  if (known !== null) return known;
  if (samples.kind === "sparse") return linearScores(numbers(samples, rule), map);
  const x = denseMatrix(samples, rule);
  const scores = linearScores(x, map);
  if (!isAllFinite(scores)) checkFinite(x.data, x.columns, rule);
  return scores;
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

/** A kernel's copy of the coefficients is worth it from so many outputs on, and so many rows or coefficients. */
const leastOutputs = 8;
const leastRows = 4;
const leastCoefficients = 4096;

/** By the coefficients that were asked for many rows: the same as kernels read them. */
const laid = new WeakMap<Float64Array, { readonly pairs: PairSums; readonly features: number }>();

function denseScores(x: Matrix, map: LinearMap): Float64Array {
  const { length } = map.coefficients;
  const isMany = x.rows >= leastRows || length >= leastCoefficients;
  const isLarge = map.intercepts.length >= leastOutputs && length <= mostTurned;
  return isLarge && isMany ? kernelScores(x, map) : rowScores(x, map);
}

/** Every row with the coefficients of every output: the same sums, to the same bits. */
function kernelScores({ data, rows }: Matrix, map: LinearMap): Float64Array {
  const { coefficients, intercepts, features } = map;
  const outputs = intercepts.length;
  let known = laid.get(coefficients);
  if (known?.features !== features) {
    const points = { kind: "dense", data: coefficients, rows: outputs, columns: features } as const;
    known = { pairs: new PairSums(points), features };
    laid.set(coefficients, known);
  }
  const scores = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    const sums = known.pairs.add("dots", data, row * features);
    for (let k = 0, at = row * outputs; k < outputs; k++) {
      scores[at + k] = (sums[k] ?? 0) + (intercepts[k] ?? 0);
    }
  }
  return scores;
}

/** Four rows at once, so that no sum waits for another; each runs from the first feature to the last. */
function rowScores({ data, rows }: Matrix, map: LinearMap): Float64Array {
  const { coefficients, intercepts, features } = map;
  const outputs = intercepts.length;
  const scores = new Float64Array(rows * outputs);
  const whole = rows - (rows % 4);
  for (let row = 0, first = 0; row < whole; row += 4, first += 4 * features) {
    const second = first + features;
    const third = second + features;
    const fourth = third + features;
    for (let k = 0, offset = 0; k < outputs; k++, offset += features) {
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let j = 0; j < features; j++) {
        const coefficient = coefficients[offset + j] ?? 0;
        a += (data[first + j] ?? 0) * coefficient;
        b += (data[second + j] ?? 0) * coefficient;
        c += (data[third + j] ?? 0) * coefficient;
        d += (data[fourth + j] ?? 0) * coefficient;
      }
      const intercept = intercepts[k] ?? 0;
      const at = row * outputs + k;
      scores[at] = a + intercept;
      scores[at + outputs] = b + intercept;
      scores[at + 2 * outputs] = c + intercept;
      scores[at + 3 * outputs] = d + intercept;
    }
  }
  for (let row = whole; row < rows; row++) {
    for (let k = 0; k < outputs; k++) {
      let sum = 0;
      for (let j = 0; j < features; j++) {
        sum += (data[row * features + j] ?? 0) * (coefficients[k * features + j] ?? 0);
      }
      scores[row * outputs + k] = sum + (intercepts[k] ?? 0);
    }
  }
  return scores;
}

function sparseScores(x: SparseMatrix, map: LinearMap): Float64Array {
  const { coefficients, intercepts, features } = map;
  const outputs = intercepts.length;
  if (outputs > 1 && coefficients.length <= mostTurned) return scoresByFeature(x, map);
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

/** The same sums, to the same bits: what a feature adds to all outputs lies together in memory. */
function scoresByFeature(x: SparseMatrix, map: LinearMap): Float64Array {
  const { coefficients, intercepts, features } = map;
  const outputs = intercepts.length;
  const byFeature = turned.get(coefficients) ?? transposed(coefficients, outputs, features);
  turned.set(coefficients, byFeature);
  const scores = new Float64Array(x.rows * outputs);
  if (outputs === 2) {
    addPairs(x, byFeature, intercepts, scores);
    return scores;
  }
  for (let row = 0, start = 0; row < x.rows; row++, start += outputs) {
    const end = x.indptr[row + 1] ?? 0;
    for (let i = x.indptr[row] ?? 0; i < end; i++) {
      const value = x.values[i] ?? 0;
      const first = (x.indices[i] ?? 0) * outputs;
      for (let k = 0; k < outputs; k++) {
        scores[start + k] = (scores[start + k] ?? 0) + value * (byFeature[first + k] ?? 0);
      }
    }
    for (let k = 0; k < outputs; k++) {
      scores[start + k] = (scores[start + k] ?? 0) + (intercepts[k] ?? 0);
    }
  }
  return scores;
}

/** The same of two outputs, whose sums need not be stored before they are whole. */
function addPairs(
  x: SparseMatrix,
  byFeature: Float64Array,
  intercepts: Float64Array,
  scores: Float64Array,
): void {
  const { rows, indptr, indices, values } = x;
  const [first = 0, second = 0] = intercepts;
  for (let row = 0; row < rows; row++) {
    const end = indptr[row + 1] ?? 0;
    let a = 0;
    let b = 0;
    for (let i = indptr[row] ?? 0; i < end; i++) {
      const value = values[i] ?? 0;
      const at = 2 * (indices[i] ?? 0);
      a += value * (byFeature[at] ?? 0);
      b += value * (byFeature[at + 1] ?? 0);
    }
    scores[2 * row] = a + first;
    scores[2 * row + 1] = b + second;
  }
}
