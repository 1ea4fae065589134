// Samples as trees see them: rows of float32, in blocks that stay in the processor's cache.

import { checkWidth, denseMatrix, type NumberRule, notFinite, wrongKind } from "../inputs.ts";
import type { Matrix, Samples, SparseMatrix } from "../samples.ts";

/** Some rows of the samples. */
export interface RowBlock {
  /** Number of the first row. */
  readonly start: number;
  readonly count: number;
  /** count × features; reused for the next block. */
  readonly rows: Float32Array;
}

/** Deep trees need many rows at once, to be loaded once for all of them. */
const blockRows = 16_384;
const blockNumbers = 2 ** 20;

/**
 * Samples block by block, rounded to float32 as scikit-learn does before it compares.
 *
 * @throws INPUT_WIDTH, INPUT_KIND; INPUT_NOT_FINITE also for numbers beyond the float32 range (±3.4e38), and
 *   for NaN in sparse samples
 */
export function* singleRows(samples: Samples, rule: NumberRule): Generator<RowBlock> {
  const source =
    samples.kind === "sparse" ? checkedSparse(samples, rule) : denseMatrix(samples, rule);
  const { rows: total, columns } = source;
  const size = Math.min(
    total,
    blockRows,
    Math.max(1, Math.floor(blockNumbers / Math.max(columns, 1))),
  );
  const rows = new Float32Array(size * columns);
  for (let start = 0; start < total; start += size) {
    const count = Math.min(size, total - start);
    if (source.kind === "dense") fillDense(source, start, count, rows, rule);
    else fillSparse(source, start, count, rows, rule);
    yield { start, count, rows };
  }
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
  for (const block of singleRows(matrix, rule)) {
    data.set(block.rows.subarray(0, block.count * columns), block.start * columns);
  }
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
  rows: Float32Array,
  rule: NumberRule,
): void {
  const first = start * matrix.columns;
  const length = count * matrix.columns;
  const missing = rule.inputs.allowsMissing;
  const infinite = rule.allowsInfinite === true;
  for (let i = 0; i < length; i++) {
    const value = matrix.data[first + i] ?? 0;
    const rounded = Math.fround(value);
    if (rounded - rounded !== 0 && !(missing && (infinite || Number.isNaN(value)))) {
      const at = first + i;
      throw notFinite(rule, Math.floor(at / matrix.columns), at % matrix.columns, value);
    }
    rows[i] = rounded;
  }
}

function fillSparse(
  matrix: SparseMatrix,
  start: number,
  count: number,
  rows: Float32Array,
  rule: NumberRule,
): void {
  rows.fill(0);
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
      rows[row * matrix.columns + column] = rounded;
    }
  }
}
