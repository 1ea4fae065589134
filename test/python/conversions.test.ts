import { describe, expect, it } from "vitest";
import { PyFloat } from "../../src/objects/values.ts";
import { numpyRound, round, toFloat, toInt } from "../../src/python/conversions.ts";
import { PythonException } from "../../src/python/exception.ts";
import { float64, makeScalar } from "../../src/python/numpy-make.ts";
import { toStr } from "../../src/python/printing.ts";

describe("round", () => {
  it("rounds Python's floats by their exact value, halves to even", () => {
    const rounded = [2.675, 2.5, 0.125, 1.005, -2.5, 1e22].map((x) =>
      toStr(round(new PyFloat(x), 2)),
    );
    expect(rounded).toEqual(["2.67", "2.5", "0.12", "1.0", "-2.5", "1e+22"]);
    expect(round(new PyFloat(2.5))).toBe(2);
    expect(round(1250, -2)).toBe(1200);
  });

  it("rounds numpy's floats as numpy does", () => {
    expect(toStr(round(makeScalar(float64, new PyFloat(2.675)), 2))).toBe("2.68");
    expect(toStr(round(makeScalar(float64, new PyFloat(53290.89255944764)), 2))).toBe("53290.89");
  });
});

describe("numpyRound", () => {
  it("scales, rounds and scales back", () => {
    expect([2.675, 1.115, 0.125, 0.375].map((x) => numpyRound(x, 2))).toEqual([
      2.68, 1.12, 0.12, 0.38,
    ]);
    expect(numpyRound(1250, -2)).toBe(1200);
    expect(numpyRound(Number.NaN, 2)).toBeNaN();
  });
});

describe("toInt", () => {
  it("reads ints of any size, and refuses what is none", () => {
    expect(toInt(" -12_3 ")).toBe(-123);
    expect(toInt("ff", 16)).toBe(255);
    expect(toInt("9".repeat(30))).toBe(BigInt("9".repeat(30)));
    for (const text of ["", "1.5", "1__0", "_1", "0x1"]) {
      expect(() => toInt(text)).toThrow(PythonException);
    }
  });
});

describe("toFloat", () => {
  it("reads floats as Python writes them, and refuses what is none", () => {
    expect(["1e3", " .5 ", "-inf", "1_0.2_5", "5."].map((text) => toFloat(text))).toEqual([
      1000,
      0.5,
      -Infinity,
      10.25,
      5,
    ]);
    for (const text of ["", ".", "1e", "0x10", "1,5", "infinit"]) {
      expect(() => toFloat(text)).toThrow(PythonException);
    }
  });
});
