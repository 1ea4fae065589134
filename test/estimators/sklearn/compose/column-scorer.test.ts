import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../../src/errors.ts";
import { linearScores } from "../../../../src/estimators/linear-scores.ts";
import { readEstimator } from "../../../../src/estimators/read-estimator.ts";
import type { Cell, Matrix, Table } from "../../../../src/estimators/samples.ts";
import { columnScorer } from "../../../../src/estimators/sklearn/compose/column-scorer.ts";
import { defaultLimits } from "../../../../src/limits.ts";
import { readModelFile } from "../../../../src/objects/model-file.ts";
import { joinAnswers, rowsOf } from "../../sample-rows.ts";

describe("columnScorer", () => {
  const passed = (columns: number[]) => {
    return { columns, estimator: null, weight: 1, scalar: false };
  };
  const widthOf = ({ columns }: { columns: readonly number[] }) => columns.length;
  const parts = [passed([2, 0]), passed([1])];
  const rows = 3000;
  const columns = [5, 7, 11].map((step) =>
    Float64Array.from({ length: rows }, (_, i) => Math.sin(step * i)),
  );
  const map = {
    features: 3,
    coefficients: Float64Array.of(1, -2, 0.5, 1e-3, 0, 7),
    intercepts: Float64Array.of(0.25, -3),
  };

  it("gives the scores of the columns side by side", () => {
    const data = new Float64Array(rows * 3);
    for (let row = 0; row < rows; row++) {
      for (const [j, column] of [2, 0, 1].entries()) {
        data[row * 3 + j] = columns[column]?.[row] ?? 0;
      }
    }
    const x: Matrix = { kind: "dense", data, rows, columns: 3 };
    expect(columnScorer(parts, widthOf)?.(columns, rows, map)).toEqual(linearScores(x, map));
  });

  it("leaves few rows, other widths, and what is not finite", () => {
    const score = columnScorer(parts, widthOf);
    const some = columns.map((column) => column.slice(0, 15));
    expect(score?.(some, 15, map)).toBeNull();
    expect(score?.(columns, rows, { ...map, features: 2 })).toBeNull();
    const large = { ...map, intercepts: Float64Array.of(Infinity, 0) };
    expect(score?.(columns, rows, large)).toBeNull();
    for (const value of [Number.NaN, -Infinity]) {
      const broken = columns.map((column) => column.with(rows - 1, value));
      expect(score?.(broken, rows, map)).toBeNull();
    }
    expect(score?.([...columns.slice(0, 2), Array.from(columns[2] ?? [])], rows, map)).toBeNull();
    expect(score?.(columns.slice(0, 2), rows, map)).toBeNull();
  });

  it("is not there for parts with a factor, of unknown width, or given a list", () => {
    for (const part of [{ weight: 2 }, { scalar: true }]) {
      expect(columnScorer([...parts, { ...passed([0]), ...part }], widthOf)).toBeNull();
    }
    expect(columnScorer(parts, () => undefined)).toBeNull();
    expect(columnScorer([], widthOf)).toBeNull();
  });
});

describe("a pipeline that ends in a linear model", async () => {
  const folder = join(import.meta.dirname, "../../../fixtures/hot-paths");
  const file = await readModelFile(join(folder, "pipeline.pkl"));
  const pipeline = readEstimator(file.value, { limits: defaultLimits });
  const records: Readonly<Record<string, Cell>>[] = JSON.parse(
    readFileSync(join(folder, "pipeline.json"), "utf8"),
  );

  /** So many rows, the last but one of them changed. */
  function table(rows: number, change: Readonly<Record<string, Cell>> = {}): Table {
    const columns = Object.keys(records[0] ?? {}).map((name) => {
      const values = records.slice(0, rows).map((record) => record[name] ?? null);
      if (name in change) values[rows - 2] = change[name] ?? null;
      const isTyped = values.every((value) => typeof value === "number");
      return { name, values: isTyped ? Float64Array.from(values, Number) : values };
    });
    return { kind: "table", rows, columns };
  }

  it.each([[{}], [{ city: "Nowhere", plan: "" }], [{ age: -0 }]])(
    "answers many rows as it answers few: %j",
    (change) => {
      for (const method of ["predict", "predictProba", "decisionFunction"] as const) {
        const answersTo = (rows: number): unknown[][] => {
          const samples = rowsOf(
            table(12, change),
            [...Array(rows).keys()].map((row) => row % 12),
          );
          return joinAnswers([pipeline[method]?.(samples) ?? []]);
        };
        const few = answersTo(12);
        expect(answersTo(36)).toEqual([...few, ...few, ...few]);
      }
    },
  );

  it("makes the prepared rows when they are asked for", () => {
    const next = pipeline.handOver?.(table(40));
    const few = pipeline.handOver?.(table(12));
    if (next?.samples.kind !== "dense" || few?.samples.kind !== "dense") {
      throw new TypeError("no matrix");
    }
    const { columns, rows, data } = next.samples;
    expect([rows, columns]).toEqual([40, few.samples.columns]);
    expect(data.slice(0, 12 * columns)).toEqual(few.samples.data);
    expect(next.estimator.predict?.({ ...next.samples })).toEqual(pipeline.predict?.(table(40)));
  });

  const refused = [
    [{ income: Infinity }, "INPUT_NOT_FINITE"],
    [{ age: Number.NaN }, "INPUT_NOT_FINITE"],
    [{ income: null }, "INPUT_NOT_FINITE"],
    [{ income: "much" }, "INPUT_KIND"],
  ] as const;

  it.each(refused)("refuses %j among many rows as among few", (change, code) => {
    const errorOf = (rows: number) => {
      try {
        pipeline.predict?.(table(rows, change));
      } catch (error) {
        if (error instanceof PicklejarError) return error;
      }
      throw new TypeError("not refused");
    };
    const [few, many] = [errorOf(12), errorOf(40)];
    expect(many.code).toBe(code);
    const place = few.details["row"] === undefined ? {} : { row: 38 };
    expect(many.details).toEqual({ ...few.details, ...place });
  });
});
