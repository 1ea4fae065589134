import { describe, expect, it } from "vitest";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import { goldenObject } from "./golden-objects.ts";

describe("hints", () => {
  it("are mean ± 2 standard deviations of a StandardScaler", () => {
    const scaler = readEstimator(
      goldenObject("preprocessing/1.9.0.json", "StandardScaler default"),
    );
    const [first] = scaler.hints() ?? [];
    expect(first?.typical).toBeCloseTo(((first?.low ?? 0) + (first?.high ?? 0)) / 2, 9);
    expect(first?.high).toBeGreaterThan(first?.low ?? 0);
  });

  it("are the range that a MinMaxScaler saw", () => {
    const scaler = readEstimator(goldenObject("preprocessing/1.9.0.json", "MinMaxScaler default"));
    expect(scaler.hints()?.every(({ low = 0, high = 0 }) => low < high)).toBe(true);
  });

  it("are the categories of encoders, open where unknown ones are taken", () => {
    const closed = readEstimator(goldenObject("encoders/1.9.0.json", "OneHotEncoder texts"));
    expect(closed.hints()?.[1]).toEqual({ choices: ["no", "yes"] });
    const open = readEstimator(goldenObject("encoders/1.9.0.json", "OneHotEncoder ignore"));
    expect(open.hints()?.[1]).toEqual({ choices: ["no", "yes"], open: true });
  });

  it("come to a ColumnTransformer's own columns, each with its own word about missing values", () => {
    const table = readEstimator(goldenObject("compose/1.9.0.json", "ColumnTransformer imputed"));
    const { inputs } = table;
    const hints = table.hints() ?? [];
    expect(inputs).toMatchObject({ kind: "table", width: 5, allowsMissing: true });
    expect(inputs.names).toEqual(["age", "colour", "income", "size", "member"]);
    expect(hints[0]).toMatchObject({ missing: true });
    expect(hints[0]?.typical).toBeTypeOf("number");
    expect(hints[0]?.low).toBeLessThan(hints[0]?.high ?? 0);
    expect(hints[1]).toMatchObject({ choices: ["blue", "green", "red"], open: true });
    expect(hints[4]).toEqual({ unused: true });
  });

  it("say which columns of a ColumnTransformer no part looks at, whatever they hold", () => {
    const table = readEstimator(goldenObject("compose/1.9.0.json", "ColumnTransformer slice"));
    expect(table.hints()?.[2]).toEqual({ unused: true });
    const answer = (other: string | number) =>
      table.transform?.({
        kind: "table",
        rows: 1,
        columns: [40, 5000, other].map((value) => ({ name: null, values: [value] })),
      });
    expect(answer("none of its business")).toEqual(answer(1));
  });

  it("pass through a pipeline's imputer to the step behind it", () => {
    const pipeline = readEstimator(goldenObject("compose/1.9.0.json", "ColumnTransformer imputed"));
    const inner = pipeline.children[0]?.estimator;
    expect(inner?.children.map(({ estimator }) => estimator.className)).toEqual([
      "SimpleImputer",
      "StandardScaler",
    ]);
    expect(inner?.hints()?.[0]).toHaveProperty("low");
  });
});
