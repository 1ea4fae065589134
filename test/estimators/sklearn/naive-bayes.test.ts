import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import type { PyValue } from "../../../src/objects/values.ts";
import { refusalOf } from "../damage.ts";
import { floats, goldenObject } from "../golden-objects.ts";

const file = "naive-bayes/1.9.0.json";

describe("readGaussianNb", () => {
  const refusal = (changes: Record<string, PyValue | undefined>) =>
    refusalOf(file, "GaussianNB two", changes);

  it("refuses means, variances and priors that do not belong together", () => {
    expect(refusal({ theta_: floats([3, 4], new Array(12).fill(1)) })).toBe(
      "ESTIMATOR_INVALID theta_",
    );
    expect(refusal({ var_: floats([2, 3], new Array(6).fill(1)) })).toBe("ESTIMATOR_INVALID var_");
    expect(refusal({ class_prior_: floats([3], [0.2, 0.3, 0.5]) })).toBe(
      "ESTIMATOR_INVALID class_prior_",
    );
    expect(refusal({ n_features_in_: 5 })).toBe("ESTIMATOR_INVALID n_features_in_");
  });

  it("refuses variances and priors below zero, and numbers that are none", () => {
    const below = [1, 1, 1, 1, 1, 1, 1, -1];
    expect(refusal({ var_: floats([2, 4], below) })).toBe("ESTIMATOR_INVALID var_");
    expect(refusal({ class_prior_: floats([2], [2, -1]) })).toBe("ESTIMATOR_INVALID class_prior_");
    const broken = [1, 1, 1, 1, 1, 1, 1, Number.NaN];
    expect(refusal({ theta_: floats([2, 4], broken) })).toBe("ESTIMATOR_INVALID theta_");
  });

  it("says that an old file without variances is not whole", () => {
    expect(refusal({ var_: undefined })).toBe("ESTIMATOR_INVALID sigma_");
  });

  it("hints at the range of all classes around a usual value", () => {
    const hints = readEstimator(goldenObject(file, "GaussianNB three")).hints() ?? [];
    expect(hints).toHaveLength(4);
    for (const { low, typical, high } of hints) {
      expect(Number(low)).toBeLessThan(Number(typical));
      expect(Number(typical)).toBeLessThan(Number(high));
    }
  });
});

describe("readMultinomialNb", () => {
  it("refuses logarithms that are NaN or +∞, and takes −∞", () => {
    const logs = (value: number) => floats([2, 4], [value, -1, -1, -1, -1, -1, -1, -1]);
    const refusal = (value: number) =>
      refusalOf(file, "MultinomialNB two", { feature_log_prob_: logs(value) });
    expect(refusal(Number.NaN)).toBe("ESTIMATOR_INVALID feature_log_prob_");
    expect(refusal(Infinity)).toBe("ESTIMATOR_INVALID feature_log_prob_");
    expect(refusal(-Infinity)).toBe("no error");
  });

  it("refuses another number of classes or features", () => {
    const refusal = (changes: Record<string, PyValue>) =>
      refusalOf(file, "MultinomialNB two", changes);
    expect(refusal({ classes_: floats([3], [0, 1, 2]) })).toBe(
      "ESTIMATOR_INVALID feature_log_prob_",
    );
    expect(refusal({ classes_: floats([0], []) })).toBe("ESTIMATOR_INVALID classes_");
    expect(refusal({ class_log_prior_: floats([1], [0]) })).toBe(
      "ESTIMATOR_INVALID class_log_prior_",
    );
    expect(refusal({ n_features_in_: 400 })).toBe("ESTIMATOR_INVALID n_features_in_");
  });
});

describe("readBernoulliNb", () => {
  it("refuses a threshold that is no number", () => {
    expect(refusalOf(file, "BernoulliNB two", { binarize: "much" })).toBe(
      "ESTIMATOR_INVALID binarize",
    );
  });
});

describe("readCategoricalNb", () => {
  it("refuses shares for another number of classes, with the feature's place", () => {
    const shares = [floats([2, 2], [-1, -1, -1, -1]), floats([3, 1], [-1, -1, -1])];
    expect(refusalOf(file, "CategoricalNB two", { feature_log_prob_: shares })).toBe(
      "ESTIMATOR_INVALID feature_log_prob_[1]",
    );
    expect(refusalOf(file, "CategoricalNB two", { feature_log_prob_: [] })).toBe(
      "ESTIMATOR_INVALID n_features_in_",
    );
  });

  it("hints at each feature's categories", () => {
    const hints = readEstimator(goldenObject(file, "CategoricalNB two")).hints();
    expect(hints?.at(-1)).toEqual({ choices: [0, 1], integer: true });
  });
});
