// Samples as XGBoost sees them: rows of float32, with NaN wherever a value is missing.

import { checkWidth, denseMatrix, type NumberRule, notFinite } from "../inputs.ts";
import type { Matrix, Samples, SparseMatrix } from "../samples.ts";
import type { RowSource } from "../trees/row-blocks.ts";

export interface FloatRule extends NumberRule {
  /** A value that stands for a missing one besides NaN, as float32; NaN when there is none. */
  readonly missingValue: number;
  /** Whether infinite values are taken, as `inplace_predict` does and `DMatrix` does not. */
  readonly infinite: boolean;
}

type Numbers = Float32Array | Float64Array;

/**
 * Samples row by row. What a sparse matrix does not store is missing, and not 0.
 *
 * @throws INPUT_WIDTH, INPUT_KIND; when they are written INPUT_NOT_FINITE for numbers beyond the float32 range
 *   (±3.4e38), where they are not taken
 */
export function floatRows(samples: Samples, rule: FloatRule): RowSource {
  if (samples.kind === "sparse") {
    checkWidth(samples.columns, rule);
    return {
      count: samples.rows,
      fill: (start, count, to) => fillSparse(samples, start, count, to, rule),
    };
  }
  const matrix = denseMatrix(samples, rule);
  return {
    count: matrix.rows,
    ...(Number.isNaN(rule.missingValue) && { doubles: matrix.data }),
    fill: (start, count, to) => fillDense(matrix, start, count, to, rule),
  };
}

function fillDense(
  matrix: Matrix,
  start: number,
  count: number,
  to: Numbers,
  rule: FloatRule,
): void {
  const { data, columns } = matrix;
  const { missingValue } = rule;
  const first = start * columns;
  const length = count * columns;
  let odd = false;
  for (let i = 0; i < length; i++) {
    const value = Math.fround(data[first + i] ?? 0);
    to[i] = value;
    // Only NaN and the infinities differ from 0 when taken from themselves.
    if (value - value !== 0 || value === missingValue) odd = true;
  }
  if (odd) markMissing(to.subarray(0, length), start, columns, rule);
}

function fillSparse(
  matrix: SparseMatrix,
  start: number,
  count: number,
  to: Numbers,
  rule: FloatRule,
): void {
  const { indptr, indices, values, columns } = matrix;
  const rows = to.subarray(0, count * columns);
  rows.fill(Number.NaN);
  for (let row = 0, at = 0; at < rows.length; row++, at += columns) {
    const end = indptr[start + row + 1] ?? 0;
    for (let i = indptr[start + row] ?? 0; i < end; i++) {
      const column = indices[i] ?? -1;
      if (column >= 0 && column < columns) rows[at + column] = Math.fround(values[i] ?? 0);
    }
  }
  markMissing(rows, start, columns, rule);
}

/** Writes NaN over the value that stands for it. @throws INPUT_NOT_FINITE */
function markMissing(rows: Numbers, start: number, columns: number, rule: FloatRule): void {
  for (let i = 0; i < rows.length; i++) {
    const value = rows[i] ?? 0;
    if (value === rule.missingValue) rows[i] = Number.NaN;
    else if (!rule.infinite && (value === Infinity || value === -Infinity)) {
      throw notFinite(rule, start + Math.floor(i / columns), i % columns, value);
    }
  }
}
