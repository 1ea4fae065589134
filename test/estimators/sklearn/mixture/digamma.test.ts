import { describe, expect, it } from "vitest";
import { digamma } from "../../../../src/estimators/sklearn/mixture/digamma.ts";

describe("digamma", () => {
  it("is −γ at 1 and −γ − 2 log 2 at ½", () => {
    const gamma = 0.5772156649015329;
    expect(digamma(1)).toBeCloseTo(-gamma, 14);
    expect(digamma(0.5)).toBeCloseTo(-gamma - 2 * Math.LN2, 14);
  });

  it("grows by 1 / x from x to x + 1", () => {
    for (const x of [1e-6, 0.3, 2.5, 9.75, 123.4, 1e6]) {
      const step = digamma(x + 1) - digamma(x);
      expect(Math.abs(step * x - 1)).toBeLessThan(1e-8);
    }
  });

  it("is close to log x for large x", () => {
    expect(digamma(1e12)).toBeCloseTo(Math.log(1e12), 11);
  });
});
