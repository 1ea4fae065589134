import { describe, expect, it } from "vitest";
import { cutMiddle, displayWidth, joinItems, tableLines, wrapLine } from "../../src/cli/layout.ts";

describe("displayWidth", () => {
  it("counts columns: two for wide letters, none for marks and styles", () => {
    const texts = ["abc", "déjà", "e\u0301", "東京", "\u001b[31mred\u001b[39m", "🍇", "→"];
    expect(texts.map(displayWidth)).toEqual([3, 4, 1, 4, 3, 2, 1]);
  });
});

describe("wrapLine", () => {
  it("breaks between words and hangs what follows", () => {
    expect(wrapLine("✖ one two three four", 11, "  ")).toBe("✖ one two\n  three\n  four");
    expect(wrapLine("    three four", 10, "    ")).toBe("    three\n    four");
  });

  it("keeps a long word and a command in backticks whole", () => {
    expect(wrapLine("see http://localhost:5000/docs", 10)).toBe("see\nhttp://localhost:5000/docs");
    expect(wrapLine("run `a b c` now", 8)).toBe("run\n`a b c`\nnow");
  });

  it("leaves what fits, and what has no width, as it is", () => {
    expect(wrapLine("a  b ", 5)).toBe("a  b ");
    expect(wrapLine("a b", Number.POSITIVE_INFINITY)).toBe("a b");
  });

  it("does not count styles", () => {
    const red = "\u001b[31mone\u001b[39m two";
    expect(wrapLine(red, 7)).toBe(red);
  });
});

describe("joinItems", () => {
  it("fills lines with whole items", () => {
    expect(joinItems(["aa", "bb", "cc", "a long one"], 7)).toEqual(["aa · bb", "cc", "a long one"]);
    expect(joinItems([], 7)).toEqual([]);
  });
});

describe("tableLines", () => {
  const rows = [
    ["experience", "number", "usually 1 to 10"],
    ["東京", "category"],
  ];

  it("lines columns up, by the width of what they hold", () => {
    expect(tableLines(rows, Number.POSITIVE_INFINITY)).toEqual([
      "  experience  number    usually 1 to 10",
      "  東京        category",
    ]);
  });

  it("breaks the last column beneath itself, or beneath the first where there is no room", () => {
    const [row = []] = rows;
    expect(tableLines([[row[0] ?? "", "one two three four five"]], 34)).toEqual([
      "  experience  one two three four",
      "              five",
    ]);
    expect(tableLines([["experience", "one two three four"]], 24)).toEqual([
      "  experience",
      "    one two three four",
    ]);
  });
});

describe("cutMiddle", () => {
  it("keeps both ends", () => {
    expect(cutMiddle("/static/very/long/style.css", 15)).toBe("/static…yle.css");
    expect(cutMiddle("short", 15)).toBe("short");
  });
});
