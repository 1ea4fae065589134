import { describe, expect, it } from "vitest";
import { spreadOf } from "../../bench/statistics.ts";

describe("spreadOf", () => {
  it("is the middle value and the values a quarter of the way from both ends, as numpy's quantiles", () => {
    expect(spreadOf([4, 1, 3, 2, 5])).toEqual({ q1: 2, median: 3, q3: 4 });
    expect(spreadOf([1, 2, 3, 10])).toEqual({ q1: 1.75, median: 2.5, q3: 4.75 });
  });

  it("is the only value where there is one", () => {
    expect(spreadOf([7])).toEqual({ q1: 7, median: 7, q3: 7 });
  });
});
