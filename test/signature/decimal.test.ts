import { describe, expect, it } from "vitest";
import { isMissingNumber, parseDecimal } from "../../src/signature/decimal.ts";

describe("parseDecimal", () => {
  it.each([
    ["2", 2],
    [" 12 ", 12],
    ["-2.5", -2.5],
    [".5", 0.5],
    ["3.", 3],
    ["+3", 3],
    ["1e5", 1e5],
    ["1E-5", 1e-5],
    ["\u00a07\n", 7],
    ["1e400", Infinity],
  ])("reads %j", (text, number) => {
    expect(parseDecimal(text)).toBe(number);
  });

  it.each(["", "1,5", "1 5", "0x1F", "1_000", "--3", "1e", "e5", ".", "١", "−5", "NaN", "inf"])(
    "reads no number in %j",
    (text) => {
      expect(parseDecimal(text)).toBeNull();
    },
  );
});

describe("isMissingNumber", () => {
  it("knows how spreadsheets and pandas write what is missing", () => {
    for (const text of [
      "",
      " ",
      "NaN",
      "-nan",
      "NA",
      "<NA>",
      "n/a",
      "#N/A",
      "NULL",
      "None",
      "NaT",
    ]) {
      expect(isMissingNumber(text), text).toBe(true);
    }
    for (const text of ["0", "-", "?", "no", "nana", "nothing"]) {
      expect(isMissingNumber(text), text).toBe(false);
    }
  });
});
