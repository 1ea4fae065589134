// JSON whose keys keep their order: the same values as JSON.parse, and the same refusals.
import { describe, expect, it } from "vitest";
import { decodeJsonTree, type JsonTree } from "../../src/bytes/json-tree.ts";
import { PicklejarError } from "../../src/errors.ts";
import { defaultLimits } from "../../src/limits.ts";

const texts = [
  "{}",
  "[]",
  "[[],{},[{}]]",
  '{"a":[1,-2.5,1e3,0.1E-2,true,false,null,"x"]}',
  ' { "a" : { "b" : [ ] } , "c" : "d" } ',
  '"a\\"b\\\\c\\u00e9\\n"',
  "5",
  "null",
  '{"__proto__":1,"constructor":{"x":2}}',
];

const wrong = [
  "",
  "{",
  "[1,]",
  "[,1]",
  "[1 2]",
  '{"a":1,}',
  '{"a"}',
  '{"a":}',
  '{"a" 1}',
  '{"a":1 "b":2}',
  '{"a":1:2}',
  "{1:2}",
  "{a:1}",
  '{"a":[1}]',
  "[1]]",
  "]",
  '"abc',
  '"a\nb"',
  '"\\x"',
  "nul",
  "01x",
  "[1]//",
  "NaN",
];

describe("decodeJsonTree", () => {
  it.each(texts)("reads %s as JSON.parse does", (text) => {
    expect(plain(decode(text))).toEqual(JSON.parse(text));
  });

  it.each(wrong)("refuses %j", (text) => {
    expect(() => decode(text)).toThrow("here");
  });

  it("keeps the keys in the order of the text", () => {
    const value = decode('{"b":1,"10":2,"9":3,"a":4}');
    expect(value instanceof Map ? [...value.keys()] : null).toEqual(["b", "10", "9", "a"]);
  });

  it("refuses a key that comes twice", () => {
    expect(() => decode('{"a":1,"a":2}')).toThrow("here: it names a key twice");
  });

  it("is bounded in depth and memory", () => {
    expect(() => decode("[".repeat(100_000))).toThrow("here: it is nested more than 1000 deep");
    expect(decode("[".repeat(900) + "]".repeat(900))).toBeDefined();
    const tight = { ...defaultLimits, memoryBytes: 10_000 };
    expect(() => decode(`[${'"text",'.repeat(1000)}1]`, tight)).toThrow(PicklejarError);
  });

  it("reads long texts", () => {
    const long = "ä\\n".repeat(1_000_000);
    expect(decode(`"${long}"`)).toBe("ä\n".repeat(1_000_000));
  });
});

function decode(text: string, limits = defaultLimits): JsonTree {
  const fault = (_: number, reason: string): Error => new Error(`here: ${reason}`);
  return decodeJsonTree(new TextEncoder().encode(text), { fault, limits });
}

function plain(value: JsonTree): unknown {
  if (value instanceof Map) {
    const object: Record<string, unknown> = {};
    for (const [key, item] of value) {
      Object.defineProperty(object, key, {
        value: plain(item),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return object;
  }
  return Array.isArray(value) ? value.map(plain) : value;
}
