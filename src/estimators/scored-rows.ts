// Prepared rows of a linear model whose scores came quicker than the rows themselves.

import type { LinearMap } from "./linear-map.ts";
import type { Matrix, Samples } from "./samples.ts";

/** By the rows: their scores, and for which map. */
const known = new WeakMap<Samples, { readonly map: LinearMap; readonly scores: Float64Array }>();

/**
 * A matrix that is made when somebody looks at its numbers, which those who need the scores alone never do.
 *
 * @param scores  rows × outputs of the map
 * @param make    the rows × features numbers that have these scores
 */
export function scoredRows(map: LinearMap, scores: Float64Array, make: () => Float64Array): Matrix {
  let made: Float64Array | undefined;
  const rows: Matrix = {
    kind: "dense",
    get data() {
      made ??= make();
      return made;
    },
    rows: scores.length / map.intercepts.length,
    columns: map.features,
  };
  known.set(rows, { map, scores });
  return rows;
}

/** A copy of the scores that the rows are known to have; null for all others. */
export function knownScores(rows: Samples, map: LinearMap): Float64Array | null {
  const own = known.get(rows);
  return own?.map === map ? own.scores.slice() : null;
}
