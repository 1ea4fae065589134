import { describe, expect, it } from "vitest";
import { pairwiseSum } from "../../src/estimators/summation.ts";

describe("pairwiseSum", () => {
  it("adds few numbers from the first to the last", () => {
    expect(pairwiseSum(Float64Array.of(1e16, 1, -1e16), 0, 3)).toBe(0);
    expect(pairwiseSum(Float64Array.of(), 0, 0)).toBe(0);
  });

  it("keeps eight running sums, as numpy does", () => {
    // numpy.sum([1e16, 0, 0, 0, 0, 0, 0, 0, 1, 0, …, -1e16]) loses or keeps the 1 by the lane it falls in.
    const data = new Float64Array(16);
    data[0] = 1e16;
    data[9] = 1;
    data[8] = -1e16;
    expect(pairwiseSum(data, 0, 16)).toBe(1);
    expect(data.reduce((a, b) => a + b)).toBe(1);
    data[9] = 0;
    data[1] = 1;
    expect(data.reduce((a, b) => a + b)).toBe(0);
    expect(pairwiseSum(data, 0, 16)).toBe(1);
  });

  it("takes numbers that lie apart, from a start", () => {
    const data = Float64Array.from({ length: 600 }, (_, i) => (i % 2 === 1 ? i : Number.NaN));
    expect(pairwiseSum(data, 1, 300, 2)).toBe(300 * 300);
  });
});
