// Arithmetic column by column, as scalers do it: into new arrays, the samples stay as they are.

import { floatMatrix } from "./results.ts";
import type { ArrayResult, Matrix, SparseMatrix } from "./samples.ts";

/** Each number replaced by a function of itself and its column. */
export function mapColumns(
  { data, rows, columns }: Matrix,
  change: (value: number, column: number) => number,
): ArrayResult {
  const changed = new Float64Array(data.length);
  for (let start = 0; start < data.length; start += columns) {
    for (let j = 0; j < columns; j++) changed[start + j] = change(data[start + j] ?? 0, j);
  }
  return floatMatrix(changed, rows, columns);
}

/** As `mapColumns`, for the numbers that are stored; the zeros stay zeros. */
export function mapStored(
  matrix: SparseMatrix,
  change: (value: number, column: number) => number,
): SparseMatrix {
  const values = matrix.values.map((value, i) => change(value, matrix.indices[i] ?? 0));
  return { ...matrix, values };
}
