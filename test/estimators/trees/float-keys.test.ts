import { describe, expect, it } from "vitest";
import {
  floatBelow,
  floatOfKey,
  keyOf,
  keysNotAbove,
  missingKey,
} from "../../../src/estimators/trees/float-keys.ts";
import { randomNumbers } from "./random-trees.ts";

const smallest = 2 ** -149;
const largest = 3.4028234663852886e38;

describe("keyOf", () => {
  it("orders as the numbers are ordered, −0 with 0 and NaN above all", () => {
    const ordered = [
      -Infinity,
      -largest,
      -1,
      -0.5,
      -smallest,
      0,
      smallest,
      0.5,
      1,
      largest,
      Infinity,
    ];
    const keys = ordered.map(keyOf);
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
    expect(new Set(keys).size).toBe(ordered.length);
    expect(keyOf(-0)).toBe(keyOf(0));
    expect(keyOf(Number.NaN)).toBe(missingKey);
    expect(keyOf(Infinity)).toBeLessThan(missingKey);
  });

  it("is turned back by floatOfKey", () => {
    for (const x of [-Infinity, -1.5, 0, smallest, 3, Infinity])
      expect(floatOfKey(keyOf(x))).toBe(x);
  });
});

describe("keysNotAbove", () => {
  const down = (x: number): number => floatOfKey(keysNotAbove(Float64Array.of(x))[0] ?? 0);

  it("keeps numbers that are float32 already", () => {
    for (const x of [0, 0.5, -0.5, 3 * 2 ** 40, -(2 ** 120), Infinity, -Infinity]) {
      expect(down(x)).toBe(x);
    }
  });

  it("goes down to the next float32, never up", () => {
    expect(down(0.1)).toBe(0.09999999403953552);
    expect(down(-0.1)).toBe(-0.10000000149011612);
    expect(down(1 + 2 ** -40)).toBe(1);
    expect(down(1 - 2 ** -40)).toBe(1 - 2 ** -24);
    expect(down(2 ** -200)).toBe(0);
    expect(down(1e300)).toBe(largest);
    expect(down(-1e300)).toBe(-Infinity);
  });

  it("decides for every float32 as the float64 threshold does", () => {
    const random = randomNumbers(1);
    const thresholds = Float64Array.from({ length: 20_000 }, (_, i) => {
      if (i < 4) return [-(2 ** -200), 2 ** -200, -0, 0][i] ?? 0;
      return (random() - 0.5) * 10 ** ((i % 12) - 6);
    });
    const wrong: number[] = [];
    for (const [i, key] of keysNotAbove(thresholds).entries()) {
      const threshold = thresholds[i] ?? 0;
      const near = [threshold, threshold * (1 + 2 ** -23), threshold * (1 - 2 ** -23), -0, 0];
      for (const x of near.map(Math.fround)) {
        if (keyOf(x) <= key !== x <= threshold) wrong.push(threshold);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("lets nothing be below NaN", () => {
    const [key = 0] = keysNotAbove(Float32Array.of(Number.NaN));
    expect(key).toBeLessThan(keyOf(-Infinity));
  });
});

describe("floatBelow", () => {
  it("is the float32 before", () => {
    expect([1, 0, -0, smallest, -1].map(floatBelow)).toEqual([
      1 - 2 ** -24,
      -smallest,
      -smallest,
      0,
      -1 - 2 ** -23,
    ]);
    expect(floatBelow(Infinity)).toBe(largest);
    expect(floatBelow(-Infinity)).toBeNaN();
  });
});
