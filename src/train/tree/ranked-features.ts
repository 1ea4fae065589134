// The columns of a training set as trees split them: each number as its place among the column's distinct numbers, so
// that the samples of a node are sorted by small whole numbers.

import { PicklejarError } from "../../errors.ts";
import type { Matrix } from "../../estimators/samples.ts";

/** Columns of n samples. */
export interface RankedFeatures {
  readonly rows: number;
  /** For each column n places in `levels`. */
  readonly ranks: readonly Int32Array[];
  /** For each column its distinct numbers, ascending, as float32. */
  readonly levels: readonly Float32Array[];
}

/**
 * @throws TRAIN_DATA for a number that float32 cannot hold
 * @see sklearn/tree/_classes.py `_fit`: X becomes float32
 */
export function rankedFeatures({ data, rows, columns }: Matrix, className: string): RankedFeatures {
  const ranks: Int32Array[] = [];
  const levels: Float32Array[] = [];
  const column = new Float32Array(rows);
  for (let j = 0; j < columns; j++) {
    // Adding 0 makes −0 a 0: they are equal, and sorted apart.
    for (let i = 0; i < rows; i++) column[i] = (data[i * columns + j] ?? 0) + 0;
    const distinct = distinctNumbers(column);
    checkRange(distinct, j, className);
    levels.push(distinct);
    const ranked = new Int32Array(rows);
    for (let i = 0; i < rows; i++) ranked[i] = rankUpTo(distinct, column[i] ?? 0);
    ranks.push(ranked);
  }
  return { rows, ranks, levels };
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

function checkRange(levels: Float32Array, column: number, className: string): void {
  if (Number.isFinite(levels[0]) && Number.isFinite(levels.at(-1))) return;
  throw new PicklejarError("TRAIN_DATA", {
    className,
    reason: `column ${column} has a number above 3.4e38`,
    advice: "Trees learn from float32 numbers: scale the column first.",
  });
}

/** The place of the last number that is not above a value. */
export function rankUpTo(levels: Float32Array, value: number): number {
  let low = 0;
  let high = levels.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((levels[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
