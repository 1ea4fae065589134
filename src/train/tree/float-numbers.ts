// The numbers of a training set as trees compare them: float32.

import { PicklejarError } from "../../errors.ts";
import type { Matrix } from "../../estimators/samples.ts";

/** Row by row, as they came: what a small node asks of its few samples then lies close together. */
export interface FloatRows {
  readonly data: Float32Array;
  readonly columns: number;
}

/** @throws TRAIN_DATA for a number that float32 cannot hold */
export function floatRows({ data, columns }: Matrix, className: string): FloatRows {
  const floats = new Float32Array(data.length);
  for (let at = 0; at < data.length; at++) {
    const value = floatOf(data[at] ?? 0);
    if (!Number.isFinite(value)) throw tooLarge(at % columns, className);
    floats[at] = value;
  }
  return { data: floats, columns };
}

/**
 * Writes a column as float32.
 *
 * @param to  one place per row
 * @throws TRAIN_DATA for a number that float32 cannot hold
 */
export function writeColumn(
  { data, rows, columns }: Matrix,
  column: number,
  to: Float64Array,
  className: string,
): void {
  for (let i = 0; i < rows; i++) {
    const value = floatOf(data[i * columns + column] ?? 0);
    if (!Number.isFinite(value)) throw tooLarge(column, className);
    to[i] = value;
  }
}

/** Adding 0 makes −0 a 0. @see sklearn/tree/_classes.py `_fit`: X becomes float32 */
function floatOf(value: number): number {
  return Math.fround(value + 0);
}

function tooLarge(column: number, className: string): PicklejarError {
  return new PicklejarError("TRAIN_DATA", {
    className,
    reason: `column ${column} has a number above 3.4e38`,
    advice: "Trees learn from float32 numbers: scale the column first.",
  });
}
