import { describe, expect, it } from "vitest";
import { SparseRows } from "../../src/estimators/sparse-rows.ts";

describe("SparseRows", () => {
  it("keeps all entries, however many more than there is room for at first", () => {
    const rows = new SparseRows();
    for (let i = 0; i < 1000; i++) {
      for (let column = 0; column < 3; column++) rows.add(column, i * column);
      rows.endRow();
    }
    const { indptr, indices, values } = rows.matrix(3);
    expect([...indptr]).toEqual(Array.from({ length: 1001 }, (_, i) => 3 * i));
    expect([...indices]).toEqual(Array.from({ length: 3000 }, (_, i) => i % 3));
    expect([...values]).toEqual(
      Array.from({ length: 3000 }, (_, i) => Math.floor(i / 3) * (i % 3)),
    );
  });

  it("lets the values of a row be changed when it ends, and no others", () => {
    const rows = new SparseRows();
    rows.add(0, 1);
    rows.endRow();
    rows.add(1, 2);
    rows.add(2, 3);
    rows.endRow((indices, values, start, end) => {
      for (let i = start; i < end; i++) values[i] = 10 * (values[i] ?? 0) + (indices[i] ?? 0);
    });
    expect([...rows.matrix(3).values]).toEqual([1, 21, 32]);
  });

  it("is empty again when its matrix is taken", () => {
    const rows = new SparseRows();
    rows.add(4, 1);
    rows.endRow();
    const first = rows.matrix(5);
    rows.endRow();
    const second = rows.matrix(5);
    expect([...first.indices]).toEqual([4]);
    expect(second).toMatchObject({ rows: 1, indptr: Int32Array.of(0, 0) });
    expect(second.values).toHaveLength(0);
  });
});
