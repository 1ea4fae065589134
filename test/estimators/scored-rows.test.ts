import { describe, expect, it } from "vitest";
import { knownScores, scoredRows } from "../../src/estimators/scored-rows.ts";

describe("scoredRows", () => {
  const map = { features: 2, coefficients: Float64Array.of(1, 2), intercepts: Float64Array.of(3) };

  it("are made once, and only when somebody looks at them", () => {
    let made = 0;
    const rows = scoredRows(map, Float64Array.of(8, 14), () => {
      made++;
      return Float64Array.of(1, 2, 3, 4);
    });
    expect([rows.rows, rows.columns, made]).toEqual([2, 2, 0]);
    expect([...rows.data, ...rows.data]).toEqual([1, 2, 3, 4, 1, 2, 3, 4]);
    expect(made).toBe(1);
  });

  it("know their scores for their own map, and give copies of them", () => {
    const rows = scoredRows(map, Float64Array.of(8, 14), () => Float64Array.of(1, 2, 3, 4));
    knownScores(rows, map)?.fill(0);
    expect(knownScores(rows, map)).toEqual(Float64Array.of(8, 14));
    expect(knownScores(rows, { ...map })).toBeNull();
    expect(knownScores({ ...rows }, map)).toBeNull();
  });
});
