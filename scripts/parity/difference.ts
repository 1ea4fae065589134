// How far an answer is from scikit-learn's: nothing, or the first item that differs by more than is allowed.

import type {
  ArrayResult,
  Cell,
  ListResult,
  RecordResult,
  SparseMatrix,
} from "../../src/estimators/samples.ts";
import {
  type GoldenArray,
  type GoldenOutput,
  numberOf,
  plainCell,
} from "../../test/estimators/golden-files.ts";

/** An answer of one of our methods. */
export type Answer =
  | ArrayResult
  | SparseMatrix
  | ListResult
  | RecordResult
  | readonly ArrayResult[]
  | { readonly distances: ArrayResult; readonly indices: ArrayResult };

/**
 * null when the answers agree: shapes, types and labels exactly; numbers within a tolerance relative to the largest
 * number of the column, as sums of large numbers that cancel leave the rounding of the large ones; neighbours up to
 * their order among equally near ones.
 */
export function differenceOf(
  got: Answer,
  expected: GoldenOutput,
  tolerance: number,
): string | null {
  if ("list" in expected) return partsDifference(partsOf(got), expected.list, tolerance);
  if ("tuple" in expected) {
    return "distances" in got ? neighborsDifference(got, expected.tuple, tolerance) : "is no pair";
  }
  if ("records" in expected) return recordsDifference(got, expected.records, tolerance);
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

/** Names in any order. */
function recordsDifference(
  got: Answer,
  expected: readonly Readonly<Record<string, number>>[],
  tolerance: number,
): string | null {
  if (!("kind" in got) || got.kind !== "records") return "are no records";
  if (got.rows.length !== expected.length) return `are ${got.rows.length} records`;
  for (const [row, wanted] of expected.entries()) {
    const record = got.rows[row] ?? new Map<string, number>();
    const names = Object.keys(wanted);
    if (record.size !== names.length) return `record ${row} has ${record.size} names`;
    const mine = names.map((name) => record.get(name) ?? Number.NaN);
    const options = { columns: names.length, tolerance };
    const difference = itemsDifference(mine, Object.values(wanted), options);
    if (difference !== null) return `record ${row} ${difference}`;
  }
  return null;
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

/** Which of equally near points come first, and which of them are left out, depends on scikit-learn's threads. */
function neighborsDifference(
  { distances, indices }: { readonly distances: ArrayResult; readonly indices: ArrayResult },
  [wantedDistances, wantedIndices]: readonly GoldenArray[],
  tolerance: number,
): string | null {
  if (wantedDistances === undefined || wantedIndices === undefined) return "is no pair";
  const far = differenceOf(distances, wantedDistances, tolerance);
  if (far !== null) return `distances: ${far}`;
  const shape = shapeDifference(indices.shape, wantedIndices.shape);
  if (shape !== null) return `indices: ${shape}`;
  const k = indices.shape[1] ?? 1;
  for (let start = 0; start < indices.data.length; start += k) {
    const ranks = wantedDistances.data.slice(start, start + k).map(numberOf);
    const last = ranks.at(-1) ?? 0;
    for (let i = 0; i < k; i++) {
      const rank = ranks[i] ?? 0;
      if (isNear(rank, last)) break;
      const peers = ranks.flatMap((other, j) =>
        isNear(other, rank) ? [wantedIndices.data[start + j]] : [],
      );
      if (!peers.includes(indices.data[start + i] ?? null)) {
        return `indices: ${start + i} is ${indices.data[start + i]} instead of ${peers.join(" or ")}`;
      }
    }
  }
  return null;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b)) || Object.is(a, b);
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
  // Logarithms of 1 and differences of equal numbers are 0 up to this.
  const noise = Number.EPSILON * sizes.reduce((a, b) => Math.max(a, b), 1);
  for (const [i, item] of wanted.entries()) {
    const mine = got[i] ?? null;
    if (mine === item || Object.is(mine, item)) continue;
    if (typeof mine === "number" && typeof item === "number") {
      const allowed = tolerance * (sizes[i % columns] ?? 0) + (tolerance > 0 ? noise : 0);
      if (Math.abs(mine - item) <= allowed) continue;
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
