// The columns of a training set as trees split them: each number as its place among the column's distinct numbers, so
// that the samples of a node are sorted by small whole numbers.

import type { Matrix } from "../../estimators/samples.ts";

/** Columns of n samples. */
export interface RankedFeatures {
  readonly rows: number;
  /** For each column n places in `levels`. */
  readonly ranks: readonly Int32Array[];
  /** For each column its distinct numbers, ascending, as float32. */
  readonly levels: readonly Float32Array[];
}

/** @see sklearn/tree/_classes.py `_fit`: X becomes float32 */
export function rankedFeatures({ data, rows, columns }: Matrix): RankedFeatures {
  const ranks: Int32Array[] = [];
  const levels: Float32Array[] = [];
  const column = new Float32Array(rows);
  for (let j = 0; j < columns; j++) {
    // Adding 0 makes −0 a 0: they are equal, and sorted apart.
    for (let i = 0; i < rows; i++) column[i] = (data[i * columns + j] ?? 0) + 0;
    const distinct = distinctNumbers(column);
    levels.push(distinct);
    ranks.push(Int32Array.from(column, (value) => rankOf(distinct, value)));
  }
  return { rows, ranks, levels };
}

function distinctNumbers(column: Float32Array): Float32Array {
  const sorted = column.slice().sort();
  return sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
}

function rankOf(levels: Float32Array, value: number): number {
  let low = 0;
  let high = levels.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((levels[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
