// Judged inputs, one line each: what was sent, to which field, by JSON or by a form, and what comes of it.

import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import type { Cell } from "../../src/estimators/samples.ts";
import { formRow } from "../../src/signature/form.ts";
import { createRowParser } from "../../src/signature/parse.ts";
import type { Field } from "../../src/signature/signature.ts";
import { field, signatureOf } from "./fake-estimator.ts";

const large = 9007199254740993n;

const fields = {
  number: field(),
  "number?": field({ nullable: true }),
  integer: field({ kind: "integer" }),
  flag: field({ kind: "integer", usual: { low: 0, high: 1 } }),
  text: field({ kind: "text" }),
  "text?": field({ kind: "text", nullable: true }),
  boolean: field({ kind: "boolean", choices: [false, true] }),
  "boolean?": field({ kind: "boolean", choices: [false, true], nullable: true }),
  words: field({ kind: "category", choices: ["Centre", "North", "5", "NA", " Private"] }),
  "words?": field({ kind: "category", choices: ["Centre", "North"], nullable: true }),
  "words…": field({ kind: "category", choices: ["Centre", "North"], open: true }),
  digits: field({ kind: "category", choices: [1, 2, 3.5] }),
  "digits…": field({ kind: "category", choices: [1, 2], open: true }),
  ids: field({ kind: "category", choices: [large, large + 2n] }),
  truths: field({ kind: "category", choices: ["maybe", true] }),
  hostile: field({ kind: "category", choices: ["__proto__", "constructor", ""] }),
} satisfies Record<string, Field>;

type Source = "json" | "form";

/** What the value of field `a` becomes: as the model gets it, or the code of the issue. */
function judge(kind: keyof typeof fields, source: Source, text: string): Cell | undefined {
  const row = source === "form" ? formRow([["a", text]]) : (JSON.parse(`{"a": ${text}}`) as object);
  const parser = createRowParser(signatureOf([fields[kind]]), "table");
  try {
    const { samples } = parser.parse([row]);
    return samples.kind === "table" ? samples.columns[0]?.values[0] : undefined;
  } catch (error) {
    if (!(error instanceof PicklejarError) || error.code !== "INPUT_INVALID") throw error;
    const [issue, ...others] = error.issues;
    expect(others).toEqual([]);
    expect(issue?.path).toEqual(["a"]);
    expect(issue?.message).toMatch(/^A (is|must|was) .*[.?]$/s);
    return issue?.code;
  }
}

const missing = Number.NaN;

const cases: readonly [keyof typeof fields, Source, string, Cell][] = [
  // Truth as a number, where 0 and 1 are all that the model knows.
  ["flag", "json", "true", 1],
  ["flag", "json", "false", 0],
  ["flag", "json", "2", 2],
  ["flag", "json", '"True"', 1],
  ["flag", "form", "False", 0],
  ["flag", "form", " TRUE ", 1],
  ["flag", "form", "tRUE", "FIELD_KIND"],
  ["flag", "form", "yes", "FIELD_KIND"],
  ["integer", "json", "true", "FIELD_KIND"],
  ["number", "json", '"False"', "FIELD_KIND"],
  // Numbers in JSON.
  ["number", "json", "2", 2],
  ["number", "json", "2.5", 2.5],
  ["number", "json", "-0.0", -0],
  ["number", "json", "5e-324", 5e-324],
  ["number", "json", "1e308", 1e308],
  ["number", "json", "1e400", "FIELD_NOT_FINITE"],
  ["number", "json", "-1e400", "FIELD_NOT_FINITE"],
  ["number", "json", "9007199254740993", 9007199254740992],
  ["number", "json", '"2"', 2],
  ["number", "json", '"2.50"', 2.5],
  ["number", "json", '" 12 "', 12],
  ["number", "json", '""', "FIELD_MISSING"],
  ["number", "json", '" "', "FIELD_MISSING"],
  ["number", "json", '"abc"', "FIELD_KIND"],
  ["number", "json", '"0x1F"', "FIELD_KIND"],
  ["number", "json", '"1,5"', "FIELD_KIND"],
  ["number", "json", '"NaN"', "FIELD_NOT_FINITE"],
  ["number", "json", '"Infinity"', "FIELD_NOT_FINITE"],
  ["number", "json", '"1e400"', "FIELD_NOT_FINITE"],
  ["number", "json", "null", "FIELD_MISSING"],
  ["number", "json", "true", "FIELD_KIND"],
  ["number", "json", "false", "FIELD_KIND"],
  ["number", "json", "[1]", "FIELD_KIND"],
  ["number", "json", "[]", "FIELD_KIND"],
  ["number", "json", "{}", "FIELD_KIND"],
  ["number", "json", '{"valueOf": 1}', "FIELD_KIND"],
  ["number", "json", '{"__proto__": 1}', "FIELD_KIND"],
  ["number?", "json", "null", missing],
  ["number?", "json", '""', missing],
  ["number?", "json", '"NaN"', missing],
  ["number?", "json", '"n/a"', missing],
  ["number?", "json", '"abc"', "FIELD_KIND"],
  ["number?", "json", "1e400", "FIELD_NOT_FINITE"],
  ["integer", "json", "5", 5],
  ["integer", "json", "5.0", 5],
  ["integer", "json", "2.5", 2.5],
  ["integer", "json", '"2.5"', 2.5],
  ["integer", "json", "true", "FIELD_KIND"],
  // Numbers in forms.
  ["number", "form", "2", 2],
  ["number", "form", "+2", 2],
  ["number", "form", "-2.5", -2.5],
  ["number", "form", ".5", 0.5],
  ["number", "form", "5.", 5],
  ["number", "form", "007", 7],
  ["number", "form", "1e3", 1000],
  ["number", "form", "1E-3", 0.001],
  ["number", "form", " 12 ", 12],
  ["number", "form", "\u00a012\n", 12],
  ["number", "form", "", "FIELD_MISSING"],
  ["number", "form", " \t ", "FIELD_MISSING"],
  ["number", "form", "1,5", "FIELD_KIND"],
  ["number", "form", "1,500", "FIELD_KIND"],
  ["number", "form", "1,500.25", "FIELD_KIND"],
  ["number", "form", "1 500", "FIELD_KIND"],
  ["number", "form", "1_500", "FIELD_KIND"],
  ["number", "form", "1.2.3", "FIELD_KIND"],
  ["number", "form", "--1", "FIELD_KIND"],
  ["number", "form", "1e", "FIELD_KIND"],
  ["number", "form", ".", "FIELD_KIND"],
  ["number", "form", "e5", "FIELD_KIND"],
  ["number", "form", "−5", "FIELD_KIND"],
  ["number", "form", "１２", "FIELD_KIND"],
  ["number", "form", "0x1F", "FIELD_KIND"],
  ["number", "form", "0b11", "FIELD_KIND"],
  ["number", "form", "12n", "FIELD_KIND"],
  ["number", "form", "5 cm", "FIELD_KIND"],
  ["number", "form", "$5", "FIELD_KIND"],
  ["number", "form", "50%", "FIELD_KIND"],
  ["number", "form", "four", "FIELD_KIND"],
  ["number", "form", "true", "FIELD_KIND"],
  ["number", "form", "[1]", "FIELD_KIND"],
  ["number", "form", "Infinity", "FIELD_NOT_FINITE"],
  ["number", "form", "-inf", "FIELD_NOT_FINITE"],
  ["number", "form", "∞", "FIELD_NOT_FINITE"],
  ["number", "form", "1e400", "FIELD_NOT_FINITE"],
  ["number", "form", "nan", "FIELD_NOT_FINITE"],
  ["number", "form", "9".repeat(401), "FIELD_KIND"],
  ["number?", "form", "", missing],
  ["number?", "form", "NaN", missing],
  ["number?", "form", "None", missing],
  ["integer", "form", "2.5", 2.5],
  // Texts.
  ["text", "json", '"hello"', "hello"],
  ["text", "json", '""', ""],
  ["text", "form", " spaced ", " spaced "],
  ["text", "form", "nan", "nan"],
  ["text", "json", "5", "FIELD_KIND"],
  ["text", "json", "true", "FIELD_KIND"],
  ["text", "json", '["a"]', "FIELD_KIND"],
  ["text", "json", "null", "FIELD_MISSING"],
  ["text?", "json", "null", null],
  // Booleans.
  ["boolean", "json", "true", true],
  ["boolean", "json", "0", false],
  ["boolean", "json", '"True"', true],
  ["boolean", "form", "false", false],
  ["boolean", "form", "yes", true],
  ["boolean", "form", "1", true],
  ["boolean", "form", "", "FIELD_MISSING"],
  ["boolean", "json", "2", "FIELD_KIND"],
  ["boolean", "form", "perhaps", "FIELD_KIND"],
  ["boolean", "json", "[true]", "FIELD_KIND"],
  ["boolean?", "json", "null", null],
  ["boolean?", "form", "NaN", null],
  // Choices.
  ["words", "json", '"Centre"', "Centre"],
  ["words", "form", "Centre", "Centre"],
  ["words", "form", "NA", "NA"],
  ["words", "form", " Private", " Private"],
  ["words", "form", "Private", "FIELD_CHOICE"],
  ["words", "form", "centre", "FIELD_CHOICE"],
  ["words", "json", "5", "FIELD_CHOICE"],
  ["words", "form", "5", "5"],
  ["words", "json", "true", "FIELD_CHOICE"],
  ["words", "json", '["Centre"]', "FIELD_KIND"],
  ["words", "json", '{"Centre": 1}', "FIELD_KIND"],
  ["words", "json", "null", "FIELD_MISSING"],
  ["words", "form", "", "FIELD_MISSING"],
  ["words", "form", "__proto__", "FIELD_CHOICE"],
  ["words", "form", "toString", "FIELD_CHOICE"],
  ["words?", "form", "", null],
  ["words?", "json", '"NaN"', null],
  ["words?", "json", "null", null],
  ["words…", "form", "Harbour", "Harbour"],
  ["words…", "json", "7", "FIELD_CHOICE"],
  ["digits", "json", "2", 2],
  ["digits", "json", "2.0", 2],
  ["digits", "form", "2", 2],
  ["digits", "form", " 3.50 ", 3.5],
  ["digits", "json", "4", "FIELD_CHOICE"],
  ["digits", "form", "two", "FIELD_CHOICE"],
  ["digits", "json", "true", "FIELD_CHOICE"],
  ["digits", "json", "1e400", "FIELD_NOT_FINITE"],
  ["digits…", "json", "9", 9],
  ["digits…", "form", "9", 9],
  ["digits…", "form", "nine", "FIELD_KIND"],
  ["ids", "form", "9007199254740993", large],
  ["ids", "json", '"9007199254740995"', large + 2n],
  ["ids", "json", "9007199254740993", "FIELD_KIND"],
  ["ids", "form", "9007199254740994", "FIELD_CHOICE"],
  ["truths", "json", "true", true],
  ["truths", "form", "true", true],
  ["truths", "form", "maybe", "maybe"],
  ["truths", "json", "false", "FIELD_CHOICE"],
  ["hostile", "form", "__proto__", "__proto__"],
  ["hostile", "json", '"constructor"', "constructor"],
  ["hostile", "form", "", ""],
];

describe("valueReader", () => {
  it.each(cases)("judges for %s by %s: %s → %s", (kind, source, text, expected) => {
    expect(judge(kind, source, text)).toBe(expected);
  });

  it("takes the library's own kinds: bigint, NaN, undefined", () => {
    const parse = (kind: keyof typeof fields, value: unknown) => {
      const { samples } = createRowParser(signatureOf([fields[kind]]), "table").parse([[value]]);
      return samples.kind === "table" ? samples.columns[0]?.values[0] : undefined;
    };
    expect(parse("number", 5n)).toBe(5);
    expect(parse("number?", Number.NaN)).toBeNaN();
    expect(parse("ids", large)).toBe(large);
    expect(parse("digits", 2n)).toBe(2);
    for (const value of [undefined, Number.NaN, Symbol("x"), () => 1, new Date(0), 10n ** 400n]) {
      expect(() => parse("number", value)).toThrow(PicklejarError);
    }
  });
});

describe("valueReader, for ten thousand random values", () => {
  // A small linear congruential generator: the same values every time.
  let state = 42;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const atoms = [
    "1",
    "-",
    ".",
    ",",
    "e",
    "0x",
    " ",
    "NaN",
    "inf",
    "Centre",
    "9007199254740993",
    "é",
    "\0",
  ];
  const odd = [
    null,
    undefined,
    true,
    false,
    Number.NaN,
    -0,
    Number.POSITIVE_INFINITY,
    2n ** 80n,
    [],
    {},
    [[1]],
    Symbol("s"),
  ];

  function randomValue(): unknown {
    if (random(4) === 0) return odd[random(odd.length)];
    if (random(3) === 0) return (random(2001) - 1000) / 8;
    return Array.from({ length: random(5) }, () => atoms[random(atoms.length)]).join("");
  }

  it("ends in a value of the field's kind or in one coded issue", () => {
    const names = Object.keys(fields) as (keyof typeof fields)[];
    const asked: readonly Field[] = names.map((name) => ({ ...fields[name], name }));
    const accepted = new Set<string>();
    for (let i = 0; i < 10_000; i++) {
      const position = random(asked.length);
      const one = asked[position] ?? field();
      const value = randomValue();
      try {
        const { samples } = createRowParser(signatureOf([one]), "table").parse([[value]]);
        if (samples.kind !== "table") throw new Error(samples.kind);
        const [cell] = samples.columns[0]?.values ?? [];
        accepted.add(one.name);
        expect(isOfKind(cell, one), `${one.name}: ${String(value)} → ${String(cell)}`).toBe(true);
      } catch (error) {
        if (!(error instanceof PicklejarError)) throw error;
        expect(error.code).toBe("INPUT_INVALID");
        expect(error.issues).toHaveLength(1);
      }
    }
    expect([...accepted].sort()).toEqual([...names].sort());
  });

  function isOfKind(cell: Cell | undefined, { kind, nullable, choices, open }: Field): boolean {
    if (cell === null || Number.isNaN(cell)) return nullable;
    if (kind === "number" || kind === "integer") return Number.isFinite(cell);
    if (kind === "text") return typeof cell === "string";
    if (kind === "boolean") return typeof cell === "boolean";
    const [first] = choices ?? [];
    return open === true ? typeof cell === typeof first : choices?.includes(cell ?? "") === true;
  }
});
