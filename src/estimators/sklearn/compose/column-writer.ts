// The parts of a ColumnTransformer that can write their answers beside each other at once.

import { writeNumbers } from "../../columns-into.ts";
import { maxDense } from "../../inputs.ts";
import { floatMatrix } from "../../results.ts";
import type { ArrayResult } from "../../samples.ts";
import type { Column } from "../../table-columns.ts";
import { type PlaceablePart, placeParts } from "./placed-parts.ts";

/** Null where these columns must go another way. */
type ColumnWriter = (columns: readonly Column[], rows: number) => ArrayResult | null;

/**
 * Null where a part cannot write.
 *
 * @param widthOf  the number of columns that a part gives; undefined where nobody knows before
 */
export function columnWriter<Part extends PlaceablePart>(
  parts: readonly Part[],
  widthOf: (part: Part) => number | undefined,
): ColumnWriter | null {
  const placed = placeParts(parts, widthOf, ({ estimator }) =>
    estimator === null ? writeNumbers : estimator.writeColumns,
  );
  if (placed === null) return null;
  const { width } = placed;
  return (columns, rows) => {
    if (rows * width > maxDense) return null;
    const data = new Float64Array(rows * width);
    for (const { columns: chosen, start, method: write } of placed.parts) {
      const given = chosen.map((column) => columns[column] ?? []);
      if (!write(given, { data, rows, width, start })) return null;
    }
    return floatMatrix(data, rows, width);
  };
}
