// The parts of a ColumnTransformer that can add their answers to the scores of a linear model at once.

import { addNumbers } from "../../columns-into-scores.ts";
import { isAllFinite } from "../../inputs.ts";
import type { LinearMap } from "../../linear-map.ts";
import type { Column } from "../../table-columns.ts";
import { type PlaceablePart, placeParts } from "./placed-parts.ts";

/** The scores of all rows, rows × outputs; null where these columns must go another way. */
type ColumnScorer = (
  columns: readonly Column[],
  rows: number,
  map: LinearMap,
) => Float64Array | null;

/** Of fewer rows a matrix is made as quickly. */
const leastRows = 16;

/** So many rows are finished before the next, while their sums are near the processor. */
const blockRows = 1024;

/** Null where a part cannot add. @param widthOf  as in `columnWriter` */
export function columnScorer<Part extends PlaceablePart>(
  parts: readonly Part[],
  widthOf: (part: Part) => number | undefined,
): ColumnScorer | null {
  const placed = placeParts(parts, widthOf, ({ estimator }) =>
    estimator === null ? addNumbers : estimator.addScores,
  );
  if (placed === null) return null;
  return (columns, rows, map) => {
    if (rows < leastRows || map.features !== placed.width) return null;
    const given = placed.parts.map((part) => part.columns.map((column) => columns[column] ?? []));
    const scores = new Float64Array(rows * map.intercepts.length);
    for (let from = 0; from < rows; from += blockRows) {
      const to = Math.min(from + blockRows, rows);
      for (const [i, { start, method: add }] of placed.parts.entries()) {
        if (!add(given[i] ?? [], { scores, from, to, map, start })) return null;
      }
      addIntercepts(scores, from, to, map);
    }
    // Where a sum leaves the range of numbers, what it was made of must be looked at.
    return isAllFinite(scores) ? scores : null;
  };
}

function addIntercepts(
  scores: Float64Array,
  from: number,
  to: number,
  { intercepts }: LinearMap,
): void {
  const outputs = intercepts.length;
  for (let row = from, at = from * outputs; row < to; row++) {
    for (let k = 0; k < outputs; k++, at++) {
      scores[at] = (scores[at] ?? 0) + (intercepts[k] ?? 0);
    }
  }
}
