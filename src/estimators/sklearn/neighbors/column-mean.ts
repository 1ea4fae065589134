// Means of some training targets, added up in numpy's order: a single column by pairs, several columns row
// after row, float32 numbers as float32.

import { pairwiseSum } from "../../summation.ts";
import type { NumberTargets } from "./targets.ts";

/** The mean of one output over these points; NaN without any. @see numpy `mean` */
export function columnMean(
  { values, outputs, isSingle }: NumberTargets,
  points: Int32Array,
  output: number,
): number {
  const column = Float64Array.from(points, (point) => values[point * outputs + output] ?? 0);
  if (isSingle) return Math.fround(singleSum(column) / column.length);
  return (outputs === 1 ? pairwiseSum(column, 0, column.length) : sum(column)) / column.length;
}

/** One after the other. */
export function sum(column: Float64Array): number {
  let total = 0;
  for (const value of column) total += value;
  return total;
}

/** numpy pairs these too, from eight on: the last digit of a float32 may differ then. */
function singleSum(column: Float64Array): number {
  let total = 0;
  for (const value of column) total = Math.fround(total + value);
  return total;
}
