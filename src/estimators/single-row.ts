// One row alone, as a request of one record brings it: answered without a matrix for every step. Whatever is unusual in
// a row is left to the methods for many rows, which say what is wrong with it.

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
type Step = { readonly single?: SingleRow; readonly transformWidth?: number } | null;

/** Steps one after the other as one; undefined where one of them cannot answer for one row. */
export function singleInSteps(steps: readonly Step[]): SingleRow | undefined {
  const chain = steps.filter((step) => step !== null);
  const last = chain.pop();
  if (last?.single === undefined) return undefined;
  const transforms: Required<SingleRow>["transform"][] = [];
  const rows: Float64Array[] = [];
  let isSparse = false;
  for (const { single, transformWidth = maxWidth + 1 } of chain) {
    if (single?.transform === undefined || transformWidth > maxWidth) return undefined;
    if (isSparse && single.takesSparse !== true) return undefined;
    transforms.push(single.transform);
    rows.push(new Float64Array(transformWidth));
    isSparse = single.givesSparse === true;
  }
  const { takesSparse, givesSparse = false, transform, predict } = last.single;
  if (isSparse && takesSparse !== true) return undefined;
  const prepared = (row: Row): Row | null => {
    let given = row;
    for (let i = 0; i < transforms.length; i++) {
      const out = rows[i];
      const step = transforms[i];
      if (out === undefined || step === undefined || !step(given, out, 0)) return null;
      given = out;
    }
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

/** Whether a value is a finite number. */
export function isFiniteNumber(value: Cell | undefined): value is number {
  return typeof value === "number" && value - value === 0;
}
