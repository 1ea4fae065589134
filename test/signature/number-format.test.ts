// What Python 3.11 writes: `format(value, spec)` and `round(value, digits)`.
import { describe, expect, it } from "vitest";
import {
  formatByPython,
  parseNumberFormat,
  roundByPython,
} from "../../src/signature/number-format.ts";

describe("formatByPython", () => {
  const cases: readonly (readonly [number, string, string])[] = [
    [53290.89255944764, ",.2f", "53,290.89"],
    [53290.89255944764, "", "53290.89255944764"],
    [5, "", "5.0"],
    [2.675, ".2f", "2.67"],
    [0.125, ".2f", "0.12"],
    [0.375, ".2f", "0.38"],
    [2.5, ".0f", "2"],
    [-2.5, ".0f", "-2"],
    [3.5, ".0f", "4"],
    [0.5, ".0f", "0"],
    [-0.0001, ".2f", "-0.00"],
    [1234567.5, ",.0f", "1,234,568"],
    [1234567.5, "_.1f", "1_234_567.5"],
    [999999.5, ",.0f", "1,000,000"],
    [12.5, "+.1f", "+12.5"],
    [12.5, " .1f", " 12.5"],
    [-12.5, "+.1f", "-12.5"],
    [0.8731, ".1%", "87.3%"],
    [0.005, ".0%", "0%"],
    [1, "%", "100.000000%"],
    [1e22, ".1f", "10000000000000000000000.0"],
    [1e16, ",", "1e+16"],
    [1234567, ",", "1,234,567.0"],
    [1.7976931348623157e308, ".0%", "inf%"],
  ];

  it.each(cases)("writes %d as %j: %s", (value, spec, expected) => {
    const format = parseNumberFormat(spec);
    expect(format).not.toBeNull();
    if (format !== null) expect(formatByPython(value, format)).toBe(expected);
  });
});

describe("parseNumberFormat", () => {
  it.each(["x", ">8", ".2", ".3g", ".21f", "08.2f", ",.2f ", "{}", ".f"])("knows no %j", (spec) => {
    expect(parseNumberFormat(spec)).toBeNull();
  });
});

describe("roundByPython", () => {
  const cases: readonly (readonly [number, number, number])[] = [
    [53290.89255944764, 2, 53290.89],
    [2.5, 0, 2],
    [3.5, 0, 4],
    [-2.5, 0, -2],
    [0.125, 2, 0.12],
    [2.675, 2, 2.67],
    [1e300, 5, 1e300],
    [Number.POSITIVE_INFINITY, 2, Number.POSITIVE_INFINITY],
  ];

  it.each(cases)("rounds %d to %d decimals: %d", (value, decimals, expected) => {
    expect(roundByPython(value, decimals)).toBe(expected);
  });
});
