import { describe, expect, it } from "vitest";
import {
  complementaryError,
  errorFunction,
  normalQuantile,
  normalShare,
} from "../../src/estimators/normal-distribution.ts";

function expectClose(got: number, expected: number): void {
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(2e-15 * Math.abs(expected));
}

// Expected numbers: scipy.special 1.10.1, to the last digit.
describe("normalQuantile", () => {
  it.each([
    [0.975, 1.959963984540054],
    [0.5, 0],
    [0.2, -0.8416212335729142],
    [0.001, -3.090232306167813],
    [1e-15, -7.941345326170998],
    [1e-300, -37.0470962993612],
  ])("of %d", (share, expected) => {
    expectClose(normalQuantile(share), expected);
  });

  it("ends at the infinities, and knows no shares beyond", () => {
    expect([0, 1, -0.1, 1.1, Number.NaN].map(normalQuantile)).toEqual([
      -Infinity,
      Infinity,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe("normalShare", () => {
  it("is the way back of normalQuantile", () => {
    for (const share of [1e-12, 0.01, 0.3, 0.5, 0.77, 0.999]) {
      expect(normalShare(normalQuantile(share)) / share).toBeCloseTo(1, 12);
    }
    expect([-Infinity, 0, Infinity, Number.NaN].map(normalShare)).toEqual([0, 0.5, 1, Number.NaN]);
  });
});

describe("errorFunction", () => {
  it.each([
    [0.3, 0.3286267594591274],
    [1.5, 0.9661051464753108],
    [-2, -0.9953222650189527],
  ])("of %d", (x, expected) => {
    expectClose(errorFunction(x), expected);
  });
});

describe("complementaryError", () => {
  it.each([
    [0.3, 0.6713732405408726],
    [3, 2.2090496998585445e-5],
    [-3, 1.9999779095030015],
    [12, 1.3562611692059047e-64],
    [40, 0],
  ])("of %d", (x, expected) => {
    expectClose(complementaryError(x), expected);
  });
});
