// Sums over two sparse rows at once, as kernels and distances need them: both are walked together in the
// order of their columns, so that no row is ever made dense.

import type { CompressedRows } from "../objects/sparse-rows.ts";
import type { Matrix, SparseMatrix } from "./samples.ts";

/** One row, its columns rising. */
export interface SparseRow {
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** A sum over a row x and row j of y, whose columns rise too; a column that one of them lacks is 0 there. */
export type PairSum = (x: SparseRow, y: CompressedRows, j: number) => number;

/** Σ x·y. */
export const pairDot: PairSum = ({ columns, values }, y, j) => {
  let sum = 0;
  let a = 0;
  let b = y.indptr[j] ?? 0;
  const end = y.indptr[j + 1] ?? 0;
  while (a < columns.length && b < end) {
    const left = columns[a] ?? 0;
    const right = y.indices[b] ?? 0;
    if (left === right) sum += (values[a++] ?? 0) * (y.values[b++] ?? 0);
    else if (left > right) b++;
    else a++;
  }
  return sum;
};

/** Σ (x − y)². */
export const pairSquares: PairSum = (x, y, j) => unionSum(x, y, j, true);

/** Σ |x − y|. */
export const pairManhattan: PairSum = (x, y, j) => unionSum(x, y, j, false);

function unionSum(
  { columns, values }: SparseRow,
  y: CompressedRows,
  j: number,
  isSquared: boolean,
): number {
  let sum = 0;
  let a = 0;
  let b = y.indptr[j] ?? 0;
  const end = y.indptr[j + 1] ?? 0;
  while (a < columns.length || b < end) {
    const left = columns[a] ?? Infinity;
    const right = b < end ? (y.indices[b] ?? 0) : Infinity;
    const gap =
      (left <= right ? (values[a++] ?? 0) : 0) - (right <= left ? (y.values[b++] ?? 0) : 0);
    sum += isSquared ? gap * gap : Math.abs(gap);
  }
  return sum;
}

/** Row i of samples as a sparse row without zeros that are not stored. */
export function sparseRow(x: Matrix | SparseMatrix, i: number): SparseRow {
  if (x.kind === "dense") return rowOfDense(x.data.subarray(i * x.columns, (i + 1) * x.columns));
  const columns = x.indices.subarray(x.indptr[i], x.indptr[i + 1]);
  const values = x.values.subarray(x.indptr[i], x.indptr[i + 1]);
  return rises(columns) ? { columns, values } : sortedRow(columns, values);
}

function rowOfDense(row: Float64Array): SparseRow {
  const columns: number[] = [];
  for (let j = 0; j < row.length; j++) if (row[j] !== 0) columns.push(j);
  return {
    columns: Int32Array.from(columns),
    values: Float64Array.from(columns, (j) => row[j] ?? 0),
  };
}

/** The same rows with rising columns, what is stored twice added up; the matrix itself where they rise. */
export function risingRows(matrix: CompressedRows): CompressedRows {
  const { rows, indptr } = matrix;
  const row = (i: number) => matrix.indices.subarray(indptr[i], indptr[i + 1]);
  let i = 0;
  while (i < rows && rises(row(i))) i++;
  if (i === rows) return matrix;
  const indices = new Int32Array(matrix.indices.length);
  const values = new Float64Array(matrix.indices.length);
  const ends = new Int32Array(rows + 1);
  for (let k = 0, end = 0; k < rows; k++) {
    const sorted = sortedRow(row(k), matrix.values.subarray(indptr[k], indptr[k + 1]));
    indices.set(sorted.columns, end);
    values.set(sorted.values, end);
    end += sorted.columns.length;
    ends[k + 1] = end;
  }
  return { ...matrix, indptr: ends, indices, values };
}

function rises(columns: Int32Array): boolean {
  for (let k = 1; k < columns.length; k++) {
    if ((columns[k] ?? 0) <= (columns[k - 1] ?? 0)) return false;
  }
  return true;
}

function sortedRow(columns: Int32Array, values: Float64Array): SparseRow {
  const order = Int32Array.from(columns.keys());
  order.sort((a, b) => (columns[a] ?? 0) - (columns[b] ?? 0) || a - b);
  const sortedColumns: number[] = [];
  const sums: number[] = [];
  for (const k of order) {
    const column = columns[k] ?? 0;
    const value = values[k] ?? 0;
    if (sortedColumns.at(-1) === column) sums.push((sums.pop() ?? 0) + value);
    else {
      sortedColumns.push(column);
      sums.push(value);
    }
  }
  return { columns: Int32Array.from(sortedColumns), values: Float64Array.from(sums) };
}
