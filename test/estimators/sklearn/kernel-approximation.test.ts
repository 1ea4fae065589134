import { describe, expect, it } from "vitest";
import { PyGlobal, type PyValue } from "../../../src/objects/values.ts";
import { refusalOf } from "../damage.ts";
import { floats } from "../golden-objects.ts";

const file = "kernel-approximation/1.9.0.json";
type Changes = Record<string, PyValue | undefined>;

describe("readRbfSampler", () => {
  it("refuses weights and offsets that do not belong together", () => {
    const refusal = (changes: Changes) => refusalOf(file, "RBFSampler gamma", changes);
    expect(refusal({ random_offset_: floats([4], [0, 0, 0, 0]) })).toBe(
      "ESTIMATOR_INVALID random_offset_",
    );
    expect(refusal({ random_weights_: floats([15], new Array(15).fill(1)) })).toBe(
      "ESTIMATOR_INVALID random_weights_",
    );
    expect(refusal({ n_components: 6 })).toBe("ESTIMATOR_INVALID n_components");
    expect(refusal({ n_features_in_: 4 })).toBe("ESTIMATOR_INVALID n_features_in_");
  });
});

describe("readAdditiveChi2Sampler", () => {
  it("refuses steps without bounds and intervals that are none", () => {
    const refusal = (changes: Changes) => refusalOf(file, "AdditiveChi2Sampler interval", changes);
    expect(refusal({ sample_steps: 1e9 })).toBe("ESTIMATOR_INVALID sample_steps");
    expect(refusal({ sample_steps: 9_000_000 })).toBe("ESTIMATOR_INVALID sample_steps");
    expect(refusal({ sample_interval: -1 })).toBe("ESTIMATOR_INVALID sample_interval");
    expect(refusal({ sample_interval: null })).toBe("ESTIMATOR_INVALID sample_interval");
  });
});

describe("readNystroem", () => {
  const refusal = (changes: Changes) => refusalOf(file, "Nystroem default", changes);

  it("refuses a normalization of another size", () => {
    expect(refusal({ normalization_: floats([4, 4], new Array(16).fill(1)) })).toBe(
      "ESTIMATOR_INVALID normalization_",
    );
    expect(refusal({ components_: floats([15], new Array(15).fill(1)) })).toBe(
      "ESTIMATOR_INVALID components_",
    );
  });

  it("says by name which kernels it does not have", () => {
    expect(refusal({ kernel: new PyGlobal("__main__", "own", 0) })).toBe("ESTIMATOR_UNSUPPORTED ");
    expect(refusal({ kernel: "precomputed" })).toBe("ESTIMATOR_INVALID n_features_in_");
    expect(refusal({ kernel_params: new Map([["gamma", 1]]) })).toBe("ESTIMATOR_UNSUPPORTED ");
  });
});

describe("readPolynomialCountSketch", () => {
  it("refuses columns beyond the answer", () => {
    const refusal = (changes: Changes) => refusalOf(file, "PolynomialCountSketch default", changes);
    expect(refusal({ n_components: 1 })).toBe("ESTIMATOR_INVALID indexHash_");
    expect(refusal({ n_components: 1e9 })).toBe("ESTIMATOR_INVALID n_components");
    expect(refusal({ bitHash_: floats([1, 3], [1, 1, 1]) })).toBe("ESTIMATOR_INVALID bitHash_");
    expect(refusal({ indexHash_: floats([2, 3], [0, 1, 0, 1, -1, 0]) })).toBe(
      "ESTIMATOR_INVALID indexHash_",
    );
    expect(refusal({ coef0: 1 })).toBe("ESTIMATOR_INVALID n_features_in_");
  });
});
