import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  characterStarts,
  isAscii,
  joinSpaces,
  splitWords,
  strip,
  withoutMarks,
} from "../../src/estimators/python-text.ts";
import {
  stripAccentsAscii,
  stripAccentsUnicode,
} from "../../src/estimators/sklearn/feature-extraction/accents.ts";

const python: {
  readonly assigned: readonly number[];
  readonly lower: string;
  readonly unaccented: string;
  readonly ascii: string;
  readonly sigmas: readonly (readonly [string, string])[];
} = JSON.parse(
  readFileSync(join(import.meta.dirname, "../fixtures/regex/unicode-16.0.0.json"), "utf8"),
);

/** Of what a function makes of every code point that Python 3.14 knows. */
function digest(change: (character: string) => string): string {
  const hash = createHash("sha256");
  for (let i = 0; i < python.assigned.length; i += 2) {
    for (let code = python.assigned[i] ?? 0; code <= (python.assigned[i + 1] ?? -1); code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      hash.update(`${code.toString(16)}:${change(String.fromCodePoint(code))}\n`);
    }
  }
  return hash.digest("hex");
}

describe("text as Python changes it", () => {
  it("has Python's lower case at every code point", () => {
    expect(digest((character) => character.toLowerCase())).toBe(python.lower);
  });

  it("has Python's final sigmas", () => {
    for (const [text, lower] of python.sigmas) expect(text.toLowerCase(), text).toBe(lower);
  });

  it("loses the accents that scikit-learn takes off every code point", () => {
    expect(digest(stripAccentsUnicode("1.9.0"))).toBe(python.unaccented);
    expect(digest(stripAccentsAscii)).toBe(python.ascii);
  });
});

describe("splitWords", () => {
  it("splits at white space of every kind, not at what only looks like it", () => {
    expect(splitWords(" a\tb\u00a0c\u3000d\u001ce\u0085f ")).toEqual([..."abcdef"]);
    expect(splitWords("a\u200bb\ufeffc")).toEqual(["a\u200bb\ufeffc"]);
    expect(splitWords(" \n")).toEqual([]);
    expect(splitWords("")).toEqual([]);
  });
});

describe("strip", () => {
  it("takes white space off both ends", () => {
    expect(strip("\u2003 a b\u00a0\n")).toBe("a b");
    expect(strip(" \t")).toBe("");
    expect(strip("\ufeffa")).toBe("\ufeffa");
  });
});

describe("joinSpaces", () => {
  it("makes two and more one space and leaves single ones as they are", () => {
    expect(joinSpaces("a\tb  c \n d\u00a0\u2009e")).toBe("a\tb c d e");
  });
});

describe("withoutMarks", () => {
  it("takes combining marks off, not the letters of other scripts that stand beside others", () => {
    expect(withoutMarks("e\u0301a\u0300\u0301")).toBe("ea");
    // A vowel sign of Devanagari is a mark of class 0, the virama one of class 9.
    expect(withoutMarks("हिन्दी")).toBe("हिनदी");
  });
});

describe("isAscii", () => {
  it("tells ASCII from the rest", () => {
    expect([isAscii(""), isAscii("~\u0000"), isAscii("\u0080")]).toEqual([true, true, false]);
  });
});

describe("characterStarts", () => {
  it("is null where every unit is a character, halves of pairs too", () => {
    expect(characterStarts("aé")).toBeNull();
    expect(characterStarts("\ud83da\ude00")).toBeNull();
  });

  it("counts a pair of surrogates as one character", () => {
    expect([...(characterStarts("a😀b") ?? [])]).toEqual([0, 1, 3, 4]);
  });
});
