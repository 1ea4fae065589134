// The columns of a training set as trees split them: each number as its place among the column's distinct numbers, so
// that the samples of a node are sorted by small whole numbers.

import type { Matrix } from "../../estimators/samples.ts";
import { writeColumn } from "./float-columns.ts";

/** Columns of n samples. */
export interface RankedFeatures {
  /** For each column n places in `levels`. */
  readonly ranks: readonly Int32Array[];
  /** For each column its distinct numbers, ascending, as float32. */
  readonly levels: readonly Float32Array[];
}

/** @throws TRAIN_DATA for a number that float32 cannot hold */
export function rankedFeatures(matrix: Matrix, className: string): RankedFeatures {
  const { rows, columns } = matrix;
  const ranks: Int32Array[] = [];
  const levels: Float32Array[] = [];
  const column = new Float32Array(rows);
  for (let j = 0; j < columns; j++) {
    const distinct = distinctNumbers(writeColumn(matrix, j, column, className));
    levels.push(distinct);
    const ranked = new Int32Array(rows);
    for (let i = 0; i < rows; i++) ranked[i] = rankUpTo(distinct, column[i] ?? 0);
    ranks.push(ranked);
  }
  return { ranks, levels };
}

function distinctNumbers(column: Float32Array): Float32Array {
  const sorted = column.slice().sort();
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i] ?? 0;
    if (i === 0 || value !== sorted[count - 1]) sorted[count++] = value;
  }
  return sorted.slice(0, count);
}

/** The place of the last number that is not above a value. */
function rankUpTo(levels: Float32Array, value: number): number {
  let low = 0;
  let high = levels.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((levels[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
