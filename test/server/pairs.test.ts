import { describe, expect, it } from "vitest";
import { PairsError, parsePairs, queryOf } from "../../src/server/pairs.ts";

describe("parsePairs", () => {
  it("keeps order and repetitions", () => {
    expect(parsePairs("b=2&a=1&b=3", 10)).toEqual([
      ["b", "2"],
      ["a", "1"],
      ["b", "3"],
    ]);
  });

  it("decodes as browsers encode", () => {
    expect(parsePairs("mean+radius=%C3%A9+%2B%26%3D&x=a=b&flag&=empty", 10)).toEqual([
      ["mean radius", "é +&="],
      ["x", "a=b"],
      ["flag", ""],
      ["", "empty"],
    ]);
    expect(parsePairs("", 10)).toEqual([]);
    expect(parsePairs("&&", 10)).toEqual([]);
  });

  it("gives back what URLSearchParams writes", () => {
    const pairs: [string, string][] = [
      ["__proto__", "1"],
      ["a&b=c+d", "100 % “sure”\r\n"],
      ["emoji 🥒", "\u0000"],
    ];
    expect(parsePairs(String(new URLSearchParams(pairs)), 10)).toEqual(pairs);
  });

  it.each(["x=%zz", "x=%", "%ff=1", "x=%c3%28", "x=%ED%A0%80"])("refuses %s", (text) => {
    expect(() => parsePairs(text, 10)).toThrow(PairsError);
  });

  it("refuses more pairs than its limit", () => {
    expect(parsePairs("a&a&a", 3)).toHaveLength(3);
    expect(() => parsePairs("a&a&a&a", 3)).toThrow(PairsError);
  });
});

describe("queryOf", () => {
  it("reads what follows the first question mark", () => {
    expect(queryOf("/predict?a=1?2")).toBe("a=1?2");
    expect(queryOf("/predict")).toBe("");
  });

  it("reads bytes beyond ASCII as UTF-8", () => {
    const url = Buffer.from("/predict?name=é").toString("latin1");
    expect(queryOf(url)).toBe("name=é");
  });
});
