import { describe, expect, it } from "vitest";
import { type Issue, PicklejarError } from "../../src/errors.ts";
import {
  type ColumnMatch,
  columnsByPosition,
  countFields,
  matchColumns,
} from "../../src/signature/columns.ts";
import { field, signatureOf } from "./fake-estimator.ts";

const salary = signatureOf(
  ["experience", "test_score", "interview_score"].map((name) => field({ name })),
);
const unnamed = signatureOf(
  ["x1", "x2", "x3"].map((name) => field({ name })),
  false,
);
const anyWidth = signatureOf([], false);
const text = signatureOf(
  [field({ name: "text", label: "Text", kind: "text", example: "" })],
  false,
);

function columnsOf({ columns }: ColumnMatch): number[] {
  return [...columns];
}

function issuesOf(run: () => unknown): [Issue["path"], string][] {
  try {
    run();
  } catch (error) {
    if (error instanceof PicklejarError && error.code === "INPUT_INVALID") {
      return error.issues.map(({ path, code }) => [path, code]);
    }
    throw error;
  }
  return [];
}

describe("matchColumns", () => {
  it("finds the fields by name, in any order, among other columns", () => {
    const header = ["id", "interview_score", "experience", "", "test_score"];
    const match = matchColumns(salary, header);
    expect(columnsOf(match)).toEqual([2, 4, 1]);
    expect(match.notes).toEqual([]);
  });

  it("takes a name that differs in case, spaces and underscores only, and says so", () => {
    const match = matchColumns(salary, ["Experience", "Test Score", "interview-score "]);
    expect(columnsOf(match)).toEqual([0, 1, 2]);
    expect(match.notes).toHaveLength(3);
    expect(match.notes[1]).toContain('"Test Score"');
    expect(match.notes[1]).toContain('"test_score"');
  });

  it("does without columns that the model never looks at, and minds no repetition of them", () => {
    const ignored = field({ name: "id", kind: "text", nullable: true, unused: true, example: "" });
    const order = signatureOf([ignored, field({ name: "weight" })]);
    expect(columnsOf(matchColumns(order, ["weight"]))).toEqual([-1, 0]);
    expect(columnsOf(matchColumns(order, ["weight", "ID"]))).toEqual([1, 0]);
    expect(columnsOf(matchColumns(order, ["id", "weight", "id"]))).toEqual([0, 1]);
  });

  it("prefers the exact name, and takes no likeness where two are alike", () => {
    const header = ["Test Score", "test_score", "experience", "interview_score"];
    expect(columnsOf(matchColumns(salary, header))).toEqual([2, 1, 3]);
    const alike = ["Test Score", "TEST_SCORE", "experience", "interview_score"];
    expect(issuesOf(() => matchColumns(salary, alike))).toEqual([
      [["test_score"], "FIELD_MISSING"],
    ]);
    const twins = signatureOf(["a b", "a_b"].map((name) => field({ name })));
    expect(issuesOf(() => matchColumns(twins, ["A B", "c"]))).toHaveLength(2);
  });

  it("names every field that is missing, and a name that is near", () => {
    const header = ["experience", "test_scoer", "salary"];
    expect(issuesOf(() => matchColumns(salary, header))).toEqual([
      [["test_score"], "FIELD_MISSING"],
      [["interview_score"], "FIELD_MISSING"],
    ]);
    try {
      matchColumns(salary, header);
    } catch (error) {
      expect((error as PicklejarError).issues[0]?.message).toContain('"test_scoer"');
    }
  });

  it("refuses a field's column that is there twice, and does not mind others", () => {
    const header = ["experience", "note", "test_score", "note", "interview_score", "experience"];
    expect(issuesOf(() => matchColumns(salary, header))).toEqual([
      [["experience"], "FIELD_DUPLICATE"],
    ]);
  });

  it("knows a repeated column by the name that pandas gives it", () => {
    const twins = signatureOf(["age", "age.1"].map((name) => field({ name })));
    expect(columnsOf(matchColumns(twins, ["age", "x", "age"]))).toEqual([0, 2]);
  });

  it("takes the columns in order for a model without names, and says so", () => {
    const match = matchColumns(unnamed, ["a", "b", "c"]);
    expect(columnsOf(match)).toEqual([0, 1, 2]);
    expect(match.plan.fields.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(match.plan.warning).toBeNull();
    expect(match.notes).toHaveLength(1);
    expect(columnsOf(matchColumns(unnamed, ["id", "x3", "x1", "x2"]))).toEqual([2, 3, 1]);
    expect(columnsOf(matchColumns(unnamed, ["0", "1", "2"]))).toEqual([0, 1, 2]);
  });

  it("refuses columns of which nothing tells the right ones", () => {
    expect(issuesOf(() => matchColumns(unnamed, ["a", "b", "c", "d"]))).toEqual([
      [[], "ROW_WIDTH"],
    ]);
    expect(issuesOf(() => matchColumns(unnamed, ["a", "a", "b"]))).toEqual([[[], "ROW_WIDTH"]]);
    expect(issuesOf(() => matchColumns(unnamed, ["x1", "x2", "c"]))).toEqual([
      [["x3"], "FIELD_MISSING"],
    ]);
  });

  it("leaves out columns that are said to be others", () => {
    const match = matchColumns(unnamed, ["a", "y", "b", "c"], (name) => name === "y");
    expect(columnsOf(match)).toEqual([0, 2, 3]);
  });

  it("takes the only column as the text of a model of texts, or the one called so", () => {
    const match = matchColumns(text, ["review"]);
    expect([columnsOf(match), match.notes]).toEqual([[0], []]);
    expect(columnsOf(matchColumns(text, ["id", "text"]))).toEqual([1]);
    expect(issuesOf(() => matchColumns(text, ["id", "review"]))).toEqual([[[], "ROW_WIDTH"]]);
  });

  it("takes all columns for a model of any width", () => {
    expect(columnsOf(matchColumns(anyWidth, ["a", "b"]))).toEqual([0, 1]);
  });

  it("explains a first line of numbers", () => {
    for (const signature of [salary, unnamed, anyWidth]) {
      expect(issuesOf(() => matchColumns(signature, ["2", "9", "6.5"]))).toEqual([
        [[], "HEADER_MISSING"],
      ]);
    }
  });

  it("treats names of Object.prototype as names like others", () => {
    const names = ["__proto__", "constructor", "toString"];
    const signature = signatureOf(names.map((name) => field({ name })));
    expect(columnsOf(matchColumns(signature, ["toString", "__proto__", "constructor"]))).toEqual([
      1, 2, 0,
    ]);
  });
});

describe("columnsByPosition", () => {
  it("takes as many columns as the model asks", () => {
    expect(columnsOf(columnsByPosition(salary, 3))).toEqual([0, 1, 2]);
    expect(columnsOf(columnsByPosition(anyWidth, 2))).toEqual([0, 1]);
    expect(issuesOf(() => columnsByPosition(salary, 4))).toEqual([[[], "ROW_WIDTH"]]);
  });
});

describe("countFields", () => {
  it("counts the fields that a header has", () => {
    expect(countFields(salary, ["id", "Experience", "test_score"])).toBe(2);
    expect(countFields(salary, ["experience;test_score;interview_score"])).toBe(0);
  });
});
