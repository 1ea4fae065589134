import { describe, expect, it } from "vitest";
import type { Matrix } from "../../../../src/estimators/samples.ts";
import { PyFloat, PyGlobal, PyObject, type PyValue } from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const file = "gradient-boosting/1.9.0.json";
const old = "gradient-boosting/0.23.2.json";
const rows: Matrix = {
  kind: "dense",
  rows: 2,
  columns: 4,
  data: Float64Array.of(1.7, 40, 0.01, 6, -0.1, -20, 0, 0),
};

/** An estimator that scikit-learn 0.20 put in front of the trees. */
function former(className: string, attributes: Record<string, PyValue>): PyObject {
  const global = new PyGlobal("sklearn.ensemble.gradient_boosting", className, 0);
  const object = new PyObject(global, [], 0);
  object.state = new Map(Object.entries(attributes));
  return object;
}

/** What a classifier of 0.20 decides after a start. */
function sumsAfter(name: string, init: PyValue): number[] {
  const changes = { _sklearn_version: "0.20.3", init_: init };
  const { decisionFunction } = readChanged(old, name, changes);
  return Array.from(decisionFunction?.(rows).data ?? [], Number);
}

describe("readGradientBoostingClassifier", () => {
  const refusal = (changes: Record<string, PyValue>) =>
    refusalOf(file, "GradientBoostingClassifier two", changes);

  it("starts at the logarithm of the odds that 0.20 kept", () => {
    const name = "GradientBoostingClassifier two";
    const zero = sumsAfter(name, "zero");
    for (const className of ["LogOddsEstimator", "ScaledLogOddsEstimator"]) {
      const sums = sumsAfter(name, former(className, { prior: new PyFloat(0.25) }));
      for (const [i, sum] of sums.entries()) expect(sum).toBeCloseTo((zero[i] ?? 0) + 0.25, 14);
    }
    expect(sumsAfter(name, former("ZeroEstimator", { n_classes: 1 }))).toEqual(zero);
  });

  it("starts at the shares of classes that 0.20 kept, without their logarithm", () => {
    const name = "GradientBoostingClassifier three strings";
    const zero = sumsAfter(name, "zero");
    const priors = [0.5, 0.125, 0.375];
    const sums = sumsAfter(
      name,
      former("PriorProbabilityEstimator", { priors: floats([3], priors) }),
    );
    for (const [i, sum] of sums.entries()) {
      expect(sum).toBeCloseTo((zero[i] ?? 0) + (priors[i % 3] ?? 0), 14);
    }
  });

  it("refuses former starts for another number of classes", () => {
    const init = former("PriorProbabilityEstimator", { priors: floats([2], [0.5, 0.5]) });
    const name = "GradientBoostingClassifier three strings";
    expect(refusalOf(old, name, { init_: init })).toBe("ESTIMATOR_INVALID init_.priors");
  });

  it("refuses an own start in files of 0.20, which could not be fitted", () => {
    const name = "GradientBoostingClassifier init forest";
    const refused = refusalOf(old, name, { _sklearn_version: "0.20.3" });
    expect(refused).toBe("ESTIMATOR_UNSUPPORTED ");
  });

  it("decides for the first class at even odds until 1.3, for the second since", () => {
    const changes = { learning_rate: new PyFloat(0) };
    const empty = (path: string) =>
      readChanged(path, "GradientBoostingClassifier zero", changes).predict?.(rows).data;
    expect(empty("gradient-boosting/1.2.1.json")).toEqual([0, 0]);
    expect(empty("gradient-boosting/1.4.2.json")).toEqual([1, 1]);
  });

  it("decides for the second class at even odds of the exponential loss", () => {
    const name = "GradientBoostingClassifier exponential";
    const changes = { learning_rate: new PyFloat(0), init_: "zero" };
    expect(readChanged(old, name, changes).predict?.(rows).data).toEqual([1, 1]);
  });

  it("reads the loss from the parameter where there is no loss object", () => {
    const name = "GradientBoostingClassifier exponential";
    const whole = readChanged(file, name, {}).predictProba?.(rows);
    expect(readChanged(file, name, { _loss: undefined }).predictProba?.(rows)).toEqual(whole);
  });

  it("refuses numbers that are not finite, whatever it starts with", () => {
    const starts = ["two", "zero", "init forest"].map(
      (name) => `GradientBoostingClassifier ${name}`,
    );
    for (const name of starts) {
      const { predict } = readChanged(file, name, {});
      expect(predict?.(rows).data).toHaveLength(2);
      for (const value of [Number.NaN, 1e39]) {
        const data = rows.data.with(5, value);
        expect(() => predict?.({ ...rows, data })).toThrowError(
          expect.objectContaining({
            code: "INPUT_NOT_FINITE",
            details: expect.objectContaining({ row: 1 }),
          }),
        );
      }
    }
  });

  it("refuses labels for another number of trees", () => {
    expect(refusal({ classes_: floats([3], [0, 1, 2]) })).toBe("ESTIMATOR_INVALID estimators_");
    expect(refusal({ classes_: floats([1], [0]) })).toBe("ESTIMATOR_INVALID classes_");
  });

  it("refuses a start that knows other classes", () => {
    const forest = stateOf(goldenObject(file, "GradientBoostingClassifier three strings"));
    const init = forest.get("init_") ?? null;
    expect(refusal({ init_: init })).toBe("ESTIMATOR_INVALID init_");
    expect(refusal({ init_: 5 })).toBe("ESTIMATOR_INVALID ");
  });

  it("refuses stages that are no table of trees", () => {
    expect(refusal({ estimators_: [] })).toBe("ESTIMATOR_INVALID estimators_");
    expect(refusal({ estimators_: floats([1, 1], [5]) })).toBe("ESTIMATOR_INVALID estimators_");
  });

  it("refuses a learning rate that is no finite number", () => {
    expect(refusal({ learning_rate: new PyFloat(Number.NaN) })).toBe(
      "ESTIMATOR_INVALID learning_rate",
    );
  });
});

describe("readGradientBoostingRegressor", () => {
  it("starts at the mean or the quantile that 0.20 kept", () => {
    const name = "GradientBoostingRegressor zero";
    const [first = 0] = readChanged(old, name, {}).predict?.(rows).data ?? [];
    for (const [className, attribute] of [
      ["MeanEstimator", "mean"],
      ["QuantileEstimator", "quantile"],
    ] as const) {
      const init = former(className, { [attribute]: new PyFloat(100) });
      const [sum] = readChanged(old, name, { init_: init }).predict?.(rows).data ?? [];
      expect(sum).toBeCloseTo(100 + Number(first), 12);
    }
  });

  it("refuses a classifier as its start, and trees for several classes", () => {
    const classifier = stateOf(goldenObject(file, "GradientBoostingClassifier two"));
    const three = stateOf(goldenObject(file, "GradientBoostingClassifier three strings"));
    const name = "GradientBoostingRegressor huber";
    const init = classifier.get("init_") ?? null;
    expect(refusalOf(file, name, { init_: init })).toBe("ESTIMATOR_INVALID init_");
    const stages = three.get("estimators_") ?? null;
    expect(refusalOf(file, name, { estimators_: stages })).toBe("ESTIMATOR_INVALID estimators_");
  });
});
