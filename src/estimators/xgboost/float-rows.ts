// Samples as XGBoost sees them: rows of float32 in blocks, with NaN wherever a value is missing.

import { checkWidth, denseMatrix, type NumberRule, notFinite } from "../inputs.ts";
import { type Matrix, type Samples, type SparseMatrix, sampleCount } from "../samples.ts";

/** Some rows of the samples. */
export interface FloatBlock {
  /** Number of the first row. */
  readonly start: number;
  /** count × features; reused for the next block. */
  readonly rows: Float32Array;
}

export interface FloatRule extends NumberRule {
  /** A value that stands for a missing one besides NaN, as float32; NaN when there is none. */
  readonly missingValue: number;
  /** Whether infinite values are taken, as `inplace_predict` does and `DMatrix` does not. */
  readonly infinite: boolean;
}

/** Small enough to stay in the cache of the processor with the trees. */
const blockNumbers = 2 ** 16;
const mostRows = 2048;

/**
 * Samples block by block. What a sparse matrix does not store is missing, and not 0.
 *
 * @throws INPUT_WIDTH, INPUT_KIND; INPUT_NOT_FINITE for numbers beyond the float32 range (±3.4e38), where they
 *   are not taken
 */
export function* floatRows(samples: Samples, rule: FloatRule): Generator<FloatBlock> {
  const sparse = samples.kind === "sparse";
  if (sparse) checkWidth(samples.columns, rule);
  const source = sparse ? samples : denseMatrix(samples, rule);
  const { columns } = source;
  const total = sampleCount(source);
  const fitting = Math.max(1, Math.floor(blockNumbers / Math.max(columns, 1)));
  const size = Math.min(total, mostRows, fitting);
  const all = new Float32Array(size * columns);
  for (let start = 0; start < total; start += size) {
    const count = Math.min(size, total - start);
    const rows = count === size ? all : all.subarray(0, count * columns);
    if (source.kind === "sparse") fillSparse(source, start, rows, rule);
    else fillDense(source, start, rows, rule);
    yield { start, rows };
  }
}

function fillDense(matrix: Matrix, start: number, rows: Float32Array, rule: FloatRule): void {
  const { data, columns } = matrix;
  const { missingValue } = rule;
  const first = start * columns;
  let odd = false;
  for (let i = 0; i < rows.length; i++) {
    const value = Math.fround(data[first + i] ?? 0);
    rows[i] = value;
    // Only NaN and the infinities differ from 0 when taken from themselves.
    if (value - value !== 0 || value === missingValue) odd = true;
  }
  if (odd) markMissing(rows, start, columns, rule);
}

function fillSparse(
  matrix: SparseMatrix,
  start: number,
  rows: Float32Array,
  rule: FloatRule,
): void {
  const { indptr, indices, values, columns } = matrix;
  rows.fill(Number.NaN);
  for (let row = 0, to = 0; to < rows.length; row++, to += columns) {
    const end = indptr[start + row + 1] ?? 0;
    for (let i = indptr[start + row] ?? 0; i < end; i++) {
      const column = indices[i] ?? -1;
      if (column >= 0 && column < columns) rows[to + column] = values[i] ?? 0;
    }
  }
  markMissing(rows, start, columns, rule);
}

/** Writes NaN over the value that stands for it. @throws INPUT_NOT_FINITE */
function markMissing(rows: Float32Array, start: number, columns: number, rule: FloatRule): void {
  for (let i = 0; i < rows.length; i++) {
    const value = rows[i] ?? 0;
    if (value === rule.missingValue) rows[i] = Number.NaN;
    else if (!rule.infinite && (value === Infinity || value === -Infinity)) {
      throw notFinite(rule, start + Math.floor(i / columns), i % columns, value);
    }
  }
}
