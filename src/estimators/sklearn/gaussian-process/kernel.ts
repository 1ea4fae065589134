// A kernel of a Gaussian process: how alike two rows are. Kernels are sums, products and powers of kernels, so
// each is asked for one row against all training rows.

import type { Matrix } from "../../samples.ts";

/** Writes one number for each point into `values`. */
export type RowComparison = (row: Float64Array, values: Float64Array) => void;

export interface ProcessKernel {
  /** A row with each of these points, as of two sets: without the noise that a row has with itself. */
  against(points: Matrix): RowComparison;
  /** A row with itself, noise included (`diag`). */
  own(row: Float64Array): number;
}

/** Every row with every other one of the same set, noise on the diagonal: n × n. */
export function kernelWithin(kernel: ProcessKernel, points: Matrix): Float64Array {
  const { rows, columns } = points;
  const compare = kernel.against(points);
  const square = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    const row = points.data.subarray(i * columns, (i + 1) * columns);
    compare(row, square.subarray(i * rows, (i + 1) * rows));
    square[i * rows + i] = kernel.own(row);
  }
  return square;
}
