// Rows of float32: what is written, and which number is refused.

import { describe, expect, it } from "vitest";
import type { Matrix } from "../../../src/estimators/samples.ts";
import { singleRows } from "../../../src/estimators/trees/single-rows.ts";

function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  const data = Float64Array.from(rows.flat());
  return { kind: "dense", data, rows: rows.length, columns: rows[0]?.length ?? 0 };
}

/** All rows but the first, as the engine reads a later block. */
function written(matrix: Matrix, allowsMissing: boolean, allowsInfinite = false): Float64Array {
  const inputs = { kind: "numbers", width: matrix.columns, names: null, allowsMissing } as const;
  const rule = { className: "Trees", inputs, allowsInfinite };
  const count = matrix.rows - 1;
  const to = new Float64Array(count * matrix.columns);
  singleRows(matrix, rule).fill(1, count, to);
  return to;
}

/** The largest number that float32 rounds to one of its own, and the next one. */
const [largest, beyond] = [3.4028235677973362e38, 3.4028235677973366e38];

describe("singleRows", () => {
  it("rounds to float32", () => {
    const rows = matrixOf([
      [0, 0],
      [0.1, -largest],
    ]);
    expect([...written(rows, false)]).toEqual([Math.fround(0.1), -3.4028234663852886e38]);
  });

  it.each([
    [Number.NaN, "NaN (missing)"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [beyond, String(beyond)],
    [-1e300, "-1e+300"],
  ])("refuses the first number that is not finite: %d", (value, shown) => {
    const rows = matrixOf([
      [1, Number.NaN],
      [2, 3],
      [4, value],
      [Number.NaN, 5],
    ]);
    expect(() => written(rows, false)).toThrowError(
      expect.objectContaining({
        code: "INPUT_NOT_FINITE",
        details: expect.objectContaining({ row: 2, feature: 1, value: shown }),
      }),
    );
  });

  it("takes missing numbers where they are allowed, and infinite ones only where these are", () => {
    const missing = matrixOf([
      [1, 1],
      [Number.NaN, 2],
    ]);
    expect([...written(missing, true)]).toEqual([Number.NaN, 2]);
    const infinite = matrixOf([
      [1, 1],
      [Number.NaN, -Infinity],
    ]);
    expect([...written(infinite, true, true)]).toEqual([Number.NaN, -Infinity]);
    expect(() => written(infinite, true)).toThrowError(
      expect.objectContaining({ details: expect.objectContaining({ row: 1, feature: 1 }) }),
    );
  });
});
