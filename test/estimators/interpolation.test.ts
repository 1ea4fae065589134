import { describe, expect, it } from "vitest";
import { interpolate, lastNotAbove } from "../../src/estimators/interpolation.ts";

const places = Float64Array.of(0, 1, 1, 3);
const values = Float64Array.of(5, 6, 8, 4);

describe("interpolate", () => {
  it("draws straight lines, flat beyond the ends, and takes the last of repeated places", () => {
    expect([-1, 0, 0.5, 1, 2, 3, 9].map((x) => interpolate(x, places, values))).toEqual([
      5, 5, 5.5, 8, 6, 4, 4,
    ]);
  });

  it("answers NaN for NaN, and for a single place its value", () => {
    expect(interpolate(Number.NaN, places, values)).toBeNaN();
    const single = Float64Array.of(2);
    expect([1, 2, 3].map((x) => interpolate(x, single, Float64Array.of(7)))).toEqual([7, 7, 7]);
  });

  it("answers NaN between places that are NaN", () => {
    const unknown = new Float64Array(3).fill(Number.NaN);
    expect(interpolate(1, unknown, Float64Array.of(0, 0.5, 1))).toBeNaN();
  });

  it("does not lose a flat line between infinite places", () => {
    const wide = Float64Array.of(-Infinity, 0, Infinity);
    expect(interpolate(5, wide, Float64Array.of(1, 2, 2))).toBe(2);
  });
});

describe("lastNotAbove", () => {
  it("finds the last position whose number is not above", () => {
    expect([-1, 0, 0.5, 1, 2, 9].map((x) => lastNotAbove(x, places))).toEqual([-1, 0, 0, 2, 2, 3]);
    expect(lastNotAbove(1, new Float64Array())).toBe(-1);
  });
});
