import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import type { Matrix, SparseMatrix } from "../../../src/estimators/samples.ts";
import type { PyValue } from "../../../src/objects/values.ts";
import { refusalOf } from "../damage.ts";
import { floats, goldenObject, stateOf } from "../golden-objects.ts";

const file = "decomposition/1.9.0.json";

describe("readPca", () => {
  const refusal = (changes: Record<string, PyValue>) => refusalOf(file, "PCA two", changes);

  it("refuses parts that do not belong together", () => {
    expect(refusal({ mean_: floats([4], [1, 2, 3, 4]) })).toBe("ESTIMATOR_INVALID mean_");
    expect(refusal({ components_: floats([10], new Array(10).fill(1)) })).toBe(
      "ESTIMATOR_INVALID components_",
    );
    expect(refusal({ explained_variance_: floats([3], [3, 2, 1]) })).toBe(
      "ESTIMATOR_INVALID explained_variance_",
    );
    expect(refusal({ n_features_in_: 2 })).toBe("ESTIMATOR_INVALID n_features_in_");
  });

  it("refuses variances below zero", () => {
    expect(refusal({ explained_variance_: floats([2], [3, -2]) })).toBe(
      "ESTIMATOR_INVALID explained_variance_",
    );
  });

  it("projects sparse rows as dense ones", () => {
    const dense: Matrix = {
      kind: "dense",
      rows: 2,
      columns: 5,
      data: Float64Array.of(0, 7, 0, 0, -1, 0, 0, 0, 0, 0),
    };
    const sparse: SparseMatrix = {
      kind: "sparse",
      rows: 2,
      columns: 5,
      indptr: Int32Array.of(0, 2, 2),
      indices: Int32Array.of(1, 4),
      values: Float64Array.of(7, -1),
    };
    const pca = readEstimator(goldenObject(file, "PCA whitened"));
    expect(pca.transform?.(sparse)).toEqual(pca.transform?.(dense));
  });

  it("has no densities where a direction has neither noise nor a component", () => {
    const withNoise = (noise: number) => {
      const object = goldenObject(file, "PCA two");
      stateOf(object).set("noise_variance_", noise);
      return readEstimator(object);
    };
    expect(withNoise(1).scoreSamples).toBeDefined();
    expect(withNoise(0).scoreSamples).toBeUndefined();
  });

  it("hints at each feature's mean and spread", () => {
    const { hints, inputs } = readEstimator(goldenObject(file, "PCA two"));
    expect(hints()).toHaveLength(inputs.width ?? 0);
    for (const { low, typical, high } of hints() ?? []) {
      expect(Number(low)).toBeLessThan(Number(typical));
      expect(Number(typical)).toBeLessThan(Number(high));
    }
  });
});

describe("readTruncatedSvd", () => {
  it("refuses components that are not finite numbers", () => {
    const components_ = floats([1, 5], [1, 2, 3, 4, Number.NaN]);
    expect(refusalOf(file, "TruncatedSVD default", { components_ })).toBe(
      "ESTIMATOR_INVALID components_",
    );
  });
});
