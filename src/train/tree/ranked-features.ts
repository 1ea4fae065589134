// The columns of a training set as trees split them: each number as its place among the column's distinct numbers, so
// that the samples of a node are sorted by small whole numbers.

import type { Matrix } from "../../estimators/samples.ts";
import { NumberSorter } from "../number-sort.ts";
import { writeColumn } from "./float-numbers.ts";

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
  const column = new Float64Array(rows);
  const distinct = new Float32Array(rows);
  const sorter = new NumberSorter(rows);
  for (let j = 0; j < columns; j++) {
    writeColumn(matrix, j, column, className);
    const order = sorter.order(column, rows);
    const ranked = new Int32Array(rows);
    let rank = -1;
    for (let k = 0; k < rows; k++) {
      const i = order[k] ?? 0;
      const value = column[i] ?? 0;
      if (rank < 0 || value !== distinct[rank]) distinct[++rank] = value;
      ranked[i] = rank;
    }
    ranks.push(ranked);
    levels.push(distinct.slice(0, rank + 1));
  }
  return { ranks, levels };
}
