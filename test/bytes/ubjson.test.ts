// UBJSON: every type, and every lie about lengths.
import { describe, expect, it } from "vitest";
import { decodeUbjson } from "../../src/bytes/ubjson.ts";
import { PicklejarError } from "../../src/errors.ts";
import { defaultLimits } from "../../src/limits.ts";
import { length, letters, writeUbjson } from "./write-ubjson.ts";

class Fault extends Error {}

const rules = {
  fault: (at: number, reason: string) => new Fault(`${at}: ${reason}`),
  limits: defaultLimits,
};

function decode(bytes: readonly number[] | Uint8Array): unknown {
  return decodeUbjson(Uint8Array.from(bytes), rules);
}

describe("decodeUbjson", () => {
  it("reads every kind of value", () => {
    const value = { a: null, b: true, c: false, d: "häuser", e: [1, -2, 1.5, "x", []], f: {} };
    expect(decode(writeUbjson(value))).toEqual(
      new Map<string, unknown>([
        ["a", null],
        ["b", true],
        ["c", false],
        ["d", "häuser"],
        ["e", [1, -2, 1.5, "x", []]],
        ["f", new Map()],
      ]),
    );
  });

  it("reads numbers of every width", () => {
    expect(decode([...letters("i"), 0xff])).toBe(-1);
    expect(decode([...letters("U"), 0xff])).toBe(255);
    expect(decode([...letters("I"), 0xff, 0xfe])).toBe(-2);
    expect(decode([...letters("l"), 0, 1, 0, 0])).toBe(65_536);
    expect(decode([...letters("L"), 0, 0, 1, 0, 0, 0, 0, 0])).toBe(2 ** 40);
    expect(decode([...letters("L"), 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfb])).toBe(-5);
    expect(decode([...letters("d"), 0x3f, 0xc0, 0, 0])).toBe(1.5);
    expect(decode([...letters("D"), 0x3f, 0xf8, 0, 0, 0, 0, 0, 0])).toBe(1.5);
    expect(decode([...letters("C"), 0x41])).toBe("A");
  });

  it("reads arrays of one type as typed arrays", () => {
    expect(decode(writeUbjson(Int32Array.of(1, -7)))).toEqual(Int32Array.of(1, -7));
    expect(decode(writeUbjson(Float32Array.of(0.1)))).toEqual(Float32Array.of(0.1));
    expect(decode(writeUbjson(Uint8Array.of(1, 255)))).toEqual(Uint8Array.of(1, 255));
    expect(decode([...letters("[$i#U"), 2, 0xff, 3])).toEqual(Int8Array.of(-1, 3));
    expect(decode([...letters("[$I#U"), 1, 1, 0])).toEqual(Float64Array.of(256));
    expect(decode([...letters("[$L#U"), 1, ...new Array(7).fill(0), 9])).toEqual(
      Float64Array.of(9),
    );
    expect(decode([...letters("[$D#U"), 1, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0])).toEqual(
      Float64Array.of(1.5),
    );
  });

  it("reads arrays and objects with and without counts", () => {
    expect(decode([...letters("[U"), 1, ...letters("U"), 2, ...letters("]")])).toEqual([1, 2]);
    expect(decode([...letters("[#U"), 2, ...letters("TF")])).toEqual([true, false]);
    expect(decode([...letters("{#U"), 1, ...letters("U"), 1, ...letters("aT")])).toEqual(
      new Map([["a", true]]),
    );
    expect(decode([...letters("[[]{}]")])).toEqual([[], new Map()]);
  });

  it("keeps keys that are names of JavaScript's own", () => {
    const value = decode(
      writeUbjson(
        new Map([
          ["__proto__", 1],
          ["constructor", 2],
        ]),
      ),
    );
    expect(value).toEqual(
      new Map([
        ["__proto__", 1],
        ["constructor", 2],
      ]),
    );
  });

  it.each<[string, readonly number[]]>([
    ["nothing", []],
    ["an unknown marker", letters("x")],
    ["a no-op", letters("N")],
    ["a high-precision number", [...letters("H"), ...length(1), 0x31]],
    ["a text beyond the end", [...letters("S"), ...length(9), 0x61]],
    ["a text of negative length", [...letters("S"), ...length(-1)]],
    ["a text with a length of a fraction", [...letters("Sd"), 0x40, 0, 0, 0, 0x61, 0x61]],
    ["a text that is not UTF-8", [...letters("SU"), 1, 0xff]],
    ["an array of 2^60 items", [...letters("[#"), ...length(2 ** 52)]],
    ["a typed array beyond the end", [...letters("[$d#"), ...length(2), 0, 0, 0, 0]],
    ["2^52 items without bytes", [...letters("[$Z#"), ...length(2 ** 52)]],
    ["typed true", [...letters("[$T#U"), 3]],
    ["typed no-ops", [...letters("[$N#U"), 3]],
    ["typed objects", [...letters("[${#U"), 1, ...letters("}")]],
    ["typed texts", [...letters("[$S#U"), 1, ...letters("U"), 1, 0x61]],
    ["a type without a count", letters("[$i]")],
    ["a typed object", [...letters("{$i#U"), 1, ...letters("U"), 1, 0x61, 1]],
    ["an object of more entries than bytes", [...letters("{#"), ...length(1000)]],
    ["an array without an end", letters("[T")],
    ["an object without an end", [...letters("{U"), 1, ...letters("aT")]],
    ["an end of the other kind", letters("[T}")],
    ["a key without a value", [...letters("{U"), 1, ...letters("a}")]],
    ["a key twice", [...letters("{U"), 1, ...letters("aTU"), 1, ...letters("aT}")]],
    ["an integer beyond 2^53", [...letters("L"), 0x40, 0, 0, 0, 0, 0, 0, 1]],
    ["65 arrays in each other", letters("[".repeat(65) + "]".repeat(65))],
    ["a million arrays in each other", letters("[".repeat(1_000_000))],
  ])("refuses %s", (_, bytes) => {
    expect(() => decode(bytes)).toThrow(Fault);
  });

  it("reads 64 arrays in each other", () => {
    expect(decode(letters("[".repeat(64) + "]".repeat(64)))).toHaveLength(1);
  });

  it("refuses every beginning of a document", () => {
    const whole = writeUbjson({ a: [1, "text"], b: Float32Array.of(1, 2) });
    for (let end = 0; end < whole.length; end++) {
      expect(() => decode(whole.subarray(0, end)), `${end} bytes`).toThrow(Fault);
    }
  });

  it("stops at the memory that it may take", () => {
    const bytes = Uint8Array.from(letters(`[${"[]".repeat(2000)}]`));
    const limits = { ...defaultLimits, memoryBytes: 50_000 };
    expect(codeOf(() => decodeUbjson(bytes, { ...rules, limits }))).toBe("LIMIT_EXCEEDED");
  });
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
    throw error;
  }
  return "no error";
}
