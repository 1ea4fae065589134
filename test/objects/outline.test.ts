import { describe, expect, it } from "vitest";
import { outlineOf } from "../../src/objects/outline.ts";
import { decodePickle } from "../../src/objects/pickle-machine.ts";
import { PyGlobal, PyObject, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { salary } from "./hostile/damage.ts";

const forestClass = new PyGlobal("sklearn.ensemble._forest", "RandomForestClassifier", 0);
const treeClass = new PyGlobal("sklearn.tree._classes", "DecisionTreeClassifier", 0);

function estimator(made: PyGlobal, ...state: [string, PyValue][]): PyObject {
  const object = new PyObject(made, [], 0);
  object.state = new Map<PyValue, PyValue>(state);
  return object;
}

describe("outlineOf", () => {
  it("shows an estimator with its parameters and what it learned", () => {
    const outline = outlineOf(decodePickle(salary).value);
    expect(outline).toMatchObject({
      kind: "estimator",
      label: "LinearRegression",
      writtenBy: "1.9.0",
    });
    expect(outline.parameters).toContainEqual({ name: "fit_intercept", value: "True" });
    expect(outline.fitted).toContainEqual({ name: "coef_", value: "float64 array of 3" });
  });

  it("makes one line of members that are alike", () => {
    const trees = Array.from({ length: 500 }, () => estimator(treeClass));
    const outline = outlineOf(estimator(forestClass, ["estimators_", trees]));
    expect(outline.children).toHaveLength(1);
    expect(outline.children[0]).toMatchObject({ label: "DecisionTreeClassifier", count: 500 });
  });

  it("shows what holds itself once", () => {
    const forest = estimator(forestClass);
    forest.state = new Map<PyValue, PyValue>([["estimators_", [forest]]]);
    const outline = outlineOf(forest);
    expect(outline.children[0]?.children).toEqual([]);
  });

  it("takes no time over a long list, nor over one that thousands of objects share", () => {
    const long: PyValue[] = Array.from({ length: 10 ** 6 }, (_, i) => new PyTuple([`n${i}`, i]));
    const state: [string, PyValue][] = Array.from({ length: 200 }, (_, i) => [`k${i}`, long]);
    const shared = Array.from(
      { length: 3000 },
      (_, i) => new PyTuple([`s${i}`, estimator(forestClass, ...state)]),
    );
    const began = performance.now();
    expect(outlineOf(long).children).toHaveLength(200);
    expect(outlineOf(shared).children.length).toBeLessThanOrEqual(200);
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
