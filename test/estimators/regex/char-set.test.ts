import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  CharSet,
  codePointBefore,
  combiningMarks,
  decimalDigits,
  whiteSpace,
  wordCharacters,
} from "../../../src/estimators/regex/char-set.ts";

const folder = join(import.meta.dirname, "../../fixtures/regex");
const sets = {
  word: wordCharacters(),
  decimal: decimalDigits(),
  space: whiteSpace(),
  combining: combiningMarks(),
};
const setNames = ["word", "decimal", "space", "combining"] as const;

type Known = Record<"assigned" | (typeof setNames)[number], number[]>;

function knownTo(unicode: string): Known {
  return JSON.parse(readFileSync(join(folder, `unicode-${unicode}.json`), "utf8"));
}

function setOf(flat: readonly number[]): CharSet {
  const ranges = [];
  for (let i = 0; i < flat.length; i += 2) ranges.push([flat[i] ?? 0, flat[i + 1] ?? 0] as const);
  return new CharSet(ranges);
}

describe("the classes of characters", () => {
  const newest = knownTo("16.0.0");
  it.each(setNames)("are those of Python 3.14 at every code point: %s", (name) => {
    const expected = setOf(newest[name]);
    expect(sets[name].equals(expected)).toBe(true);
    for (const [first, last] of expected.ranges) {
      const edges = [first - 1, first, last, last + 1].map((code) => sets[name].has(code));
      expect(edges, `U+${first.toString(16)}`).toEqual([false, true, true, false]);
    }
  });

  it.each(["13.0.0", "14.0.0", "15.1.0"])(
    "differ from Unicode %s only where it knows no character",
    (unicode) => {
      const older = knownTo(unicode);
      const assigned = setOf(older.assigned);
      for (const name of setNames) {
        const expected = setOf(older[name]);
        const added = sets[name].ranges.flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, i) => first + i).filter(
            (code) => !expected.has(code),
          ),
        );
        expect(added.filter((code) => assigned.has(code), name)).toEqual([]);
        expect(expected.isSubsetOf(sets[name]), name).toBe(true);
      }
    },
  );
});

describe("CharSet", () => {
  const set = new CharSet([
    [0x62, 0x64],
    [0x61, 0x62],
    [0x10000, 0x10010],
    [0xe0, 0xe1],
  ]);

  it("joins ranges that touch", () => {
    expect(set.ranges).toEqual([
      [0x61, 0x64],
      [0xe0, 0xe1],
      [0x10000, 0x10010],
    ]);
  });

  it("knows its complement", () => {
    const rest = set.complement();
    for (const code of [0, 0x60, 0x61, 0x64, 0x65, 0xe1, 0xffff, 0x10000, 0x10010, 0x10ffff]) {
      expect(rest.has(code)).toBe(!set.has(code));
    }
    expect(rest.complement().equals(set)).toBe(true);
    expect(new CharSet([]).complement().ranges).toEqual([[0, 0x10ffff]]);
  });

  it("holds no number that is no code point", () => {
    expect(set.has(-1)).toBe(false);
    expect(set.complement().has(-1)).toBe(false);
  });
});

describe("codePointBefore", () => {
  it("joins the halves of a pair and leaves single ones", () => {
    expect(codePointBefore("a😀", 3)).toBe(0x1f600);
    expect(codePointBefore("a😀", 1)).toBe(0x61);
    expect(codePointBefore("a\udc00", 2)).toBe(0xdc00);
    expect(codePointBefore("\udc00", 1)).toBe(0xdc00);
    expect(codePointBefore("a", 0)).toBe(-1);
  });
});
