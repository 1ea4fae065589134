import { describe, expect, it } from "vitest";
import { takeColumns } from "../../src/estimators/column-choice.ts";
import type { Matrix, SparseMatrix, Table } from "../../src/estimators/samples.ts";

describe("takeColumns", () => {
  const columns = Int32Array.of(2, 0, 2);

  it("takes columns of a matrix in any order, and again", () => {
    const samples: Matrix = {
      kind: "dense",
      rows: 2,
      columns: 3,
      data: Float64Array.of(1, 2, 3, 4, 5, 6),
    };
    expect(takeColumns(samples, columns)).toEqual({
      kind: "dense",
      rows: 2,
      columns: 3,
      data: Float64Array.of(3, 1, 3, 6, 4, 6),
    });
  });

  it("takes stored numbers of sparse rows, in the order of the new columns", () => {
    const samples: SparseMatrix = {
      kind: "sparse",
      rows: 3,
      columns: 3,
      indptr: Int32Array.of(0, 2, 2, 4),
      indices: Int32Array.of(0, 2, 1, 2),
      values: Float64Array.of(7, 8, 9, -1),
    };
    expect(takeColumns(samples, columns)).toEqual({
      kind: "sparse",
      rows: 3,
      columns: 3,
      indptr: Int32Array.of(0, 3, 3, 5),
      indices: Int32Array.of(0, 1, 2, 0, 2),
      values: Float64Array.of(8, 7, 8, -1, -1),
    });
  });

  it("takes columns of a table with their names", () => {
    const [a, b] = [
      { name: "a", values: ["x"] },
      { name: "b", values: Float64Array.of(1) },
    ];
    const samples: Table = { kind: "table", rows: 1, columns: [a, b] };
    expect(takeColumns(samples, Int32Array.of(1, 0))).toEqual({
      kind: "table",
      rows: 1,
      columns: [b, a],
    });
  });

  it("leaves texts and labels as they are", () => {
    const texts = { kind: "texts", values: ["one"] } as const;
    expect(takeColumns(texts, columns)).toBe(texts);
  });
});
