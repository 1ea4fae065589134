import { describe, expect, it } from "vitest";
import { type Issue, PicklejarError } from "../../src/errors.ts";
import type { InputSpec } from "../../src/estimators/estimator.ts";
import { formRow } from "../../src/signature/form.ts";
import { maxIssues } from "../../src/signature/issues.ts";
import { createRowParser, type ParsedRows, type ParseOptions } from "../../src/signature/parse.ts";
import type { Field } from "../../src/signature/signature.ts";
import { field, signatureOf } from "./fake-estimator.ts";

const salary = ["experience", "test_score", "interview_score"].map((name) => field({ name }));
const unnamed = ["x1", "x2", "x3"].map((name) => field({ name }));

interface Asked extends ParseOptions {
  readonly fields?: readonly Field[];
  readonly kind?: InputSpec["kind"];
  readonly named?: boolean;
}

function parse(rows: readonly unknown[], asked: Asked = {}): ParsedRows {
  const { fields = salary, kind = "numbers", named = true, ...options } = asked;
  return createRowParser(signatureOf(fields, named), kind).parse(rows, options);
}

function numbersOf(rows: readonly unknown[], asked: Asked = {}): number[] {
  const { samples } = parse(rows, asked);
  if (samples.kind !== "dense") throw new Error(samples.kind);
  expect(samples.rows).toBe(rows.length);
  return [...samples.data];
}

function errorOf(rows: readonly unknown[], asked: Asked = {}): PicklejarError {
  try {
    parse(rows, asked);
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

function issuesOf(rows: readonly unknown[], asked: Asked = {}): [Issue["path"], string][] {
  const error = errorOf(rows, asked);
  expect(error.code).toBe("INPUT_INVALID");
  return error.issues.map(({ path, code }) => [path, code]);
}

describe("createRowParser", () => {
  it("takes anything, and nothing, for a field that the model never looks at", () => {
    const note = { ...field({ name: "note", kind: "text", nullable: true }), unused: true };
    const fields = [field({ name: "age" }), note];
    const rows = [{ age: 1, note: "x" }, { age: 1, note: [true] }, { age: 1 }, [1, 5]];
    const { samples } = parse(rows, { fields, kind: "table" });
    if (samples.kind !== "table") throw new Error(samples.kind);
    expect(samples.columns[1]?.values).toEqual([null, null, null, null]);
  });

  it("takes records, Maps, lists, typed arrays and form rows of one call alike", () => {
    const rows = [
      { interview_score: 6, experience: 2, test_score: 9 },
      new Map([
        ["test_score", 9],
        ["interview_score", 6],
        ["experience", 2],
      ]),
      [2, "9", 6],
      Float64Array.of(2, 9, 6),
      formRow(new URLSearchParams("interview_score=6&experience=+2+&test_score=9.0")),
    ];
    expect(numbersOf(rows)).toEqual([2, 9, 6, 2, 9, 6, 2, 9, 6, 2, 9, 6, 2, 9, 6]);
  });

  it("says first what is none of the fields, where these are too many to list", () => {
    const wide = Array.from({ length: 5000 }, (_, i) => field({ name: `x${i + 1}` }));
    for (const row of [{ text: "hello" }, new Map([["text", "hello"]])]) {
      const issues = issuesOf([row], { fields: wide, named: false });
      expect(issues).toHaveLength(100);
      expect(issues[0]).toEqual([["text"], "FIELD_UNKNOWN"]);
    }
  });

  it("finds several problems at once, one issue per field", () => {
    const row = { experience: "two", test_score: [9], interview_scor: 6 };
    expect(issuesOf([row])).toEqual([
      [["experience"], "FIELD_KIND"],
      [["test_score"], "FIELD_KIND"],
      [["interview_score"], "FIELD_MISSING"],
      [["interview_scor"], "FIELD_UNKNOWN"],
    ]);
  });

  it("begins paths with the row's number only where there are several rows", () => {
    expect(issuesOf([[2, 9, 6], { experience: 1, test: 2 }, [1, 2, "x"]])).toEqual([
      [[1, "test_score"], "FIELD_MISSING"],
      [[1, "interview_score"], "FIELD_MISSING"],
      [[1, "test"], "FIELD_UNKNOWN"],
      [[2, "interview_score"], "FIELD_KIND"],
    ]);
  });

  it("suggests the nearest name for a misspelt one", () => {
    const { issues } = errorOf([{ experience: 1, test_scores: 2, interview_score: 3 }]);
    expect(issues.find(({ code }) => code === "FIELD_UNKNOWN")?.message).toContain('"test_score"');
  });

  it("says in one issue that a row has the wrong number of values", () => {
    expect(issuesOf([[1, 2]])).toEqual([[[], "ROW_WIDTH"]]);
    expect(issuesOf([[1, 2, 3, 4]])).toEqual([[[], "ROW_WIDTH"]]);
    expect(issuesOf([[1, 2, 3], []])).toEqual([[[1], "ROW_WIDTH"]]);
  });

  it("refuses rows that are no rows", () => {
    for (const row of [5, "text", null, undefined, true, () => 1, Symbol("row")]) {
      expect(issuesOf([row])).toEqual([[[], "ROW_KIND"]]);
    }
  });

  it("refuses a single record where a list of rows belongs", () => {
    const record = { experience: 2, test_score: 9, interview_score: 6 };
    for (const rows of [record, "text", 5, null, new Map(), Float64Array.of(1, 2, 3)]) {
      expect(issuesOf(rows as unknown as unknown[])).toEqual([[[], "ROW_KIND"]]);
    }
  });

  it("calls a form's repeated field a duplicate, never a list", () => {
    const row = formRow(
      new URLSearchParams("experience=1&experience=2&test_score=3&interview_score=4"),
    );
    expect(issuesOf([row])).toEqual([[["experience"], "FIELD_DUPLICATE"]]);
  });

  it("treats names of Object.prototype as names like others", () => {
    const names = ["__proto__", "constructor", "toString"];
    const fields = names.map((name) => field({ name }));
    const row = JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}');
    expect(numbersOf([row], { fields })).toEqual([1, 2, 3]);
    expect(numbersOf([new Map(names.map((name, i) => [name, i]))], { fields })).toEqual([0, 1, 2]);
    expect(issuesOf([{}], { fields })).toEqual(names.map((name) => [[name], "FIELD_MISSING"]));
    const polluting = JSON.parse(
      '{"experience": 1, "test_score": 2, "interview_score": 3, "__proto__": {"x": 1}}',
    );
    expect(issuesOf([polluting])).toEqual([[["__proto__"], "FIELD_UNKNOWN"]]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  it("reads only a record's own properties", () => {
    const inherited = Object.create({ experience: 1 }, {});
    inherited.test_score = 2;
    inherited.interview_score = 3;
    expect(issuesOf([inherited])).toEqual([[["experience"], "FIELD_MISSING"]]);
  });

  it("wants a missing value said aloud, even where the model takes it", () => {
    const fields = [field({ name: "a", nullable: true }), field({ name: "b", nullable: true })];
    expect(issuesOf([{ a: 1 }], { fields })).toEqual([[["b"], "FIELD_MISSING"]]);
    expect(issuesOf([{ a: 1, b: undefined }], { fields })).toEqual([[["b"], "FIELD_MISSING"]]);
    expect(numbersOf([{ a: 1, b: null }], { fields })).toEqual([1, Number.NaN]);
  });

  it("never refuses a value outside of the usual range", () => {
    const fields = [field({ usual: { low: 0, high: 1 }, step: 0.1 })];
    expect(numbersOf([[1e9]], { fields })).toEqual([1e9]);
  });

  it("stops at 100 issues", () => {
    const rows = Array.from({ length: 1000 }, () => ({ experience: "x", test_score: "y" }));
    expect(errorOf(rows).issues).toHaveLength(maxIssues);
  });

  it("takes no more rows than the caller allows", () => {
    const error = errorOf(
      [
        [1, 2, 3],
        [1, 2, 3],
      ],
      { maxRows: 1 },
    );
    expect(error.code).toBe("INPUT_ROWS");
    expect(error.details).toMatchObject({ limit: 1, got: 2 });
  });

  it("takes no rows at all", () => {
    expect(numbersOf([])).toEqual([]);
  });
});

describe("createRowParser, for models that know no names", () => {
  it("takes x1, x2, … and refuses a misspelt one", () => {
    const asked = { fields: unnamed, named: false };
    expect(numbersOf([{ x3: 3, x1: 1, x2: 2 }], asked)).toEqual([1, 2, 3]);
    expect(issuesOf([{ x1: 1, x2: 2, x4: 3 }], asked)).toEqual([
      [["x3"], "FIELD_MISSING"],
      [["x4"], "FIELD_UNKNOWN"],
    ]);
  });

  it("takes a sender's own names in the order of its first record, and says so", () => {
    const asked = { fields: unnamed, named: false };
    const rows = [
      { experience: 2, test_score: 9, interview_score: 6 },
      { interview_score: 60, experience: 20, test_score: 90 },
    ];
    expect(numbersOf(rows, asked)).toEqual([2, 9, 6, 20, 90, 60]);
    expect(parse(rows, asked).warnings.get(1)?.[0]).toContain(
      "experience, test_score, interview_score",
    );
    const form = formRow(new URLSearchParams("b=2&a=1&1=3"));
    expect(numbersOf([form], asked)).toEqual([2, 1, 3]);
  });

  it("does so only for as many names as the model takes, in an order that JavaScript kept", () => {
    const asked = { fields: unnamed, named: false };
    expect(issuesOf([{ a: 1, b: 2 }], asked)).toHaveLength(5);
    expect(issuesOf([{ b: 1, a: 2, "1": 3 }], asked)).toHaveLength(6);
    expect(numbersOf([{ "0": 1, "1": 2, "2": 3 }], asked)).toEqual([1, 2, 3]);
  });

  it("names what is wrong by the sender's names", () => {
    const asked = { fields: unnamed, named: false };
    expect(issuesOf([{ a: 1, b: "x", c: 3 }], asked)).toEqual([[["b"], "FIELD_KIND"]]);
  });

  it("takes the width of the first row where the model takes any", () => {
    const asked = { fields: [], named: false };
    expect(
      numbersOf(
        [
          [1, 2],
          [3, 4],
        ],
        asked,
      ),
    ).toEqual([1, 2, 3, 4]);
    expect(issuesOf([[1, 2], [3]], asked)).toEqual([[[1], "ROW_WIDTH"]]);
    expect(numbersOf([{ a: 1, b: null }], asked)).toEqual([1, Number.NaN]);
  });
});

describe("createRowParser, for other samples than numbers", () => {
  const mixed = [
    field({ name: "area" }),
    field({ name: "district", kind: "category", choices: ["Centre", "North"], open: true }),
    field({ name: "rooms", kind: "category", choices: [1, 2], nullable: true }),
    field({ name: "garage", kind: "boolean", choices: [false, true], nullable: true }),
  ];

  it("makes a table with names, numbers in typed arrays", () => {
    const rows = [
      { area: 120, district: "North", rooms: 2, garage: true },
      { area: "80.5", district: "Centre", rooms: null, garage: null },
    ];
    const { samples } = parse(rows, { fields: mixed, kind: "table" });
    expect(samples).toEqual({
      kind: "table",
      rows: 2,
      columns: [
        { name: "area", values: Float64Array.of(120, 80.5) },
        { name: "district", values: ["North", "Centre"] },
        { name: "rooms", values: Float64Array.of(2, Number.NaN) },
        { name: "garage", values: [true, null] },
      ],
    });
  });

  it("gives a table no names where the model knows none", () => {
    const fields = [field({ name: "x1", kind: "category", choices: ["a", "b"] })];
    const { samples } = parse([["a"]], { fields, kind: "table", named: false });
    expect(samples).toMatchObject({ columns: [{ name: null, values: ["a"] }] });
  });

  it("calls columns as the estimator does, where its names repeat", () => {
    const fields = ["a", "a.1"].map((name) => field({ name }));
    const parser = createRowParser(signatureOf(fields), "table", ["a", "a"]);
    expect(parser.parse([{ a: 1, "a.1": 2 }]).samples).toMatchObject({
      columns: [
        { name: "a", values: Float64Array.of(1) },
        { name: "a", values: Float64Array.of(2) },
      ],
    });
  });

  it("takes a category that did not occur in training where the model does, with a warning", () => {
    const rows = [
      [1, "North", 1, true],
      [1, "Harbour", 1, true],
    ];
    const { warnings } = parse(rows, { fields: mixed, kind: "table" });
    expect([...warnings.keys()]).toEqual([1]);
  });

  it("asks whether a known category was meant that is spelt almost as one that is not", () => {
    const choices = ["Windows 10", "Linux", "macOS"];
    const fields = [field({ name: "os", kind: "category", choices, open: true, example: "Linux" })];
    const warningOf = (os: string) => parse([{ os }], { fields, kind: "table" }).warnings.get(0);
    expect(warningOf("windows10")).toEqual([expect.stringContaining('"Windows 10"')]);
    expect(warningOf("MacOS")).toEqual([expect.stringContaining('"macOS"')]);
    expect(warningOf("BeOS/Haiku")).toEqual([expect.not.stringContaining("mean")]);
    expect(warningOf("Linux")).toBeUndefined();
  });

  it("makes numbers of booleans and choices where the model takes a matrix", () => {
    const fields = [
      field({ name: "a", kind: "boolean", choices: [false, true] }),
      field({ name: "b", kind: "category", choices: [1, 2], nullable: true }),
    ];
    expect(
      numbersOf(
        [
          [true, "2"],
          ["no", null],
        ],
        { fields },
      ),
    ).toEqual([1, 2, 0, Number.NaN]);
    const words = [field({ kind: "category", choices: ["x"] })];
    expect(issuesOf([["x"]], { fields: words })).toEqual([[["a"], "FIELD_KIND"]]);
  });

  it("takes plain texts, lists of one and records for models of text", () => {
    const fields = [field({ name: "text", kind: "text" })];
    const asked = { fields, kind: "texts", named: false } as const;
    const rows = ["win a prize", ["hello"], { text: "" }, new Map([["text", "5"]])];
    expect(parse(rows, asked).samples).toEqual({
      kind: "texts",
      values: ["win a prize", "hello", "", "5"],
    });
    expect(issuesOf([{ text: 5 }, 5], asked)).toEqual([
      [[0, "text"], "FIELD_KIND"],
      [[1], "ROW_KIND"],
    ]);
  });

  it("takes labels for encoders of labels", () => {
    const fields = [field({ name: "label", kind: "category", choices: ["ham", "spam"] })];
    const asked = { fields, kind: "labels", named: false } as const;
    expect(parse(["spam", { label: "ham" }], asked).samples).toEqual({
      kind: "labels",
      values: ["spam", "ham"],
    });
    expect(issuesOf(["eggs"], asked)).toEqual([[["label"], "FIELD_CHOICE"]]);
  });
});

describe("createRowParser, under attack", () => {
  it("allocates no more than the rows deserve", () => {
    const fields = Array.from({ length: 10_000 }, (_, i) => field({ name: `x${i + 1}` }));
    const rows = Array.from({ length: 300_000 }, () => []);
    expect(issuesOf(rows, { fields, named: false })).toHaveLength(maxIssues);
  });

  it("grows with the rows, keeping every number", () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => [i, i + 0.5, -i]);
    const data = numbersOf(rows);
    expect(data[3 * 99_999 + 1]).toBe(99_999.5);
    expect(data.every((value, i) => value === rows[Math.floor(i / 3)]?.[i % 3])).toBe(true);
  });

  it("spends little on suggesting names", () => {
    const names = Array.from({ length: 5000 }, (_, i) => `a_rather_long_name_of_a_column_${i}`);
    const fields = names.map((name) => field({ name }));
    const row = Object.fromEntries(names.map((name) => [`${name.slice(0, -1)}x`, 1]));
    const started = performance.now();
    expect(issuesOf([row], { fields })).toHaveLength(maxIssues);
    const choices = [field({ kind: "category", choices: names })];
    const rows = Array.from({ length: 200 }, (_, i) => [`a_rather_long_name_of_a_colum${i}`]);
    expect(issuesOf(rows, { fields: choices, kind: "table" })).toHaveLength(maxIssues);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("keeps messages and paths short and free of control characters", () => {
    const long = "\u001b[31m".repeat(10_000);
    const error = errorOf([{ [long]: long, experience: long, test_score: 1, interview_score: 1 }]);
    for (const { message, path } of error.issues) {
      expect(message.length).toBeLessThan(1000);
      expect(message).not.toContain("\u001b");
      expect(String(path[0]).length).toBeLessThanOrEqual(100);
    }
  });
});

describe("formRow", () => {
  it("takes time in proportion when one field is sent 300,000 times", () => {
    const started = performance.now();
    const row = formRow(new Array<[string, string]>(300_000).fill(["a", ""]));
    expect(row.get("a")).toMatchObject({ count: 300_000 });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
