import { describe, expect, it } from "vitest";
import { withLastAnswer } from "../../src/server/last-answer.ts";

describe("withLastAnswer", () => {
  it("asks once for a text that comes again, and anew for another", () => {
    const asked: string[] = [];
    const lengthOf = withLastAnswer((text) => {
      asked.push(text);
      return text.length;
    });
    expect(["", "", "ab", "ab", ""].map(lengthOf)).toEqual([0, 0, 2, 2, 0]);
    expect(asked).toEqual(["", "ab", ""]);
  });
});
