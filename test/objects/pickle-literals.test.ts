import { describe, expect, it } from "vitest";
import {
  decodeLong,
  parseFloatLine,
  parseInteger,
  parseIntLine,
  pyInt,
} from "../../src/objects/pickle-literals.ts";
import { PyFloat } from "../../src/objects/values.ts";

describe("parseInteger", () => {
  it("gives a number while that is exact, and a bigint beyond", () => {
    expect(parseInteger("9007199254740991")).toBe(2 ** 53 - 1);
    expect(parseInteger("9007199254740992")).toBe(2n ** 53n);
    expect(parseInteger("-9007199254740991")).toBe(-(2 ** 53 - 1));
    expect(parseInteger("-9007199254740992")).toBe(-(2n ** 53n));
    expect(parseInteger("0")).toBe(0);
  });

  it("takes 4,300 digits, as Python does, and no more", () => {
    expect(parseInteger("7".repeat(4300))).toBe(BigInt("7".repeat(4300)));
    expect(parseInteger(`-${"7".repeat(4300)}`)).toBe(BigInt(`-${"7".repeat(4300)}`));
    expect(parseInteger("7".repeat(4301))).toBeNull();
    expect(parseInteger(`-${"7".repeat(4301)}`)).toBeNull();
  });

  it("takes only what picklers write", () => {
    for (const text of ["", "-", "+1", "-0", "007", " 1", "1 ", "1\r", "1_0", "0x1", "1.0", "१"]) {
      expect(parseInteger(text)).toBeNull();
    }
  });
});

describe("parseIntLine", () => {
  it("tells bools from ints by two digits", () => {
    expect(parseIntLine("00")).toBe(false);
    expect(parseIntLine("01")).toBe(true);
    expect(parseIntLine("0")).toBe(0);
    expect(parseIntLine("1")).toBe(1);
    expect(parseIntLine("02")).toBeNull();
  });
});

describe("parseFloatLine", () => {
  it("reads what Python's repr writes", () => {
    for (const text of ["0.1", "-1.5", "1e-05", "1e+16", "5e-324", "1.7976931348623157e+308"]) {
      expect(parseFloatLine(text)).toEqual(new PyFloat(Number(text)));
    }
    expect(Object.is(parseFloatLine("-0.0")?.value, -0)).toBe(true);
    expect(parseFloatLine("nan")?.value).toBeNaN();
    expect(parseFloatLine("-inf")?.value).toBe(Number.NEGATIVE_INFINITY);
    expect(parseFloatLine("Infinity")?.value).toBe(Number.POSITIVE_INFINITY);
  });

  it("refuses what overflows, as Python does, and what is no number", () => {
    for (const text of ["1e400", "-1e400", "", ".", "e5", "1e", "1_0", "0x1", " 1", "nan1"]) {
      expect(parseFloatLine(text)).toBeNull();
    }
  });

  it("takes no time over a million digits", () => {
    const began = performance.now();
    expect(parseFloatLine(`${"1".repeat(10 ** 6)}x`)).toBeNull();
    expect(performance.now() - began).toBeLessThan(500);
  });
});

describe("decodeLong", () => {
  it("reads two's complement of any length, little-endian", () => {
    expect(decodeLong(new Uint8Array(0))).toBe(0);
    expect(decodeLong(Uint8Array.of(0xff))).toBe(-1);
    expect(decodeLong(Uint8Array.of(0x80))).toBe(-128);
    expect(decodeLong(Uint8Array.of(0x80, 0))).toBe(128);
    expect(decodeLong(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f))).toBe(2 ** 53 - 1);
    expect(decodeLong(Uint8Array.of(0, 0, 0, 0, 0, 0, 0x20))).toBe(2n ** 53n);
    expect(decodeLong(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0x80))).toBe(-(2n ** 63n));
    expect(decodeLong(Uint8Array.of(5, 0, 0, 0, 0, 0, 0, 0, 0, 0))).toBe(5);
  });
});

describe("pyInt", () => {
  it("keeps small ints as numbers", () => {
    expect([pyInt(5n), pyInt(-(2n ** 53n) + 1n), pyInt(2n ** 53n)]).toEqual([
      5,
      -(2 ** 53 - 1),
      2n ** 53n,
    ]);
  });
});
