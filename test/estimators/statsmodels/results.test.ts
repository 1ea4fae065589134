import { describe, expect, it } from "vitest";
import type { PicklejarError } from "../../../src/errors.ts";
import type { Estimator } from "../../../src/estimators/estimator.ts";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import { PyGlobal, PyObject, type PyValue } from "../../../src/objects/values.ts";
import { errorOf } from "../../objects/errors-of.ts";
import { floats, goldenObject, stateOf } from "../golden-objects.ts";

const file = "statsmodels/answers/1.9.0.json";

/** An estimator with one value changed, by its path through the records: `_results.model.formula`. */
function changed(name: string, path: string, value: PyValue | undefined): () => Estimator {
  const object = goldenObject(file, name);
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let state = stateOf(object);
  for (const step of steps) {
    const inner = state.get(step);
    if (!(inner instanceof PyObject)) throw new Error(`no record at ${step} of ${path}`);
    state = stateOf(inner);
  }
  if (value === undefined) state.delete(last);
  else state.set(last, value);
  return () => readEstimator(object);
}

function refusal(name: string, path: string, value: PyValue | undefined): string {
  try {
    changed(name, path, value)();
  } catch (error) {
    const { code, details } = error as PicklejarError;
    return `${code} ${String(details["where"])}`;
  }
  return "no error";
}

describe("readResultsWrapper", () => {
  it("refuses what holds no results", () => {
    expect(refusal("OLS", "_results", undefined)).toBe("ESTIMATOR_INVALID _results");
    expect(refusal("OLS", "_results", null)).toBe("ESTIMATOR_INVALID _results");
  });

  it("answers as the results inside", () => {
    const wrapped = readEstimator(goldenObject(file, "OLS"));
    const bare = readEstimator(goldenObject(file, "OLS unwrapped"));
    const rows = { kind: "dense", rows: 1, columns: 3, data: Float64Array.of(1, 40, 0.5) } as const;
    expect(wrapped.predict?.(rows)).toEqual(bare.predict?.(rows));
  });
});

describe("readResults", () => {
  it("refuses coefficients that do not belong to the model", () => {
    const params = "_results.params";
    const flat = floats([4], [1, 2, 3, 4]);
    expect(refusal("OLS", params, flat)).toBe("ESTIMATOR_INVALID _results.model.data.orig_exog");
    expect(refusal("OLS", params, floats([3, 1], [1, 2, 3]))).toBe(
      "ESTIMATOR_INVALID _results.params",
    );
    expect(refusal("OLS", params, floats([3], [1, 2, Number.NaN]))).toBe(
      "ESTIMATOR_INVALID _results.params",
    );
    expect(refusal("MNLogit", params, floats([3], [1, 2, 3]))).toBe(
      "ESTIMATOR_INVALID _results.params",
    );
    expect(refusal("NegativeBinomial", params, floats([1], [1]))).toBe(
      "ESTIMATOR_INVALID _results.params",
    );
  });

  it("refuses models, families and links of others", () => {
    const other = new PyObject(
      new PyGlobal("sklearn.linear_model._base", "LinearRegression", 0),
      [],
      0,
    );
    expect(refusal("OLS", "_results.model", other)).toBe("ESTIMATOR_UNSUPPORTED _results");
    expect(refusal("GLM Gamma", "_results.model.family", other)).toBe(
      "ESTIMATOR_INVALID _results.model.family",
    );
    expect(refusal("GLM Gamma", "_results.model.family._link", other)).toBe(
      "ESTIMATOR_INVALID _results.model.family._link",
    );
    expect(refusal("OLS", "_results.model.data", other)).toBe(
      "ESTIMATOR_INVALID _results.model.data",
    );
  });

  it("asks by position where the data is gone", () => {
    const read = changed("OLS", "_results.model.data.orig_exog", null);
    expect(read().inputs).toMatchObject({ names: null, width: 3 });
  });

  it("knows the constant's column", () => {
    const [constant, age] = readEstimator(goldenObject(file, "OLS")).hints() ?? [];
    expect(constant).toMatchObject({ low: 1, high: 1, typical: 1 });
    expect(age).toEqual({});
  });
});

describe("formulaDesign", () => {
  it("asks for the columns of the training table, with their levels", () => {
    const estimator = readEstimator(goldenObject(file, "formula everything"));
    expect(estimator.inputs.names).toEqual(["age", "debit", "city", "year", "member"]);
    const hints = estimator.hints() ?? [];
    expect(hints.map(({ choices }) => choices)).toEqual([
      undefined,
      undefined,
      ["Bern", "Oslo", "St. Gallen"],
      [2019, 2020, 2021],
      [false, true],
    ]);
  });

  it("knows levels that a column of categories had and no row was on", () => {
    const [, city] = readEstimator(goldenObject(file, "formula ordered")).hints() ?? [];
    expect(city?.choices).toEqual(["Bern", "Oslo", "Rome", "St. Gallen"]);
  });

  it("refuses a formula whose table is gone", () => {
    const data = "_results.model.data";
    expect(refusal("formula city", `${data}.frame`, null)).toBe(
      "ESTIMATOR_UNSUPPORTED _results.model",
    );
    expect(refusal("formula city", `${data}.orig_exog`, null)).toBe(
      "ESTIMATOR_UNSUPPORTED _results.model",
    );
  });

  it("refuses rows without a number", () => {
    const { predict } = readEstimator(goldenObject(file, "formula city"));
    const row = (age: number | string | null) =>
      ({
        kind: "table",
        rows: 1,
        columns: [
          { name: "age", values: [age] },
          { name: "city", values: ["Oslo"] },
        ],
      }) as const;
    expect(errorOf(() => predict?.(row(null))).code).toBe("INPUT_NOT_FINITE");
    expect(errorOf(() => predict?.(row("old"))).code).toBe("INPUT_KIND");
    expect(predict?.(row(41)).shape).toEqual([1]);
  });
});
