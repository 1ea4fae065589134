// What columns are taken for, and what becomes of their cells.

import { describe, expect, it } from "vitest";
import {
  type Column,
  type ColumnKind,
  readColumn,
} from "../../../src/train/tabular/column-kind.ts";
import { ColumnBuilder } from "../../../src/train/tabular/raw-column.ts";

function column(cells: readonly string[], chosen: ColumnKind | null = null, name = "c"): Column {
  const builder = new ColumnBuilder(name);
  for (const cell of cells) {
    const number = /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : Number.NaN;
    if (Number.isNaN(number)) builder.addText(cell);
    else builder.addNumber(number, builder.wantsSpelling ? cell : null);
  }
  return readColumn(builder.finish(), chosen);
}

const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe("readColumn", () => {
  it.each<readonly [ColumnKind, string, readonly string[]]>([
    ["number", "plain numbers", ["1", "2.5", "", "7"]],
    ["number", "words for numbers", ["two", "three", "seven", "2"]],
    ["number", "numbers with a few that are not", [...many(18, String), "?", "unknown"]],
    ["number", "whole numbers that all differ", many(30, (i) => String(i * 37))],
    ["category", "a few texts", many(30, (i) => ["red", "green"][i % 2] ?? "")],
    ["boolean", "true and false", ["True", "False", "TRUE", "", "false"]],
    ["text", "sentences", many(20, (i) => `a long story about ${i} things`)],
    ["date", "dates", many(20, (i) => `2024-01-${String(i + 1).padStart(2, "0")}`)],
    ["date", "days with times", many(9, (i) => `0${i + 1}/02/2023 10:00`)],
    ["id", "codes that all differ", many(20, (i) => `A-${i}`)],
    ["id", "numbers that count rows", many(30, (i) => String(i + 1))],
    ["id", "too many codes", many(400, (i) => `T${i % 200}`)],
    ["category", "one text and gaps", many(20, (i) => ["yes", ""][i % 2] ?? "")],
    ["constant", "the same everywhere", ["x", "x", "", "x"]],
    ["constant", "one number and gaps", many(20, (i) => ["1", ""][i % 2] ?? "")],
    ["constant", "one truth and gaps", many(20, (i) => ["True", ""][i % 2] ?? "")],
    ["empty", "nothing", ["", "NA", "null"]],
  ])("takes for %s: %s", (kind, _, cells) => {
    expect(column(cells).kind).toBe(kind);
  });

  it("knows identifiers by their name", () => {
    const cells = many(8, (i) => String(1000 + 7 * i));
    expect(column(cells, null, "customer_id").kind).toBe("id");
    expect(column(cells, null, "paid").kind).toBe("number");
  });

  it("reads cells by the column's decimal mark, and counts what it took away", () => {
    const { values, cleanings, missing } = column([
      "1,5",
      "1.234",
      "€ 2,25",
      "7",
      "abc",
      "3",
      "1",
      "2",
      "8",
      "9",
    ]);
    expect([...values]).toEqual([1.5, 1234, 2.25, 7, Number.NaN, 3, 1, 2, 8, 9]);
    expect(missing).toBe(1);
    expect(cleanings.map(({ form, count }) => [form, count])).toEqual([
      ["decimal commas", 1],
      ["currency signs", 1],
      [null, 1],
      ["thousands separators", 1],
    ]);
  });

  it("keeps the spelling of numbers among categories", () => {
    const { kind, values } = column(many(20, (i) => ["007", "12.50", "7", "x"][i % 4] ?? ""));
    expect([kind, values.slice(0, 4)]).toEqual(["category", ["007", "12.50", "7", "x"]]);
  });

  it("believes the user", () => {
    expect(column(["1", "2", "2"], "category").values).toEqual(Float64Array.of(1, 2, 2));
    // As pandas reads them: else scikit-learn would know none of its numbers.
    expect(column(["01", "2", "2"], "category").values).toEqual(Float64Array.of(1, 2, 2));
    expect(column(["01", "2", "x"], "category").values).toEqual(["01", "2", "x"]);
    expect(column(["a b", "c d"], "text").kind).toBe("text");
    expect(
      column(
        many(20, (i) => `A-${i}`),
        "category",
      ).kind,
    ).toBe("category");
    expect(() => column(["a", "b"], "number")).toThrow(
      expect.objectContaining({ code: "TRAIN_TABLE" }),
    );
  });
});
