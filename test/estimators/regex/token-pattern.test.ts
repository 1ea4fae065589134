import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../src/errors.ts";
import { flagsOfNumber, type PatternFlags } from "../../../src/estimators/regex/pattern-flags.ts";
import { compileTokenPattern } from "../../../src/estimators/regex/token-pattern.ts";

type Case = readonly [pattern: string, found: readonly (readonly string[])[]];

const folder = join(import.meta.dirname, "../../fixtures/regex");
const python: {
  readonly texts: readonly string[];
  readonly fewTexts: readonly string[];
  readonly written: readonly Case[];
  readonly generated: readonly Case[];
  readonly refused: readonly string[];
  readonly invalid: readonly string[];
} = JSON.parse(readFileSync(join(folder, "patterns.json"), "utf8"));

const errors = {
  refuse: (what: string) => new PicklejarError("ESTIMATOR_UNSUPPORTED", { what }),
  overrun: () => new PicklejarError("INPUT_KIND"),
};

function findAll(pattern: string, text: string, flags?: PatternFlags): string[] {
  const found: string[] = [];
  compileTokenPattern(pattern, errors, flags).tokenize(text, (token) => found.push(token));
  return found;
}

function refusal(pattern: string): unknown {
  try {
    compileTokenPattern(pattern, errors);
  } catch (error) {
    if (error instanceof PicklejarError) return error.details["what"];
    throw error;
  }
  return null;
}

describe("compileTokenPattern", () => {
  it.each(python.written)("finds what Python's re.findall finds: %s", (pattern, found) => {
    expect(python.texts.map((text) => findAll(pattern, text))).toEqual(found);
  });

  it("finds what Python finds by generated patterns, or refuses to repeat nothing", () => {
    let compared = 0;
    for (const [pattern, found] of python.generated) {
      const reason = refusal(pattern);
      if (reason === null) {
        const mine = python.fewTexts.map((text) => findAll(pattern, text));
        expect(mine, pattern).toEqual(found);
        compared++;
      } else {
        expect(reason, pattern).toBe("a repetition of what can be empty");
      }
    }
    expect(compared).toBeGreaterThan(python.generated.length * 0.9);
  });

  it.each(python.refused)("refuses what a linear search cannot do: %s", (pattern) => {
    expect(refusal(pattern)).not.toBeNull();
  });

  it.each(python.invalid)("refuses what Python refuses: %s", (pattern) => {
    expect(refusal(pattern)).not.toBeNull();
  });

  it("refuses patterns of more than 1,000 characters and groups nested without end", () => {
    expect(refusal("a".repeat(1001))).toBe("more than 1000 characters");
    expect(refusal(`${"(?:".repeat(200)}a${")".repeat(200)}`)).toBe("groups nested over 50 deep");
  });

  it("takes the flags of a compiled pattern", () => {
    expect(findAll("[a-z]+", "Ab", flagsOfNumber(2 | 32) ?? undefined)).toEqual(["Ab"]);
    expect(findAll("^a", "a\na", flagsOfNumber(8) ?? undefined)).toEqual(["a", "a"]);
    expect(findAll("a.", "a\n", flagsOfNumber(16) ?? undefined)).toEqual(["a\n"]);
    expect(findAll("\\w+", "né", flagsOfNumber(256) ?? undefined)).toEqual(["n"]);
    expect(flagsOfNumber(64)).toBeNull();
  });

  const hostile = [
    "(a+)+$",
    "(?:a|a)*b",
    "(?:a|aa)+$",
    "(\\w+\\s?)*$",
    "(?:(?:a{10}){10}){9}b",
    "(?:a+){30}b",
    ".*.*.*.*=.*",
    "a*a*a*a*a*a*a*a*a*a*b",
    `${"a?".repeat(200)}${"a".repeat(200)}`,
    `(?:${"a|".repeat(200)}a)*b`,
  ];
  it.each(hostile.map((pattern) => ({ name: pattern.slice(0, 40), pattern })))(
    "answers 40 characters within 50 ms: $name",
    ({ pattern }) => {
      const started = performance.now();
      findAll(pattern, `${"a".repeat(40)}!`);
      expect(performance.now() - started).toBeLessThan(50);
    },
  );

  it("stops at a text that is too long for its pattern", () => {
    // Each match is one letter, and each looks through the whole rest for a b.
    const text = "a".repeat(100_000);
    expect(() => findAll("a.*b|a", text)).toThrow(PicklejarError);
    expect(findAll("a.*b|a", text.slice(0, 1000))).toHaveLength(1000);
  });
});
