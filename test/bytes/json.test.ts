// JSON that is not trusted: what JSON.parse would let pass is refused, and what XGBoost writes is read.
import { describe, expect, it } from "vitest";
import { decodeJson } from "../../src/bytes/json.ts";
import { PicklejarError } from "../../src/errors.ts";
import { defaultLimits } from "../../src/limits.ts";

class Fault extends Error {}

const rules = {
  fault: (at: number, reason: string) => new Fault(`${at}: ${reason}`),
  limits: defaultLimits,
};

function decode(text: string): unknown {
  return decodeJson(new TextEncoder().encode(text), rules);
}

describe("decodeJson", () => {
  it("reads objects as Maps", () => {
    expect(decode('{"a": [1, {"b": "c"}], "d": null, "e": true}')).toEqual(
      new Map<string, unknown>([
        ["a", [1, new Map([["b", "c"]])]],
        ["d", null],
        ["e", true],
      ]),
    );
  });

  it("keeps keys that are names of JavaScript's own", () => {
    expect(decode('{"__proto__": 1, "constructor": 2}')).toEqual(
      new Map([
        ["__proto__", 1],
        ["constructor", 2],
      ]),
    );
  });

  it("reads the numbers that JSON has no words for", () => {
    expect(decode("[NaN, Infinity, -Infinity, 1E-45]")).toEqual([null, Infinity, -Infinity, 1e-45]);
    expect(decode('["NaN", "a Infinity b"]')).toEqual(["NaN", "a Infinity b"]);
  });

  it("takes the same key in different objects", () => {
    expect(decode('[{"a": {"a": 1}}, {"a": 2}]')).toHaveLength(2);
  });

  it("takes brackets, quotes and commas inside of texts", () => {
    expect(decode('{"a\\"{": "]}\\\\", "b": ","}')).toEqual(
      new Map([
        ['a"{', "]}\\"],
        ["b", ","],
      ]),
    );
  });

  it.each([
    ["nothing", ""],
    ["half an object", '{"a": 1'],
    ["a comma too many", "[1,]"],
    ["a text without an end", '["a'],
    ["single quotes", "['a']"],
    ["a word", "[nan]"],
    ["a word that begins as Infinity", "[Infinit]"],
    ["a key twice", '{"a": 1, "a": 2}'],
    ["a key twice, once with an escape", '{"a": 1, "\\u0061": 2}'],
    ["a key twice with others between", '{"a": 1, "b": {"a": [{}, "a"]}, "a": 2}'],
    ["65 arrays in each other", "[".repeat(65) + "]".repeat(65)],
    ["a million arrays in each other", "[".repeat(1_000_000)],
    ["a million objects in each other", '{"a":'.repeat(1_000_000)],
    ["more ends than beginnings", "]]]]"],
    ["two documents", "{} {}"],
  ])("refuses %s", (_, text) => {
    expect(() => decode(text)).toThrow(Fault);
  });

  it("reads 64 arrays in each other", () => {
    expect(decode("[".repeat(64) + "]".repeat(64))).toHaveLength(1);
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(() => decodeJson(Uint8Array.of(0x22, 0xff, 0x22), rules)).toThrow(Fault);
  });

  it("stops at the memory that it may take", () => {
    const limits = { ...defaultLimits, memoryBytes: 50_000 };
    const bytes = new TextEncoder().encode(`[${"[],".repeat(2000)}0]`);
    expect(codeOf(() => decodeJson(bytes, { ...rules, limits }))).toBe("LIMIT_EXCEEDED");
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
