import { describe, expect, it } from "vitest";
import { decimalAdvice, parseDecimal } from "../../src/signature/decimal.ts";

describe("decimalAdvice", () => {
  const cases: readonly [text: string, advice: string][] = [
    ["1,5", "1.5"],
    ["-,5", "-.5"],
    ["1,500", "1500"],
    ["1,500,000.25", "1500000.25"],
    ["1 500", "1500"],
    ["1_500.5", "1500.5"],
    ["1'500", "1500"],
    ["−5", "-5"],
    ["$5", "5"],
    ["€ 12.50", "12.50"],
    ["5 cm", "5"],
    ["50%", "50"],
    ["37.5 °C", "37.5"],
    ["0x1F", "decimal digits"],
    ["１２", "0 to 9"],
  ];
  it.each(cases)("tells what to write instead of %s", (text, advice) => {
    expect(decimalAdvice(text)).toContain(advice);
    expect(parseDecimal(text)).toBeNull();
  });

  it("says nothing about what is no number at all", () => {
    for (const text of ["abc", "", "--", "1.2.3", "yes", "a 5 b"]) {
      expect(decimalAdvice(text)).toBe("");
    }
  });

  it("is quick for texts made to be slow", () => {
    const started = performance.now();
    const long = 200_000;
    for (const text of ["1".repeat(long), "1,".repeat(long), " ".repeat(long), "1 ".repeat(long)]) {
      parseDecimal(`${text}x`);
      parseDecimal(`${text.slice(0, 390)}x`);
      decimalAdvice(`${text}x`);
    }
    expect(performance.now() - started).toBeLessThan(500);
  });
});
