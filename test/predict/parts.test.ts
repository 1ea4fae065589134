import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { PyGlobal, PyObject, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { chooseEstimator, findEstimators, partName } from "../../src/predict/parts.ts";

function object(module: string, name: string): PyObject {
  return new PyObject(new PyGlobal(module, name, 0), [], 0);
}

const regression = object("sklearn.linear_model._base", "LinearRegression");
const scaler = object("sklearn.preprocessing._data", "StandardScaler");

function pathsOf(value: PyValue): string[] {
  return findEstimators(value).map(({ path }) => partName(path));
}

function errorOf(action: () => unknown): PicklejarError {
  try {
    action();
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("findEstimators", () => {
  it("finds the estimator that a file is", () => {
    expect(findEstimators(regression)).toEqual([{ path: [], value: regression }]);
  });

  it("finds estimators in dicts, lists, tuples and their subclasses", () => {
    const ordered = object("collections", "OrderedDict");
    ordered.entries.set("inner", scaler);
    const value = new Map<PyValue, PyValue>([
      ["model", regression],
      ["names", ["a", "b"]],
      ["more", new PyTuple([null, [ordered]])],
    ]);
    expect(pathsOf(value)).toEqual(["model", "more.1.0.inner"]);
  });

  it("counts an estimator once, and ends in a circle", () => {
    const circle: PyValue[] = [regression, regression];
    circle.push(circle);
    expect(pathsOf(circle)).toEqual(["0"]);
  });

  it("does not look into other estimators, nor endlessly deep", () => {
    const pipeline = object("sklearn.pipeline", "Pipeline");
    pipeline.state = new Map([["steps", [scaler]]]);
    expect(pathsOf([pipeline])).toEqual(["0"]);
    let deep: PyValue = regression;
    for (let i = 0; i < 10_000; i++) deep = [deep];
    expect(pathsOf(deep)).toEqual([]);
  });

  it("finds none in what is no model", () => {
    for (const value of [null, 5, "text", [], new Map(), object("pandas", "DataFrame")]) {
      expect(pathsOf(value)).toEqual([]);
    }
  });
});

describe("chooseEstimator", () => {
  const records = findEstimators(
    new Map<PyValue, PyValue>([
      ["scaler", scaler],
      ["model", regression],
    ]),
  );

  it("takes the only one, or the one that is named", () => {
    expect(chooseEstimator(records.slice(0, 1), undefined)?.value).toBe(scaler);
    expect(chooseEstimator(records, "model")?.value).toBe(regression);
    expect(chooseEstimator([], undefined)).toBeUndefined();
  });

  it("refuses to guess among several, and lists them", () => {
    const { code, details } = errorOf(() => chooseEstimator(records, undefined));
    expect(code).toBe("MODEL_AMBIGUOUS");
    expect(details).toEqual({
      count: 2,
      parts: "scaler (StandardScaler), model (LinearRegression)",
      first: "scaler",
    });
  });

  it("suggests the nearest part for a misspelt one", () => {
    const { code, details } = errorOf(() => chooseEstimator(records, "modle"));
    expect(code).toBe("USAGE");
    expect(details["advice"]).toContain("model");
  });
});
