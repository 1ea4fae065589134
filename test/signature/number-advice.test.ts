import { describe, expect, it } from "vitest";
import { parseDecimal } from "../../src/signature/decimal.ts";
import { numberAdvice } from "../../src/signature/number-advice.ts";

/** The plain decimals that an advice names. */
function numbersIn(advice: string): number[] {
  const words = advice.split(/[\s;:,]+/).map((word) => word.replace(/\.$/, ""));
  return words.map((word) => parseDecimal(word)).filter((number) => number !== null);
}

describe("numberAdvice", () => {
  const cases: [text: string, ...numbers: number[]][] = [
    ["1,5", 1.5],
    ["-,5", -0.5],
    ["2,", 2],
    ["1,500", 1500, 1.5],
    ["1,500,000.25", 1500000.25],
    ["1.500.000", 1500000],
    ["1.234,56", 1234.56],
    ["12,34,567", 1234567],
    ["1 500", 1500],
    ["1\u00a0500", 1500],
    ["1\u2009500,5", 1500.5],
    ["1\u202f500", 1500],
    ["1_500.5", 1500.5],
    ["1'500", 1500],
    ["−5", -5],
    ["–5", -5],
    ["- 5", -5],
    ["$5", 5],
    ["-$5", -5],
    ["€ 12.50", 12.5],
    ["1,50 €", 1.5],
    ["USD 5", 5],
    ["Rs. 500", 500],
    ["(1,234.50)", -1234.5],
    ["5 cm", 5],
    ["1.5kg", 1.5],
    ["37.5 °C", 37.5],
    ["50%", 50, 0.5],
    ["5k", 5000],
    ["2.5 M", 2500000],
    ["~5", 5],
    ["'5'", 5],
    ["1\u200b2", 12],
    ["１２", 12],
    ["٣٫٥", 3.5],
    ["१२", 12],
    ["1/2", 0.5],
    ["½", 0.5],
    ["1½", 1.5],
    ["yes", 1],
    ["Off", 0],
  ];
  it.each(cases)("tells what to write instead of %j", (text: string, ...numbers: number[]) => {
    expect(numbersIn(numberAdvice(text))).toEqual(numbers);
    expect(parseDecimal(text)).toBeNull();
  });

  it("explains a plus sign that an address has turned into a space", () => {
    expect(numbersIn(numberAdvice("1e 5"))).toEqual([1e5]);
    expect(numberAdvice("1e 5")).toContain("%2B");
  });

  it("names what is something else than one number", () => {
    for (const text of ["2020-01-02", "01/02/2020", "12:30", "5-10", "1;5", "1 5", "0x1F"]) {
      expect(numberAdvice(text), text).not.toBe("");
      expect(numbersIn(numberAdvice(text)), text).toEqual([]);
    }
  });

  it("says nothing about what is no number at all", () => {
    for (const text of ["abc", "", "--", "a long way to 5 and b", "+-3", "?", "1".repeat(500)]) {
      expect(numberAdvice(text), text).toBe("");
    }
  });

  it("is quick for texts made to be slow", () => {
    const started = performance.now();
    for (const part of ["1", "1,", " ", "1 ", "'", "a", "1/", "-", "1.", "½"]) {
      for (const length of [390, 200_000]) numberAdvice(`${part.repeat(length).slice(0, length)}x`);
    }
    expect(performance.now() - started).toBeLessThan(500);
  });
});
