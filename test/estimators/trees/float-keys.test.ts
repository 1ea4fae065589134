import { describe, expect, it } from "vitest";
import { floatNotAbove } from "../../../src/estimators/trees/float-keys.ts";

describe("floatNotAbove", () => {
  it("keeps numbers that are float32 already", () => {
    for (const x of [0, 0.5, -0.5, 3 * 2 ** 40, -(2 ** 120), Infinity, -Infinity]) {
      expect(floatNotAbove(x)).toBe(x);
    }
  });

  it("goes down to the next float32, never up", () => {
    expect(floatNotAbove(0.1)).toBe(0.09999999403953552);
    expect(floatNotAbove(-0.1)).toBe(-0.10000000149011612);
    expect(floatNotAbove(1 + 2 ** -40)).toBe(1);
    expect(floatNotAbove(1 - 2 ** -40)).toBe(1 - 2 ** -24);
    expect(floatNotAbove(-(2 ** -200))).toBe(-(2 ** -149));
    expect(floatNotAbove(2 ** -200)).toBe(0);
    expect(floatNotAbove(1e300)).toBe(3.4028234663852886e38);
    expect(floatNotAbove(-1e300)).toBe(-Infinity);
  });

  it("decides for every float32 as the float64 threshold does", () => {
    let seed = 1;
    for (let i = 0; i < 20_000; i++) {
      seed = (seed * 48271) % 2147483647;
      const threshold = (seed / 2147483647 - 0.5) * 10 ** ((i % 12) - 6);
      const below = floatNotAbove(threshold);
      for (const x of [Math.fround(threshold), below, Math.fround(threshold * (1 + 2 ** -23))]) {
        expect(x <= below).toBe(x <= threshold);
      }
    }
  });
});
