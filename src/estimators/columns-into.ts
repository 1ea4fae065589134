// Answers of transformers written where they end up: some columns of a wider matrix, without one of their own.

import type { Cell } from "./samples.ts";

/** Some columns of a matrix, which are all 0. */
export interface ColumnTarget {
  /** rows × width, row-major. */
  readonly data: Float64Array;
  readonly rows: number;
  readonly width: number;
  /** The first column that is meant. */
  readonly start: number;
}

/**
 * Writes what a transformer gives for these columns. False where only `transform` can tell, or refuses them: then
 * nothing counts of what was written.
 */
export type WriteColumns = (
  columns: readonly (Float64Array | readonly Cell[])[],
  target: ColumnTarget,
) => boolean;

/** Columns of numbers as they are. */
export const writeNumbers: WriteColumns = (columns, { data, rows, width, start }) => {
  for (let j = 0; j < columns.length; j++) {
    const column = columns[j];
    if (!(column instanceof Float64Array) || column.length !== rows) return false;
    for (let row = 0, at = start + j; row < rows; row++, at += width) data[at] = column[row] ?? 0;
  }
  return true;
};
