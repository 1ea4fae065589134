import { describe, expect, it } from "vitest";
import { pseudoInverse } from "../../src/estimators/pseudo-inverse.ts";

/** All columns of the inverse. */
function inverseOf(matrix: readonly number[], size: number): readonly number[] {
  const invert = pseudoInverse(Float64Array.from(matrix), size);
  return Array.from({ length: size }, (_, k) => {
    const unit = new Float64Array(size);
    unit[k] = 1;
    return [...invert(unit)];
  }).flat();
}

describe("pseudoInverse", () => {
  it("is the inverse where there is one", () => {
    const inverse = inverseOf([4, 2, 2, 2], 2);
    for (const [i, value] of [0.5, -0.5, -0.5, 1].entries()) {
      expect(inverse[i]).toBeCloseTo(value, 14);
    }
  });

  it("undoes what can be undone where there is none", () => {
    // u · uᵀ with u = (1, 2, 2): its pseudo-inverse is itself over ‖u‖⁴.
    const matrix = [1, 2, 2, 2, 4, 4, 2, 4, 4];
    const inverse = inverseOf(matrix, 3);
    for (const [i, value] of matrix.entries()) expect(inverse[i]).toBeCloseTo(value / 81, 14);
    // Two equal rows, and one beside them.
    const pair = inverseOf([2, 2, 0, 2, 2, 0, 0, 0, 5], 3);
    for (const [i, value] of [1 / 8, 1 / 8, 0, 1 / 8, 1 / 8, 0, 0, 0, 0.2].entries()) {
      expect(pair[i]).toBeCloseTo(value, 14);
    }
  });

  it("is 0 for zeros", () => {
    expect(inverseOf([0, 0, 0, 0], 2)).toEqual([0, 0, 0, 0]);
  });
});
