import { describe, expect, it } from "vitest";
import { locateJsonError } from "../../src/bytes/json-position.ts";

describe("locateJsonError", () => {
  it.each([
    ['{"a": NaN}', 6],
    ['{"a": -Infinity}', 6],
    ["{'a': 1}", 1],
    ["{\"a\": 'b'}", 6],
    ['{"a": None}', 6],
    ['{"a": 1,}', 8],
    ["[1, 2,]", 6],
    ["[1 2]", 3],
    ['{"a" 1}', 5],
    ['{"a": 1', 7],
    ['{"a": "b', 6],
    ["", 0],
    ["1 2", 2],
    ["01", 0],
    ["[+1]", 1],
    ["[1.]", 1],
    ['["\\x"]', 2],
    ['["a\nb"]', 3],
    ["{1: 2}", 1],
    ["[}", 1],
    ["nulls", 0],
    ['{"a": 1} // one', 9],
  ])("finds where %j stops being JSON", (text, offset) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(locateJsonError(text)?.offset).toBe(offset);
  });

  it("counts lines and columns from 1", () => {
    expect(locateJsonError('{\n  "a": 1,\n  "b": oops\n}')).toMatchObject({ line: 3, column: 8 });
  });

  it("agrees with JSON.parse on what is JSON", () => {
    const valid = ['{"a":[1,-0.5e+3,true,null,{}],"\\u00e9\\n":"x"}', " [ ] ", '"a"', "{}", "-0"];
    let seed = 1;
    const random = (n: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % n;
    };
    for (let i = 0; i < 5000; i++) {
      let text = valid[random(valid.length)] ?? "";
      for (let edits = random(3); edits >= 0; edits--) {
        const at = random(text.length + 1);
        const inserted = [...'{}[],:"\\ 01e.-+tn'][random(17)] ?? "";
        text = text.slice(0, at) + (random(2) ? inserted : "") + text.slice(at + random(2));
      }
      expect([text, locateJsonError(text) === null]).toEqual([text, isJson(text)]);
    }
  });

  it("walks a million open brackets", () => {
    expect(locateJsonError("[".repeat(1e6))?.offset).toBe(1e6);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
