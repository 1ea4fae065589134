import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import type { Matrix, SparseMatrix } from "../../../src/estimators/samples.ts";
import { PyGlobal, type PyValue } from "../../../src/objects/values.ts";
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

describe("readFactorAnalysis", () => {
  it("refuses noise that is not above 0 and a mean of another width", () => {
    const refusal = (changes: Record<string, PyValue>) =>
      refusalOf(file, "FactorAnalysis 1", changes);
    expect(refusal({ noise_variance_: floats([5], [1, 1, 0, 1, 1]) })).toBe(
      "ESTIMATOR_INVALID noise_variance_",
    );
    expect(refusal({ mean_: floats([1], [1]) })).toBe("ESTIMATOR_INVALID mean_");
  });
});

describe("readFastIca", () => {
  it("refuses a mixing matrix of another shape", () => {
    const mixing_ = floats([2, 5], new Array(10).fill(1));
    expect(refusalOf(file, "FastICA two", { mixing_ })).toBe("ESTIMATOR_INVALID mixing_");
  });
});

describe("readSparsePca", () => {
  const refusal = (changes: Record<string, PyValue>) => refusalOf(file, "SparsePCA three", changes);

  it("refuses components that depend on each other", () => {
    const components_ = floats([2, 5], new Array(10).fill(1));
    expect(refusal({ components_, ridge_alpha: 0 })).toBe("ESTIMATOR_INVALID ");
    expect(refusal({ components_ })).toBe("no error");
  });

  it("refuses more components than it can invert in time", () => {
    const components_ = floats([2000, 5], new Array(10_000).fill(1));
    expect(refusal({ components_ })).toBe("ESTIMATOR_UNSUPPORTED ");
  });
});

describe("readKernelPca", () => {
  const refusal = (name: string, changes: Record<string, PyValue | undefined>) =>
    refusalOf(file, `KernelPCA ${name}`, changes);

  it("refuses parts for another number of training rows", () => {
    const ones = (...shape: number[]) =>
      floats(shape, new Array(shape.reduce((a, b) => a * b)).fill(1));
    expect(refusal("rbf", { eigenvectors_: ones(3, 2) })).toBe("ESTIMATOR_INVALID eigenvectors_");
    expect(refusal("rbf", { eigenvalues_: ones(3) })).toBe("ESTIMATOR_INVALID eigenvalues_");
    expect(refusal("rbf", { X_fit_: ones(4, 5) })).toBe("ESTIMATOR_INVALID eigenvectors_");
    expect(refusal("and back", { dual_coef_: ones(4, 5) })).toBe("ESTIMATOR_INVALID dual_coef_");
    expect(refusal("precomputed", { kernel: "rbf", X_fit_: ones(15, 5) })).toBe(
      "ESTIMATOR_INVALID n_features_in_",
    );
  });

  it("refuses eigenvalues below 0", () => {
    expect(refusal("rbf", { eigenvalues_: floats([2], [1, -1]) })).toBe(
      "ESTIMATOR_INVALID eigenvalues_",
    );
  });

  it("names a kernel of the file's own", () => {
    expect(refusal("rbf", { kernel: new PyGlobal("__main__", "f", 0) })).toBe(
      "ESTIMATOR_UNSUPPORTED ",
    );
    expect(refusal("rbf", { kernel: "toString" })).toBe("ESTIMATOR_UNSUPPORTED ");
  });
});

describe("readLatentDirichletAllocation", () => {
  const refusal = (changes: Record<string, PyValue>) =>
    refusalOf(file, "LatentDirichletAllocation three", changes);

  it("refuses more rounds than it would go", () => {
    expect(refusal({ max_doc_update_iter: 1_000_000_000 })).toBe(
      "ESTIMATOR_INVALID max_doc_update_iter",
    );
  });

  it("refuses shares and priors that are no shares", () => {
    const place = "ESTIMATOR_INVALID exp_dirichlet_component_";
    expect(refusal({ exp_dirichlet_component_: floats([1, 8], new Array(8).fill(-1)) })).toBe(
      place,
    );
    expect(refusal({ exp_dirichlet_component_: floats([0, 8], []) })).toBe(place);
    expect(refusal({ doc_topic_prior_: 0 })).toBe("ESTIMATOR_INVALID doc_topic_prior_");
  });
});
