import { describe, expect, it } from "vitest";
import { refusalOf } from "../../damage.ts";
import { goldenObject } from "../../golden-objects.ts";

const file = "multioutput/1.9.0.json";
const tree = goldenObject("tree/1.9.0.json", "DecisionTreeClassifier two");

describe("readMultiOutputClassifier", () => {
  it("refuses an empty list, and what is no classifier of one output", () => {
    expect(refusalOf(file, "classifiers", { estimators_: [] })).toBe(
      "ESTIMATOR_INVALID estimators_",
    );
    const regression = goldenObject("linear-model/1.9.0.json", "LinearRegression vector");
    expect(refusalOf(file, "classifiers", { estimators_: [regression] })).toBe(
      "ESTIMATOR_INVALID ",
    );
    const several = goldenObject(file, "classifiers of two and three");
    expect(refusalOf(file, "classifiers", { estimators_: [several] })).toBe("ESTIMATOR_INVALID ");
  });

  it("refuses members of other widths than the whole says", () => {
    expect(refusalOf(file, "classifiers", { n_features_in_: 5 })).toBe(
      "ESTIMATOR_INVALID n_features_in_",
    );
  });
});

describe("readMultiOutputRegressor", () => {
  it("refuses members that do not predict", () => {
    const scaler = goldenObject("preprocessing/1.9.0.json", "StandardScaler default");
    expect(refusalOf(file, "regressors", { estimators_: [scaler, tree] })).toBe(
      "ESTIMATOR_INVALID ",
    );
  });
});
