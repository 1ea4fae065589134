import { describe, expect, it } from "vitest";
import { parseJson } from "../../src/bytes/json-escapes.ts";

describe("parseJson", () => {
  it("reads names as they are, whatever names were read before", () => {
    parseJson(String.raw`{"experience":1,"\\u0":2}`);
    const request = String.raw`{"experience":1,"\u00e9ge":2}`;
    expect(parseJson(request)).toEqual({ experience: 1, "\u00e9ge": 2 });
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
