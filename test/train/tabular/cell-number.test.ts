// Numbers as tables spell them.

import { describe, expect, it } from "vitest";
import { decimalMark, parseCellNumber } from "../../../src/train/tabular/cell-number.ts";

describe("parseCellNumber", () => {
  it.each([
    ["1,234", 1234, "thousands separators"],
    ["1 234 567.5", 1_234_567.5, "thousands separators"],
    ["12,34,567", 1_234_567, "thousands separators"],
    ["1’234", 1234, "thousands separators"],
    ["$5", 5, "currency signs"],
    ["-$1,234.50", -1234.5, "currency signs"],
    ["$-7", -7, "currency signs"],
    ["5 EUR", 5, "currency signs"],
    ["€ 12", 12, "currency signs"],
    ["5 %", 5, "percent signs"],
    ["−3", -3, null],
    ["(250)", -250, "parentheses for minus"],
    ["Two", 2, "number words"],
    ["forty-two", 42, "number words"],
    ["1e3", 1000, null],
  ])("reads %j where points are decimal marks", (text, value, form) => {
    expect(parseCellNumber(text, ".")).toEqual({ value, form });
  });

  it.each([
    ["1.234,5", 1234.5, "thousands separators"],
    ["3,75", 3.75, "decimal commas"],
    ["1.234", 1234, "thousands separators"],
    ["12", 12, null],
    ["€ 1.234,50", 1234.5, "currency signs"],
  ])("reads %j where commas are decimal marks", (text, value, form) => {
    expect(parseCellNumber(text, ",")).toEqual({ value, form });
  });

  it.each([
    "",
    "abc",
    "12 kg",
    "1,23,4",
    "1-2",
    "(5",
    "5)",
    "--5",
    "$",
    "%",
    "2024-01-31",
    "1,5",
    "twoty",
    "sixty-twelve",
    "$".repeat(500),
    "1".repeat(400),
  ])("takes %j for no number", (text) => {
    expect(parseCellNumber(text, ".")).toBeNull();
  });
});

describe("decimalMark", () => {
  it("lets cells that can be read in one way only decide", () => {
    expect(decimalMark(["1,234", "5,678"])).toBe(".");
    expect(decimalMark(["1,234", "5,67"])).toBe(",");
    expect(decimalMark(["1.234,5"])).toBe(",");
    expect(decimalMark(["1,234.5", "5,67"])).toBe(".");
    expect(decimalMark(["1.234.567"])).toBe(",");
    expect(decimalMark(["a", "b"])).toBe(".");
  });
});
