import { describe, expect, it } from "vitest";
import { parseJson } from "../../src/bytes/json-escapes.ts";

describe("parseJson", () => {
  it("reads names as they are, whatever names were read before", () => {
    parseJson(String.raw`{"experience":1,"\\u0":2}`);
    const request = String.raw`{"experience":1,"\u00e9ge":2}`;
    expect(parseJson(request)).toEqual({ experience: 1, "\u00e9ge": 2 });
  });

  it("reads names that must be escaped as they are, too", () => {
    for (const [earlier, later, names] of [
      [String.raw`{"a":1,"\\\\":2}`, String.raw`{"a":1,"\\x":2}`, ["a", "\\x"]],
      [String.raw`{"a":1,"\\\"":2}`, String.raw`{"a":1,"\"x":2}`, ["a", '"x']],
      [String.raw`{"a":1,"\\u0001":2}`, String.raw`{"a":1,"\u0001x":2}`, ["a", "\u0001x"]],
      [String.raw`{"a":1,"\\n":2}`, String.raw`{"a":1,"\n":2}`, ["a", "\n"]],
    ] as const) {
      JSON.parse(earlier);
      expect(Object.keys(parseJson(later) as object)).toEqual(names);
    }
  });

  it("keeps order, depth, and names that mean something to JavaScript", () => {
    const text = String.raw`[{"b\"":[{"__proto__":{"\\":1},"c":"\\\":"}],"a":{"\t":null}},"\":"]`;
    const value = parseJson(text);
    expect(JSON.stringify(value)).toBe(text);
    expect(Object.getPrototypeOf((value as object[])[0])).toBe(Object.prototype);
  });

  it("reads the last of two equal names, as JSON.parse does", () => {
    expect(parseJson(String.raw`{"\"":1,"x":0,"\u0022":2}`)).toEqual({ '"': 2, x: 0 });
  });

  it("is no slower than its text is long", () => {
    const hostile = [
      `["${"\\\\".repeat(500_000)}"]`,
      `{"${"\\\\".repeat(400_000)}":${" ".repeat(200_000)}1}`,
      `[${String.raw`"\"",`.repeat(200_000)}1]`,
      `${String.raw`{"\"":`.repeat(2000)}1${"}".repeat(2000)}`,
    ];
    for (const text of hostile) expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it("reads every kind of escape", () => {
    const text = String.raw`["\u0000\u001f\"\u0022\\u00e9\u005c\n","\ud83d\ude00\u2028\ud800"]`;
    expect(parseJson(text)).toEqual(['\0\x1f""\\u00e9\\\n', "\ud83d\ude00\u2028\ud800"]);
  });

  it("refuses escapes where JSON has none", () => {
    for (const text of [String.raw`"\u00e`, String.raw`"\x41"`, String.raw`{"a"\u003a1}`, "\\"]) {
      expect(() => parseJson(text), text).toThrow(SyntaxError);
    }
  });
});
