// Linear scores of what transformers give, without the matrix of it: each column is multiplied by its coefficients and
// added to the sums of all rows as it is made.
//
// The sums are those of `linearScores`, to the same bits: a sum that begins with 0 never becomes −0, so that a product
// which is 0 can be left out.

import type { LinearMap } from "./linear-map.ts";
import type { Cell } from "./samples.ts";

/** Running sums of the scores of some rows. */
export interface ScoreTarget {
  /** rows × outputs, row-major. */
  readonly scores: Float64Array;
  /** The rows that are meant: from this one on … */
  readonly from: number;
  /** … and before this one. */
  readonly to: number;
  readonly map: LinearMap;
  /** The feature that the first column becomes. */
  readonly start: number;
}

/**
 * Adds what a transformer gives for these columns, feature after feature. False where only `transform` can tell, or
 * refuses them: then nothing counts of what was added.
 */
export type AddScores = (
  columns: readonly (Float64Array | readonly Cell[])[],
  target: ScoreTarget,
) => boolean;

/** Columns of finite numbers as they are. */
export const addNumbers: AddScores = (columns, target) => {
  for (let j = 0; j < columns.length; j++) {
    if (!addScaled(columns[j], { center: 0, scale: 1, feature: target.start + j }, target)) {
      return false;
    }
  }
  return true;
};

/** What becomes of a column: (x − center) / scale, as a feature. */
interface Scaled {
  readonly center: number;
  readonly scale: number;
  readonly feature: number;
}

/** False where not all are finite numbers. */
export function addScaled(
  column: Float64Array | readonly Cell[] | undefined,
  { center, scale, feature }: Scaled,
  { scores, from, to, map }: ScoreTarget,
): boolean {
  if (!(column instanceof Float64Array) || column.length < to) return false;
  const { coefficients, features, intercepts } = map;
  const outputs = intercepts.length;
  let differences = 0;
  for (let k = 0; k < outputs; k++) {
    const coefficient = coefficients[k * features + feature] ?? 0;
    for (let row = from, at = from * outputs + k; row < to; row++, at += outputs) {
      const value = column[row] ?? 0;
      // NaN from the first number on that is not finite.
      differences += value - value;
      scores[at] = (scores[at] ?? 0) + ((value - center) / scale) * coefficient;
    }
  }
  return differences === 0;
}
