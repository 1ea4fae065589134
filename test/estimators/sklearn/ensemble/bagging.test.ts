import { describe, expect, it } from "vitest";
import type { Matrix } from "../../../../src/estimators/samples.ts";
import type { PyValue } from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const file = "boosting-bagging/1.9.0.json";
const rows: Matrix = {
  kind: "dense",
  rows: 2,
  columns: 4,
  data: Float64Array.of(1.7, 40, 0.01, 6, -0.1, -20, 0, 0),
};

describe("readBaggingClassifier", () => {
  const refusal = (name: string, changes: Record<string, PyValue | undefined>) =>
    refusalOf(file, `BaggingClassifier ${name}`, changes);

  it("gives members all columns where a file does not choose", () => {
    const name = "BaggingClassifier three";
    const whole = readChanged(file, name, {}).predictProba?.(rows);
    const changes = { estimators_features_: undefined };
    expect(readChanged(file, name, changes).predictProba?.(rows)).toEqual(whole);
  });

  it("refuses columns that are not there, or not as many as a member takes", () => {
    const features = stateOf(goldenObject(file, "BaggingClassifier some features twice"));
    const wide = features.get("estimators_features_") ?? null;
    expect(refusal("some features", { n_features_in_: 2 })).toMatch(
      /^ESTIMATOR_INVALID estimators_features_\[\d\]$/,
    );
    expect(refusal("some features", { estimators_features_: wide })).toBe(
      "ESTIMATOR_INVALID estimators_features_[0]",
    );
    expect(refusal("some features", { estimators_features_: [] })).toBe(
      "ESTIMATOR_INVALID estimators_features_",
    );
    expect(refusal("some features", { estimators_features_: ["a", "b", "c"] })).toBe(
      "ESTIMATOR_INVALID estimators_features_[0]",
    );
    expect(refusal("some features", { n_features_in_: undefined })).toBe("ESTIMATOR_INVALID ");
  });

  it("refuses members whose classes are no positions of its labels", () => {
    expect(refusal("three", { classes_: floats([2], [0, 1]) })).toBe("ESTIMATOR_INVALID ");
    const forests = stateOf(goldenObject(file, "AdaBoostClassifier default three"));
    const texts = forests.get("estimators_") ?? null;
    const changes = { estimators_: texts, estimators_features_: undefined };
    expect(refusal("three", changes)).toBe("ESTIMATOR_INVALID ");
    expect(refusal("of ridge", { classes_: floats([2], [0, 1]) })).toBe("ESTIMATOR_INVALID ");
  });

  it("has scores only where its members have them", () => {
    expect(readChanged(file, "BaggingClassifier of ridge", {}).decisionFunction).toBeDefined();
    expect(readChanged(file, "BaggingClassifier three", {}).decisionFunction).toBeUndefined();
  });

  it("hints at each feature by the members that take it", () => {
    const { hints } = readChanged(file, "BaggingClassifier some features", {});
    expect(hints()).toHaveLength(4);
    expect(hints()?.some((hint) => hint.low !== undefined)).toBe(true);
  });
});

describe("readBaggingRegressor", () => {
  it("refuses members of different outputs", () => {
    const outputs = stateOf(goldenObject(file, "BaggingRegressor outputs"));
    const [many = null] = (outputs.get("estimators_") as PyValue[]) ?? [];
    const single = stateOf(goldenObject(file, "BaggingRegressor default"));
    const [one = null] = (single.get("estimators_") as PyValue[]) ?? [];
    const changes = { estimators_: [one, many], estimators_features_: undefined };
    expect(refusalOf(file, "BaggingRegressor default", changes)).toBe("ESTIMATOR_INVALID ");
  });
});
