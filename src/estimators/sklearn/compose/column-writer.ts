// The parts of a ColumnTransformer that can write their answers beside each other at once.

import { type WriteColumns, writeNumbers } from "../../columns-into.ts";
import type { Estimator } from "../../estimator.ts";
import { maxDense } from "../../inputs.ts";
import { floatMatrix } from "../../results.ts";
import type { ArrayResult } from "../../samples.ts";
import type { Column } from "../../table-columns.ts";
import type { Selection } from "./column-selection.ts";

interface WritingPart extends Selection {
  readonly estimator: Estimator | null;
  readonly weight: number;
}

/** Null where these columns must go another way. */
type ColumnWriter = (columns: readonly Column[], rows: number) => ArrayResult | null;

/**
 * Null where a part cannot write.
 *
 * @param widthOf  the number of columns that a part gives; undefined where nobody knows before
 */
export function columnWriter<Part extends WritingPart>(
  parts: readonly Part[],
  widthOf: (part: Part) => number | undefined,
): ColumnWriter | null {
  const writers: { columns: readonly number[]; start: number; write: WriteColumns }[] = [];
  let width = 0;
  for (const part of parts) {
    const { estimator, columns, weight, scalar } = part;
    const write = estimator === null ? writeNumbers : estimator.writeColumns;
    const own = widthOf(part);
    if (write === undefined || own === undefined || scalar || weight !== 1) return null;
    writers.push({ columns, start: width, write });
    width += own;
  }
  if (width === 0) return null;
  return (columns, rows) => {
    if (rows * width > maxDense) return null;
    const data = new Float64Array(rows * width);
    for (const { columns: chosen, start, write } of writers) {
      const given = chosen.map((column) => columns[column] ?? []);
      if (!write(given, { data, rows, width, start })) return null;
    }
    return floatMatrix(data, rows, width);
  };
}
