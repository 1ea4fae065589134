import { describe, expect, it } from "vitest";
import { CategoryIndex } from "../../src/estimators/category-index.ts";

describe("CategoryIndex", () => {
  it("finds numbers, texts, booleans and far integers, each as Python compares them", () => {
    const index = new CategoryIndex([3, "3", true, -0.5, 2n ** 60n, "", 0]);
    expect(
      [3, "3", true, 1, -0.5, 2n ** 60n, "", 0, -0].map((cell) => index.numberOf(cell)),
    ).toEqual([0, 1, 2, 2, 3, 4, 5, 6, 6]);
    expect([4, "4", 2n ** 61n, "1152921504606846976", null].map((c) => index.numberOf(c))).toEqual([
      -1, -1, -1, -1, -1,
    ]);
  });

  it("takes the first of equal categories", () => {
    expect(new CategoryIndex([7, 1, 7, 1]).numberOf(1)).toBe(1);
    expect(new CategoryIndex(["b", "a", "b"]).numberOf("b")).toBe(0);
  });

  it("finds NaN, and null in its place where the categories hold no null", () => {
    const index = new CategoryIndex([1, Number.NaN]);
    expect([index.numberOf(Number.NaN), index.numberOf(null)]).toEqual([1, 1]);
    expect(new CategoryIndex([1, null]).numberOf(null)).toBe(1);
    expect(new CategoryIndex([1, null]).numberOf(Number.NaN)).toBe(-1);
  });

  it.each([0, 1, 3, 100, 20_000])("finds each of %i texts, and no others", (count) => {
    // Half of them begin, end and are long alike.
    const texts = Array.from({ length: count }, (_, i) =>
      i % 2 === 0 ? `same${i + 100_000}same same` : String(i),
    );
    for (const categories of [texts, ["", ...texts], [...texts, ""]]) {
      const index = new CategoryIndex(categories);
      expect(categories.every((text, i) => index.numberOf(text) === i)).toBe(true);
      const others = ["same", "x", "\0", "100001", ...texts.map((text) => `${text} `)];
      expect(others.every((text) => index.numberOf(text) === -1)).toBe(true);
      expect(index.numberOf("")).toBe(categories.indexOf(""));
    }
  });

  it("is not slowed by numbers that V8 hashes alike", () => {
    // Multiples of 2^32 share their low bits; a Map of them could be as slow as a list.
    const far = Array.from({ length: 200_000 }, (_, i) => (i - 100_000) * 2 ** 32);
    const index = new CategoryIndex(far);
    expect(far.every((cell, i) => index.numberOf(cell) === i)).toBe(true);
  });
});
