import { describe, expect, it } from "vitest";
import { FreeRanges } from "../../../src/estimators/kernels/free-ranges.ts";

describe("FreeRanges", () => {
  it("has nothing to give at first", () => {
    expect(new FreeRanges().take(64)).toBeNull();
  });

  it("gives the smallest range that is large enough, and keeps the rest", () => {
    const free = new FreeRanges();
    free.add(1024, 512);
    free.add(4096, 128);
    expect([free.take(100), free.take(28), free.take(500), free.take(64)]).toEqual([
      4096,
      4196,
      1024,
      null,
    ]);
  });

  it("joins neighbours, whichever comes back first", () => {
    const free = new FreeRanges();
    free.add(0, 64);
    free.add(128, 64);
    free.add(64, 64);
    expect(free.take(192)).toBe(0);
    free.add(64, 128);
    free.add(0, 64);
    expect(free.take(192)).toBe(0);
  });
});
