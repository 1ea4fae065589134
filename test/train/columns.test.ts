// The categories of a column, and of what kind its array will be.

import { describe, expect, it } from "vitest";
import { categoriesOf } from "../../src/train/columns.ts";

describe("categoriesOf", () => {
  it.each([
    ["texts", ["b", null, "a"], "object", ["a", "b", null]],
    ["whole numbers", [10, 9, 10], "int", [9, 10]],
    ["numbers with missing ones", [2, null, 1], "float", [1, 2, null]],
    ["booleans", [true, false], "bool", [false, true]],
    // pandas reads such a column as NaN, and Python looks for NaN among numbers only.
    ["nothing but missing values", [null, null], "float", [null]],
  ] as const)("finds those of %s", (_, cells, type, values) => {
    const hasMissing = cells.some((cell) => cell === null);
    expect(categoriesOf(cells, "a", "OneHotEncoder")).toEqual({ type, values, hasMissing });
  });
});
