// How far an answer is from scikit-learn's: nothing, or the first item that differs by more than is allowed.

import type { ArrayResult, Cell, ListResult, SparseMatrix } from "../../src/estimators/samples.ts";
import { type GoldenOutput, plainCell } from "../../test/estimators/golden-files.ts";

/** An answer of one of our methods. */
export type Answer =
  | ArrayResult
  | SparseMatrix
  | ListResult
  | readonly ArrayResult[]
  | { readonly distances: ArrayResult; readonly indices: ArrayResult };

/**
 * null when the answers agree: shapes, types and labels exactly, numbers within a tolerance relative to the largest
 * number of the column, as sums of large numbers that cancel leave the rounding of the large ones.
 */
export function differenceOf(
  got: Answer,
  expected: GoldenOutput,
  tolerance: number,
): string | null {
  if ("list" in expected) return partsDifference(partsOf(got), expected.list, tolerance);
  if ("tuple" in expected) {
    if (!("distances" in got)) return "is no pair";
    return partsDifference([got.distances, got.indices], expected.tuple, tolerance);
  }
  if ("indptr" in expected) {
    if (!("indptr" in got)) return "is not sparse";
    const columns = expected.shape[1];
    const shape = shapeDifference([got.rows, got.columns], expected.shape);
    if (shape !== null) return shape;
    const places = sparsePlaces(got, columns);
    const wanted = sparsePlaces(expected, columns);
    const stored = itemsDifference(places, wanted, { columns: 1, tolerance: 0 });
    if (stored !== null) return `is stored elsewhere: ${stored}`;
    return itemsDifference([...got.values], expected.values, { columns: 1, tolerance });
  }
  if (!("data" in got)) return "is no array";
  const shape = shapeDifference(got.shape, expected.shape);
  if (shape !== null) return shape;
  if (got.type !== expected.type) return `is of ${got.type} instead of ${expected.type}`;
  return itemsDifference(got.data, expected.data, { columns: expected.shape[1] ?? 1, tolerance });
}

function partsOf(got: Answer): readonly ArrayResult[] {
  if (!("kind" in got)) return got as readonly ArrayResult[];
  if (got.kind !== "lists") return [];
  const { rows, type } = got;
  return rows.map((data) => ({ kind: "array", shape: [data.length], type, data }));
}

function partsDifference(
  got: readonly ArrayResult[],
  expected: readonly GoldenOutput[],
  tolerance: number,
): string | null {
  if (got.length !== expected.length) return `has ${got.length} parts, not ${expected.length}`;
  for (const [k, part] of expected.entries()) {
    const difference = differenceOf(got[k] ?? [], part, tolerance);
    if (difference !== null) return `[${k}] ${difference}`;
  }
  return null;
}

function shapeDifference(got: readonly number[], expected: readonly number[]): string | null {
  const agree = got.length === expected.length && got.every((size, i) => size === expected[i]);
  return agree ? null : `has the shape (${got.join(", ")}) instead of (${expected.join(", ")})`;
}

interface Stored {
  readonly indptr: ArrayLike<number>;
  readonly indices: ArrayLike<number>;
}

/** Where each stored number lies, row after row. */
function sparsePlaces({ indptr, indices }: Stored, columns: number): readonly number[] {
  let row = 0;
  return Array.from(indices, (index, i) => {
    while (i >= (indptr[row + 1] ?? Infinity)) row++;
    return row * columns + index;
  });
}

function itemsDifference(
  got: ArrayLike<Cell>,
  expected: readonly Cell[],
  { columns, tolerance }: { readonly columns: number; readonly tolerance: number },
): string | null {
  if (got.length !== expected.length) {
    return `has ${got.length} numbers instead of ${expected.length}`;
  }
  const wanted = expected.map(plainCell);
  const sizes = largestOf(wanted, columns);
  for (const [i, item] of wanted.entries()) {
    const mine = got[i] ?? null;
    if (mine === item || Object.is(mine, item)) continue;
    if (typeof mine === "number" && typeof item === "number") {
      if (Math.abs(mine - item) <= tolerance * (sizes[i % columns] ?? 0)) continue;
    }
    return `is ${String(mine)} instead of ${String(item)} at ${i} of ${wanted.length}`;
  }
  return null;
}

/** The largest finite number of each column. */
function largestOf(values: readonly Cell[], columns: number): Float64Array {
  const largest = new Float64Array(columns);
  for (const [i, value] of values.entries()) {
    const size = typeof value === "number" && Number.isFinite(value) ? Math.abs(value) : 0;
    largest[i % columns] = Math.max(largest[i % columns] ?? 0, size);
  }
  return largest;
}
