// The columns of a training set as trees compare them: float32 numbers, one column after the other.

import { PicklejarError } from "../../errors.ts";
import type { Matrix } from "../../estimators/samples.ts";

/** One number per sample in each. */
export type FloatColumns = readonly Float32Array[];

/** @throws TRAIN_DATA for a number that float32 cannot hold */
export function floatColumns(matrix: Matrix, className: string): FloatColumns {
  const { rows, columns } = matrix;
  return Array.from({ length: columns }, (_, j) =>
    writeColumn(matrix, j, new Float32Array(rows), className),
  );
}

/**
 * Writes a column as float32.
 *
 * @param to  one place per row; returned
 * @throws TRAIN_DATA for a number that float32 cannot hold
 * @see sklearn/tree/_classes.py `_fit`: X becomes float32
 */
export function writeColumn<T extends Float32Array | Float64Array>(
  { data, rows, columns }: Matrix,
  column: number,
  to: T,
  className: string,
): T {
  let isHeld = true;
  for (let i = 0; i < rows; i++) {
    // Adding 0 makes −0 a 0: they are equal, and sorted apart.
    const value = Math.fround((data[i * columns + column] ?? 0) + 0);
    to[i] = value;
    isHeld &&= Math.abs(value) < Number.POSITIVE_INFINITY;
  }
  if (isHeld) return to;
  throw new PicklejarError("TRAIN_DATA", {
    className,
    reason: `column ${column} has a number above 3.4e38`,
    advice: "Trees learn from float32 numbers: scale the column first.",
  });
}
