import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import { PyTuple } from "../../../src/objects/values.ts";
import { refusalOf } from "../damage.ts";
import { goldenObject, stateOf } from "../golden-objects.ts";

const file = "imblearn/1.9.0.json";

describe("imblearn.pipeline.Pipeline", () => {
  it("shows the steps that answer", () => {
    const pipeline = readEstimator(goldenObject(file, "scaler, SMOTE, classifier"));
    expect(pipeline.path).toBe("imblearn.pipeline.Pipeline");
    expect(pipeline.children.map(({ estimator }) => estimator.className)).toEqual([
      "StandardScaler",
      "LogisticRegression",
    ]);
  });

  it("refuses a pipeline that ends in a sampler", () => {
    const pipeline = goldenObject(file, "scaler, SMOTE, classifier");
    const steps = stateOf(pipeline).get("steps");
    if (!Array.isArray(steps)) throw new Error("no steps");
    expect(refusalOf(file, "scaler, SMOTE, classifier", { steps: steps.slice(0, 2) })).toBe(
      "ESTIMATOR_INVALID ",
    );
  });

  it("checks the widths on both sides of a sampler", () => {
    const pipeline = goldenObject(file, "scaler, SMOTE, classifier");
    const steps = stateOf(pipeline).get("steps");
    const narrow = goldenObject("pipeline/1.9.0.json", "one step");
    if (!Array.isArray(steps)) throw new Error("no steps");
    const changed = [...steps.slice(0, 2), new PyTuple(["narrow", narrow])];
    expect(refusalOf(file, "scaler, SMOTE, classifier", { steps: changed })).toBe(
      "ESTIMATOR_INVALID steps[2]",
    );
  });

  it("does not pass over samplers in scikit-learn's own pipeline", () => {
    const pipeline = goldenObject("pipeline/1.9.0.json", "one step");
    const steps = stateOf(goldenObject(file, "scaler, SMOTE, classifier")).get("steps") ?? null;
    stateOf(pipeline).set("steps", steps);
    expect(() => readEstimator(pipeline)).toThrow("imblearn.over_sampling.SMOTE is known but");
  });
});
