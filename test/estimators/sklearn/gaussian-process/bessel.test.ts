import { describe, expect, it } from "vitest";
import {
  besselK,
  gammaFunction,
} from "../../../../src/estimators/sklearn/gaussian-process/bessel.ts";

/** As scipy.special has it (1.17): order, x, value. */
const known = [
  [0.1, 0.001, 7.673590519053185],
  [0.3, 0.5, 0.9764741243817909],
  [0.5, 2, 0.11993777196806146],
  [0.9, 1.9999, 0.13456793120262583],
  [1, 2.0001, 0.1398475004688114],
  [2, 5, 0.00530894371222346],
  [3.3, 30, 2.5489905539655885e-14],
  [10.2, 0.5, 392001451450.9141],
  [40.5, 5, 4.198368253128994e30],
] as const;

describe("besselK", () => {
  it.each(known)("is scipy's kv(%d, %d)", (order, x, value) => {
    expect(Math.abs(besselK(order, x) - value)).toBeLessThanOrEqual(1e-13 * value);
  });

  it("is 0 far away and infinite at 0", () => {
    expect(besselK(1.7, 1000)).toBe(0);
    expect(besselK(40.5, 1e-300)).toBe(Infinity);
  });
});

describe("gammaFunction", () => {
  it.each([
    [1e-3, 999.4237724845956],
    [0.5, 1.7724538509055159],
    [1, 1],
    [5, 24],
    [9.9, 289867.70384010964],
    [171, 7.257415615308e306],
  ])("is scipy's gamma(%d)", (x, value) => {
    expect(Math.abs(gammaFunction(x) - value)).toBeLessThanOrEqual(2e-15 * value);
  });
});
