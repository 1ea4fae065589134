// Samples as trees see them: rows of float32.

import { checkWidth, denseMatrix, type NumberRule, notFinite, wrongKind } from "../inputs.ts";
import type { Matrix, Samples, SparseMatrix } from "../samples.ts";
import type { RowSource } from "./row-blocks.ts";

/**
 * Samples rounded to float32, as scikit-learn does before it compares. Every number is checked when it is written.
 *
 * @throws INPUT_WIDTH, INPUT_KIND; when they are written INPUT_NOT_FINITE, also for numbers beyond the float32 range
 *   (±3.4e38), and for NaN in sparse samples
 */
export function singleRows(samples: Samples, rule: NumberRule): RowSource {
  if (samples.kind === "sparse") {
    const checked = checkedSparse(samples, rule);
    return {
      count: checked.rows,
      fill: (start, count, to) => fillSparse(checked, start, count, to, rule),
    };
  }
  const matrix = denseMatrix(samples, rule);
  return {
    count: matrix.rows,
    doubles: matrix.data,
    fill: (start, count, to) => fillDense(matrix, start, count, to, rule),
  };
}

/**
 * Samples with every number rounded to float32, for estimators that a tree ensemble asks first.
 *
 * @throws as `singleRows`
 */
export function roundedSamples(samples: Samples, rule: NumberRule): Matrix | SparseMatrix {
  if (samples.kind === "sparse") {
    const checked = checkedSparse(samples, rule);
    return { ...checked, values: checked.values.map((value) => Math.fround(value)) };
  }
  const matrix = denseMatrix(samples, rule);
  const { rows, columns } = matrix;
  const data = new Float64Array(rows * columns);
  fillDense(matrix, 0, rows, data, rule);
  return { kind: "dense", data, rows, columns };
}

function checkedSparse(samples: SparseMatrix, rule: NumberRule): SparseMatrix {
  checkWidth(samples.columns, rule);
  return samples;
}

function fillDense(
  matrix: Matrix,
  start: number,
  count: number,
  to: Float32Array | Float64Array,
  rule: NumberRule,
): void {
  const { data, columns } = matrix;
  const first = start * columns;
  const length = count * columns;
  // Of finite numbers 0: one look at the end is cheaper than a branch for each of them.
  let odd = 0;
  for (let i = 0; i < length; i++) {
    const rounded = Math.fround(data[first + i] ?? 0);
    odd += rounded - rounded;
    to[i] = rounded;
  }
  if (odd !== 0) checkOdd(matrix, first, length, rule);
}

/** @throws INPUT_NOT_FINITE for the first number that the rule does not allow */
function checkOdd(
  { data, columns }: Matrix,
  first: number,
  length: number,
  rule: NumberRule,
): void {
  const missing = rule.inputs.allowsMissing;
  const infinite = rule.allowsInfinite === true;
  if (missing && infinite) return;
  for (let at = first; at < first + length; at++) {
    const value = data[at] ?? 0;
    if (Math.abs(Math.fround(value)) < Number.POSITIVE_INFINITY) continue;
    if (missing && Number.isNaN(value)) continue;
    throw notFinite(rule, Math.floor(at / columns), at % columns, value);
  }
}

function fillSparse(
  matrix: SparseMatrix,
  start: number,
  count: number,
  to: Float32Array | Float64Array,
  rule: NumberRule,
): void {
  to.fill(0, 0, count * matrix.columns);
  for (let row = 0; row < count; row++) {
    const end = matrix.indptr[start + row + 1] ?? 0;
    for (let i = matrix.indptr[start + row] ?? 0; i < end; i++) {
      const column = matrix.indices[i] ?? -1;
      const rounded = Math.fround(matrix.values[i] ?? 0);
      if (column < 0 || column >= matrix.columns) {
        throw wrongKind(rule, `column numbers under ${matrix.columns}`, String(column));
      }
      if (rounded - rounded !== 0) {
        throw notFinite(rule, start + row, column, matrix.values[i] ?? 0);
      }
      to[row * matrix.columns + column] = rounded;
    }
  }
}
