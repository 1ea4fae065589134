// What y may hold, and what is said of it where it may not.

import { describe, expect, it } from "vitest";
import { labelTarget } from "../../src/train/targets.ts";
import { errorOf } from "../objects/errors-of.ts";

describe("labelTarget", () => {
  it.each([
    ["texts by code points", ["b", "A", "b"], "str", ["A", "b"], [1, 0, 1]],
    ["numbers by size", [10, 9, 9], "int", [9, 10], [1, 0, 0]],
    ["booleans", [true, false], "bool", [false, true], [1, 0]],
  ] as const)("sorts %s", (_, y, type, values, codes) => {
    const target = labelTarget(y, y.length, "GaussianNB");
    expect(target.classes).toEqual({ type, values });
    expect([...target.codes]).toEqual(codes);
  });

  it.each([
    ["a missing label", ["a", null], "y[1] is missing"],
    ["a label that is no number", [0, 1, Number.NaN], "y[2] is missing"],
    ["fractions", [0.5, 1], "its labels are fractions, not classes"],
    ["several kinds", ["a", 1], "its labels are of several kinds"],
    ["big integers", [1n, 2n], "its labels are of the kind bigint"],
    ["one label alone", ["a", "a"], "all samples have the same label"],
  ] as const)("refuses %s", (_, y, reason) => {
    const error = errorOf(() => labelTarget(y, y.length, "GaussianNB"));
    expect([error.code, error.details.reason]).toEqual(["TRAIN_DATA", reason]);
  });
});
