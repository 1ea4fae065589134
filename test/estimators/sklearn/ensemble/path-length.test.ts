import { describe, expect, it } from "vitest";
import { averagePathLength } from "../../../../src/estimators/sklearn/ensemble/path-length.ts";

describe("averagePathLength", () => {
  it("is 0 for one sample and 1 for two since 0.21", () => {
    expect([0, 1, 2].map((n) => averagePathLength(n, "0.21.0"))).toEqual([0, 0, 1]);
    expect(averagePathLength(1, "0.20.4")).toBe(1);
    expect(averagePathLength(2, "0.20.4")).toBeCloseTo(2 * 0.5772156649015329 - 1, 12);
  });

  it("is twice a harmonic number, less a little", () => {
    const expected = 2 * (Math.log(4) + 0.5772156649015329) - 8 / 5;
    expect(averagePathLength(5, "1.9.0")).toBeCloseTo(expected, 12);
    expect(averagePathLength(5, "0.19.1")).toBeCloseTo(expected, 12);
  });

  it("took the logarithm of all samples until 0.18", () => {
    const expected = 2 * (Math.log(5) + 0.5772156649) - 8 / 5;
    expect(averagePathLength(5, "0.18.2")).toBeCloseTo(expected, 12);
  });
});
