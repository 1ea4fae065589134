import { describe, expect, it } from "vitest";
import { choleskyRoot, choleskySolve, logDeterminant } from "../../src/estimators/cholesky.ts";

describe("choleskyRoot", () => {
  // L = [[2, 0, 0], [1, 3, 0], [-1, 0.5, 1]]
  const matrix = Float64Array.of(4, 2, -2, 2, 10, 0.5, -2, 0.5, 2.25);

  it("is the lower triangle whose square is the matrix", () => {
    expect(choleskyRoot(matrix, 3)?.data).toEqual(Float64Array.of(2, 0, 0, 1, 3, 0, -1, 0.5, 1));
  });

  it("solves equations and knows the determinant", () => {
    const root = choleskyRoot(matrix, 3);
    if (root === null) throw new Error("no root");
    // 1, 2 and 3 times the columns.
    expect([...choleskySolve(root, Float64Array.of(2, 23.5, 5.75))]).toEqual([1, 2, 3]);
    expect(logDeterminant(root)).toBeCloseTo(Math.log(36), 14);
  });

  it("is null for a matrix that is not positive definite", () => {
    expect(choleskyRoot(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
    expect(choleskyRoot(Float64Array.of(Number.NaN), 1)).toBeNull();
  });
});
