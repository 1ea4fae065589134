import { describe, expect, it } from "vitest";
import type { PyValue } from "../../../src/objects/values.ts";
import { damageError, refusalOf } from "../damage.ts";
import { floats, goldenObject } from "../golden-objects.ts";

const file = "semi-supervised/1.9.0.json";

describe("readLabelPropagation", () => {
  const refusal = (changes: Record<string, PyValue | undefined>, of = "rbf") =>
    refusalOf(file, `LabelPropagation ${of}`, changes);

  it("refuses points, distributions and classes that do not belong together", () => {
    const points = (count: number) => floats([count, 3], new Array(3 * count).fill(1));
    expect(refusal({ X_: points(49) })).toBe("ESTIMATOR_INVALID label_distributions_");
    expect(refusal({ classes_: floats([4], [0, 1, 2, 3]) })).toBe(
      "ESTIMATOR_INVALID label_distributions_",
    );
    expect(refusal({ classes_: floats([0], []) })).toBe("ESTIMATOR_INVALID classes_");
    expect(refusal({ n_features_in_: 4 })).toBe("ESTIMATOR_INVALID n_features_in_");
    expect(refusal({ X_: floats([50, 3], new Array(150).fill(Number.NaN)) })).toBe(
      "ESTIMATOR_INVALID X_",
    );
  });

  it("refuses neighbours among other points than those whose labels are known", () => {
    const few = { X_: floats([2, 3], [1, 2, 3, 4, 5, 6]) };
    const labels = { label_distributions_: floats([2, 3], [1, 0, 0, 0, 1, 0]) };
    expect(refusal({ ...few, ...labels }, "knn")).toBe("ESTIMATOR_INVALID nn_fit._fit_X");
    const regression = goldenObject("linear-model/1.9.0.json", "LinearRegression vector");
    expect(refusal({ nn_fit: regression }, "knn")).toBe("ESTIMATOR_INVALID ");
  });

  it("names a kernel that is a function", () => {
    const error = damageError(file, "LabelSpreading rbf", { kernel: null });
    expect(error.code).toBe("ESTIMATOR_UNSUPPORTED");
    expect(error.details["className"]).toContain("another function");
  });
});

describe("readSelfTraining", () => {
  it("refuses what is no classifier", () => {
    const regression = goldenObject("linear-model/1.9.0.json", "LinearRegression vector");
    expect(refusalOf(file, "SelfTrainingClassifier names", { estimator_: regression })).toBe(
      "ESTIMATOR_INVALID n_features_in_",
    );
    const changes = { estimator_: regression, n_features_in_: undefined };
    const without = { ...changes, feature_names_in_: undefined };
    expect(refusalOf(file, "SelfTrainingClassifier names", without)).toBe("ESTIMATOR_INVALID ");
  });
});
