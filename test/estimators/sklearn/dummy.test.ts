import { describe, expect, it } from "vitest";
import type { PyValue } from "../../../src/objects/values.ts";
import { damageError, readChanged, refusalOf } from "../damage.ts";
import { floats } from "../golden-objects.ts";

const file = "dummy-isotonic/1.9.0.json";
const rows = { kind: "dense", rows: 2, columns: 2, data: new Float64Array(4) } as const;

describe("readDummyClassifier", () => {
  const refusal = (changes: Record<string, PyValue | undefined>) =>
    refusalOf(file, "DummyClassifier prior", changes);

  it("refuses strategies that draw random numbers by their name", () => {
    for (const strategy of ["stratified", "warn"]) {
      const error = damageError(file, "DummyClassifier prior", { _strategy: strategy });
      expect(error.code).toBe("ESTIMATOR_UNSUPPORTED");
      expect(error.details["className"]).toContain("stratified");
    }
  });

  it("has probabilities and no label for the uniform strategy", () => {
    const uniform = readChanged(file, "DummyClassifier prior", { _strategy: "uniform" });
    expect(uniform.predict).toBeUndefined();
    expect(uniform.predictProba?.(rows)).toMatchObject({ shape: [2, 3] });
  });

  it("reads the strategy from its parameter, as files before 0.22 have it", () => {
    const changes = { _strategy: undefined, strategy: "most_frequent" };
    const { predictProba } = readChanged(file, "DummyClassifier prior", changes);
    expect(predictProba?.(rows)).toMatchObject({ data: Float64Array.of(0, 1, 0, 0, 1, 0) });
  });

  it("keeps the axis of a column of labels, as until 0.21", () => {
    const changes = {
      classes_: [floats([2], [0, 1])],
      class_prior_: [floats([2], [0.25, 0.75])],
    };
    const column = readChanged(file, "DummyClassifier prior", changes);
    expect(column.predict?.(rows)).toMatchObject({ shape: [2, 1], data: [1, 1] });
    expect(column.predictProba?.(rows)).toHaveLength(1);
  });

  it("refuses shares for other classes, and shares that are no numbers", () => {
    expect(refusal({ class_prior_: floats([2], [0.5, 0.5]) })).toBe("ESTIMATOR_INVALID ");
    expect(refusal({ class_prior_: floats([3], [0.5, Number.NaN, 0.5]) })).toBe(
      "ESTIMATOR_INVALID ",
    );
    expect(refusal({ class_prior_: "all" })).toBe("ESTIMATOR_INVALID ");
    expect(refusal({ classes_: undefined })).toBe("ESTIMATOR_INVALID classes_");
  });

  it("refuses a constant that is no class", () => {
    const constant = (value: PyValue) =>
      refusalOf(file, "DummyClassifier constant int", { constant: value });
    expect(constant(0)).toBe("no error");
    expect(constant(3)).toBe("ESTIMATOR_INVALID constant");
    expect(constant([0, 1])).toBe("ESTIMATOR_INVALID constant");
    expect(constant(null)).toBe("ESTIMATOR_INVALID constant");
  });

  it("refuses unknown strategies, sparse labels and an absurd number of features", () => {
    expect(refusal({ _strategy: "lucky" })).toBe("ESTIMATOR_INVALID _strategy");
    expect(refusal({ sparse_output_: true })).toBe("ESTIMATOR_UNSUPPORTED ");
    expect(refusal({ n_features_in_: 2 ** 31 })).toBe("ESTIMATOR_INVALID n_features_in_");
  });
});

describe("readDummyRegressor", () => {
  const refusal = (changes: Record<string, PyValue | undefined>) =>
    refusalOf(file, "DummyRegressor mean", changes);

  it("refuses constants for another number of outputs, or none", () => {
    expect(refusal({ constant_: floats([1, 2], [1, 2]) })).toBe("ESTIMATOR_INVALID constant_");
    expect(refusal({ constant_: floats([1, 1], [Infinity]) })).toBe("ESTIMATOR_INVALID constant_");
    expect(refusal({ n_outputs_: 0 })).toBe("ESTIMATOR_INVALID n_outputs_");
    expect(refusal({ constant_: undefined })).toBe("ESTIMATOR_INVALID constant_");
  });
});
