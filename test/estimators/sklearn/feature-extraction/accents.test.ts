import { describe, expect, it } from "vitest";
import {
  stripAccentsAscii,
  stripAccentsUnicode,
  stripTags,
} from "../../../../src/estimators/sklearn/feature-extraction/accents.ts";

describe("stripAccentsUnicode", () => {
  it("takes accents off letters, ligatures apart, and leaves letters that have none", () => {
    const strip = stripAccentsUnicode("1.2.1");
    expect(strip("Ångström ﬁne ½ ß ø İ")).toBe("Angstrom fine 1⁄2 ß ø I");
    expect(strip("e\u0301")).toBe("e");
  });

  it("left text whose accents stand apart as it was, before 0.22", () => {
    const strip = stripAccentsUnicode("0.21.3");
    expect(strip("cafe\u0301")).toBe("cafe\u0301");
    expect(strip("café cafe\u0301")).toBe("cafe cafe");
    expect(stripAccentsUnicode("0.22")("cafe\u0301")).toBe("cafe");
  });
});

describe("stripAccentsAscii", () => {
  it("keeps what is left in ASCII", () => {
    expect(stripAccentsAscii("naïve ﬂow 日本 ½ø")).toBe("naive flow  12");
  });
});

describe("stripTags", () => {
  it("makes a tag a space", () => {
    expect(stripTags("<b>a</b> < c <> d><<e>")).toBe(" a    d> ");
  });

  it("takes a text of open brackets in its stride", () => {
    const text = "<".repeat(1_000_000);
    expect(stripTags(text)).toBe(text);
  });
});
