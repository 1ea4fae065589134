import { describe, expect, it } from "vitest";
import type { Matrix, SparseMatrix } from "../../src/estimators/samples.ts";
import {
  pairDot,
  pairManhattan,
  pairSquares,
  risingRows,
  sparseRow,
} from "../../src/estimators/sparse-pairs.ts";

/** [[0, 2, 0, −1, 0], [0, 0, 0, 0, 0], [3, 1, 0, 0, 5]] */
const left: SparseMatrix = {
  kind: "sparse",
  rows: 3,
  columns: 5,
  indptr: Int32Array.of(0, 2, 2, 5),
  indices: Int32Array.of(1, 3, 0, 1, 4),
  values: Float64Array.of(2, -1, 3, 1, 5),
};

const dense: Matrix = {
  kind: "dense",
  rows: 3,
  columns: 5,
  data: Float64Array.of(0, 2, 0, -1, 0, 0, 0, 0, 0, 0, 3, 1, 0, 0, 5),
};

describe("pair sums", () => {
  it("are those of the dense rows", () => {
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        const [a, b] = [i, j].map((row) => [...dense.data.subarray(row * 5, row * 5 + 5)]);
        const pairs = (a ?? []).map((value, k) => [value, b?.[k] ?? 0] as const);
        const total = (term: (x: number, y: number) => number) =>
          pairs.reduce((sum, [x, y]) => sum + term(x, y), 0);
        const row = sparseRow(left, i);
        expect(pairDot(row, left, j)).toBe(total((x, y) => x * y));
        expect(pairSquares(row, left, j)).toBe(total((x, y) => (x - y) ** 2));
        expect(pairManhattan(row, left, j)).toBe(total((x, y) => Math.abs(x - y)));
      }
    }
  });
});

describe("sparseRow", () => {
  it("leaves out the zeros of a dense row", () => {
    expect(sparseRow(dense, 2)).toEqual({
      columns: Int32Array.of(0, 1, 4),
      values: Float64Array.of(3, 1, 5),
    });
    expect(sparseRow(dense, 1).columns).toHaveLength(0);
  });

  it("sorts the columns of a sparse row and adds up what is stored twice", () => {
    expect(sparseRow({ ...left, indices: Int32Array.of(1, 3, 4, 1, 4) }, 2)).toEqual({
      columns: Int32Array.of(1, 4),
      values: Float64Array.of(1, 8),
    });
  });
});

describe("risingRows", () => {
  it("gives rows back that rise already", () => {
    expect(risingRows(left)).toBe(left);
  });

  it("sorts every row and adds up what is stored twice", () => {
    const mixed = { ...left, indices: Int32Array.of(3, 1, 4, 0, 4) };
    const sorted = risingRows(mixed);
    expect([...sorted.indptr]).toEqual([0, 2, 2, 4]);
    expect([...sorted.indices.subarray(0, 4)]).toEqual([1, 3, 0, 4]);
    expect([...sorted.values.subarray(0, 4)]).toEqual([-1, 2, 1, 8]);
    for (let i = 0; i < 3; i++) {
      expect(pairDot(sparseRow(mixed, i), sorted, i)).toBe(
        sparseRow(mixed, i).values.reduce((sum, value) => sum + value * value, 0),
      );
    }
  });
});
