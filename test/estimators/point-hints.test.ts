import { describe, expect, it } from "vitest";
import { pointHints } from "../../src/estimators/point-hints.ts";

describe("pointHints", () => {
  it("gives range and median of every column", () => {
    expect(pointHints(Float64Array.of(1, 0.5, 3, 2.5, 2, 1.5), 2)).toEqual([
      { low: 1, high: 3, typical: 2, integer: true },
      { low: 0.5, high: 2.5, typical: 1.5 },
    ]);
  });

  it("leaves out what is missing", () => {
    const { NaN: missing } = Number;
    expect(pointHints(Float64Array.of(missing, missing, missing, 7), 2)).toEqual([
      {},
      { low: 7, high: 7, typical: 7, integer: true },
    ]);
  });
});
