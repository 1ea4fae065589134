// Where the engine's rows come from, and how many go through a tree before the next tree does.

import type { Ensemble } from "./ensemble.ts";
import { smallTree } from "./tree-table.ts";

/** Rows as the trees of an ensemble ask for them. */
export interface RowSource {
  readonly count: number;
  /**
   * Writes some rows: `count` × `columns` numbers from the array's beginning. What is not a float32 is rounded by
   * what is written to, where the ensemble's form is "keys".
   *
   * @throws what the rows are refused with
   */
  fill(start: number, count: number, to: Float32Array | Float64Array): void;
  /** `count` × `columns` numbers, where `fill` does no more than to round those of them that are finite. */
  readonly doubles?: Float64Array;
}

/** For trees that stay in the first cache; larger ones need many rows to be worth their loading. */
const fewRows = 2048;
/** The most rows of a block. */
export const manyRows = 16_384;

/** Numbers of rows, or sums, that stay in the second cache beside a small tree. */
const nearNumbers = 2 ** 17;
/** And the most that are worth it beside a large one. */
const mostNumbers = 2 ** 20;

/** @param count  rows there are, at least 1 */
export function blockRows(
  { largest, columns, outputs }: Pick<Ensemble, "largest" | "columns" | "outputs">,
  count: number,
): number {
  const isSmall = largest <= smallTree;
  const wanted = isSmall ? fewRows : manyRows;
  const numbers = isSmall ? nearNumbers : mostNumbers;
  const fitting = Math.max(1, Math.floor(numbers / Math.max(columns, outputs, 1)));
  return Math.min(count, wanted, fitting);
}
