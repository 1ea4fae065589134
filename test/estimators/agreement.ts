// Whether an answer is scikit-learn's: type, shape, and every number to the grade that is asked.

import { expect } from "vitest";
import type {
  ArrayResult,
  Cell,
  ListResult,
  RecordResult,
  SparseMatrix,
} from "../../src/estimators/samples.ts";
import { type GoldenOutput, type Grade, numberOf, plainCell } from "./golden-files.ts";

type Answer =
  | ArrayResult
  | ListResult
  | RecordResult
  | SparseMatrix
  | readonly ArrayResult[]
  | { readonly distances: ArrayResult; readonly indices: ArrayResult };

/** @throws an assertion that names the first item that differs */
export function expectAgreement(got: Answer, expected: GoldenOutput, grade: Grade): void {
  if ("list" in expected) {
    const parts = partsOf(got);
    expect(parts).toHaveLength(expected.list.length);
    for (const [k, part] of expected.list.entries()) expectAgreement(parts[k] ?? [], part, grade);
    return;
  }
  if ("tuple" in expected) {
    if (!("distances" in got)) throw new Error("the answer is no pair");
    const [distances, indices] = expected.tuple;
    if (distances !== undefined) expectAgreement(got.distances, distances, grade);
    if (indices !== undefined) expectAgreement(got.indices, indices, grade);
    return;
  }
  if ("records" in expected) {
    const records = "kind" in got && got.kind === "records" ? got.rows : [];
    expect(records.map((record) => Object.fromEntries(record))).toEqual(expected.records);
    return;
  }
  if ("indptr" in expected) {
    if (!("indptr" in got)) throw new Error("the answer is not sparse");
    expect([got.rows, got.columns]).toEqual(expected.shape);
    expect([...got.indptr]).toEqual(expected.indptr);
    expect([...got.indices]).toEqual(expected.indices);
    expectItems([...got.values], expected.values, grade);
    return;
  }
  if (!("data" in got)) throw new Error("the answer is not an array");
  expect(got.shape).toEqual(expected.shape);
  expect(got.type).toBe(expected.type);
  expectItems([...got.data], expected.data, grade);
}

function partsOf(got: Answer): readonly ArrayResult[] {
  if (!("kind" in got)) return got as readonly ArrayResult[];
  if (got.kind !== "lists") throw new Error("the answer is no list");
  const { rows, type } = got;
  return rows.map((data) => ({ kind: "array", shape: [data.length], type, data }));
}

function expectItems(got: readonly Cell[], expected: readonly Cell[], grade: Grade): void {
  expect(got).toHaveLength(expected.length);
  for (const [i, item] of expected.entries()) {
    const mine = got[i] ?? null;
    if (!agrees(mine, plainCell(item), grade)) {
      expect.fail(`item ${i} is ${String(mine)} instead of ${String(item)} (grade ${grade})`);
    }
  }
}

function agrees(got: Cell, expected: Cell, grade: Grade): boolean {
  if (got === expected || Object.is(got, expected)) return true;
  if (grade === "exact" || typeof got !== "number" || typeof expected !== "number") return false;
  const difference = Math.abs(got - numberOf(expected));
  return difference <= grade * Math.max(Math.abs(got), Math.abs(expected));
}
