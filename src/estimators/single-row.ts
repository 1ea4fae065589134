// One row alone, as a request of one record brings it: answered without a matrix for every step. Whatever is unusual in
// a row is left to the methods for many rows, which say what is wrong with it.

import type { ChangeCell } from "./changed-cells.ts";
import type { Cell } from "./samples.ts";

/** The values of a row in training order; null and NaN = missing. */
export type Row = ArrayLike<Cell>;

/** What `predict` and `predictProba` give for one row. */
export interface RowAnswer {
  readonly value: Cell;
  /** One per class, in the order of `classes_`, valid until the next row; null where the estimator has no `predictProba`. */
  readonly probabilities: ArrayLike<number> | null;
}

/** The methods of an estimator for one row. They give the very numbers that the methods for many rows give. */
export interface SingleRow {
  /** Whether `transform` gives a sparse matrix. */
  readonly givesSparse?: boolean;
  /** Whether sparse rows get the same numbers as dense ones. */
  readonly takesSparse?: boolean;
  /** Writes what `transform` gives, from `at` on. False where only `transform` itself can tell. */
  readonly transform?: (row: Row, out: Float64Array, at: number) => boolean;
  /** Null where only `predict` and `predictProba` themselves can tell. */
  readonly predict?: (row: Row) => RowAnswer | null;
}

/** More columns than this between two steps are not worth the memory that is kept for them. */
const maxWidth = 2 ** 16;

/** A step of a pipeline: null gives what it takes. */
type Step = {
  readonly single?: SingleRow;
  readonly transformWidth?: number;
  readonly changeCell?: ChangeCell;
} | null;

/** What a step makes of a row; null where only `transform` can tell. */
type Stage = (row: Row) => Row | null;

/** Steps one after the other as one; undefined where one of them cannot answer for one row. */
export function singleInSteps(steps: readonly Step[]): SingleRow | undefined {
  const chain = steps.filter((step) => step !== null);
  const last = chain.pop();
  if (last?.single === undefined) return undefined;
  const stages: Stage[] = [];
  let isSparse = false;
  for (const { single, transformWidth = maxWidth + 1, changeCell } of chain) {
    if (transformWidth > maxWidth) return undefined;
    if (isSparse && (changeCell !== undefined || single?.takesSparse !== true)) return undefined;
    if (changeCell !== undefined) stages.push(changing(changeCell, transformWidth));
    else if (single?.transform !== undefined)
      stages.push(writing(single.transform, transformWidth));
    else return undefined;
    isSparse = changeCell === undefined && single?.givesSparse === true;
  }
  const { takesSparse, givesSparse = false, transform, predict } = last.single;
  if (isSparse && takesSparse !== true) return undefined;
  const prepared = (row: Row): Row | null => {
    let given: Row | null = row;
    for (let i = 0; given !== null && i < stages.length; i++) given = stages[i]?.(given) ?? null;
    return given;
  };
  return {
    givesSparse,
    ...(transform && {
      transform: (row, out, at) => {
        const given = prepared(row);
        return given !== null && transform(given, out, at);
      },
    }),
    ...(predict && {
      predict: (row) => {
        const given = prepared(row);
        return given === null ? null : predict(given);
      },
    }),
  };
}

function writing(transform: Required<SingleRow>["transform"], width: number): Stage {
  const out = new Float64Array(width);
  return (row) => (transform(row, out, 0) ? out : null);
}

function changing(change: ChangeCell, width: number): Stage {
  const out = new Array<Cell>(width).fill(null);
  return (row) => {
    if (row.length !== width) return null;
    for (let j = 0; j < width; j++) {
      const value = change(row[j], j);
      if (value === undefined) return null;
      out[j] = value;
    }
    return out;
  };
}

/** Whether a value is a finite number. */
export function isFiniteNumber(value: Cell | undefined): value is number {
  return typeof value === "number" && value - value === 0;
}
