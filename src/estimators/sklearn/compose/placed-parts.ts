// Where the answers of a ColumnTransformer's parts stand beside each other.

import type { Estimator } from "../../estimator.ts";
import type { Selection } from "./column-selection.ts";

export interface PlaceablePart extends Selection {
  /** null passes the columns through. */
  readonly estimator: Estimator | null;
  /** Factor of all its answers. */
  readonly weight: number;
}

interface PlacedParts<Method> {
  readonly parts: readonly {
    readonly columns: readonly number[];
    /** The first column of its answer. */
    readonly start: number;
    readonly method: Method;
  }[];
  /** Number of columns of all answers. */
  readonly width: number;
}

/**
 * The parts with a method that each of them has; null where one lacks it.
 *
 * @param widthOf  the number of columns that a part gives; undefined where nobody knows before
 */
export function placeParts<Part extends PlaceablePart, Method>(
  parts: readonly Part[],
  widthOf: (part: Part) => number | undefined,
  methodOf: (part: Part) => Method | undefined,
): PlacedParts<Method> | null {
  const placed: { columns: readonly number[]; start: number; method: Method }[] = [];
  let width = 0;
  for (const part of parts) {
    const method = methodOf(part);
    const own = widthOf(part);
    if (method === undefined || own === undefined || part.scalar || part.weight !== 1) return null;
    placed.push({ columns: part.columns, start: width, method });
    width += own;
  }
  return width === 0 ? null : { parts: placed, width };
}
