// How far an answer is from the expected one: nothing, or the first item that differs by more than is allowed.

import type {
  ArrayResult,
  Cell,
  ListResult,
  RecordResult,
  Result,
} from "../../src/estimators/samples.ts";
import { plainCell } from "./cases.ts";

/** An answer of one of our methods. */
export type Answer =
  | Result
  | ListResult
  | RecordResult
  | readonly ArrayResult[]
  | { readonly distances: ArrayResult; readonly indices: ArrayResult };

/** null when the answers agree; else where they part. */
export function differenceOf(answer: Answer, expected: unknown, tolerance: number): string | null {
  return compare(nested(answer), normal(expected), tolerance, "");
}

/** Nested lists of cells, as JSON would hold the answer. */
type Nested = Cell | readonly Nested[];

function nested(answer: Answer): Nested {
  if (!("kind" in answer)) {
    if ("distances" in answer) return [nested(answer.distances), nested(answer.indices)];
    return answer.map(nested);
  }
  if (answer.kind === "lists") return answer.rows;
  if (answer.kind === "records") return answer.rows.map((record) => [...record]);
  if (answer.kind === "sparse") return denseRows(answer.rows, answer.columns, sparseRows(answer));
  return folded([...answer.data], answer.shape);
}

function folded(items: readonly Cell[], shape: readonly number[]): Nested {
  const [size = 0, ...inner] = shape;
  if (inner.length === 0) return items;
  const step = inner.reduce((a, b) => a * b, 1);
  return Array.from({ length: size }, (_, i) =>
    folded(items.slice(i * step, (i + 1) * step), inner),
  );
}

type SparseRow = readonly (readonly [number, Cell])[];

function sparseRows(matrix: Extract<Result, { kind: "sparse" }>): readonly SparseRow[] {
  return Array.from({ length: matrix.rows }, (_, row) => {
    const [start = 0, end = 0] = matrix.indptr.subarray(row, row + 2);
    const indices = [...matrix.indices.subarray(start, end)];
    return indices.map((index, i) => [index, matrix.values[start + i] ?? 0] as const);
  });
}

/** The stored cells of each row as text keys, so that sparse and dense answers compare alike. */
function denseRows(rows: number, columns: number, stored: readonly SparseRow[]): Nested {
  return Array.from({ length: rows }, (_, row) => {
    const cells: Cell[] = new Array(columns).fill(0);
    for (const [index, value] of stored[row] ?? []) cells[index] = value;
    return cells;
  });
}

function normal(expected: unknown): Nested {
  if (typeof expected !== "object" || expected === null) return plainCell(expected as Cell);
  if (Array.isArray(expected)) return expected.map(normal);
  if ("multi" in expected) return normal(expected.multi);
  if ("sparse" in expected) {
    const { shape, rows } = expected as unknown as {
      readonly shape: readonly [number, number];
      readonly rows: readonly SparseRow[];
    };
    return denseRows(
      shape[0],
      shape[1],
      rows.map((row) => row.map(plainPair)),
    );
  }
  const { distances, indices } = expected as { distances?: unknown; indices?: unknown };
  return [normal(distances), normal(indices)];
}

function plainPair([index, value]: readonly [number, Cell]): readonly [number, Cell] {
  return [index, plainCell(value)];
}

function compare(got: Nested, expected: Nested, tolerance: number, place: string): string | null {
  if (Array.isArray(got) && Array.isArray(expected)) {
    if (got.length !== expected.length) {
      return `${place || "it"} has ${got.length} items instead of ${expected.length}`;
    }
    for (const [i, item] of expected.entries()) {
      const difference = compare(got[i], item, tolerance, `${place}[${i}]`);
      if (difference !== null) return difference;
    }
    return null;
  }
  if (agrees(got, expected, tolerance)) return null;
  return `${place} is ${JSON.stringify(got)} instead of ${JSON.stringify(expected)}`;
}

function agrees(got: Nested, expected: Nested, tolerance: number): boolean {
  if (got === expected || Object.is(got, expected)) return true;
  if (typeof got !== "number" || typeof expected !== "number") return false;
  return Math.abs(got - expected) <= tolerance * Math.max(Math.abs(got), Math.abs(expected));
}
