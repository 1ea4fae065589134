import { describe, expect, it } from "vitest";
import type { PyValue } from "../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../damage.ts";
import { floats } from "../golden-objects.ts";

const file = "kernel-approximation/1.9.0.json";

describe("readGaussianRandomProjection", () => {
  const name = "GaussianRandomProjection inverse";

  it("refuses components that are no matrix, and an inverse of another shape", () => {
    const refusal = (changes: Record<string, PyValue>) => refusalOf(file, name, changes);
    expect(refusal({ components_: floats([4], [1, 2, 3, 4]) })).toBe(
      "ESTIMATOR_INVALID components_",
    );
    expect(refusal({ inverse_components_: floats([4, 20], new Array(80).fill(1)) })).toBe(
      "ESTIMATOR_INVALID inverse_components_",
    );
    expect(refusal({ n_features_in_: 19 })).toBe("ESTIMATOR_INVALID n_features_in_");
  });

  it("finds a way back only where the file holds one", () => {
    const without = readChanged(file, name, { inverse_components_: undefined });
    expect(without.inverseTransform).toBeUndefined();
    expect(readChanged(file, name, {}).inverseTransform).toBeDefined();
  });
});

describe("readSparseRandomProjection", () => {
  it("refuses components that are not sparse", () => {
    const name = "SparseRandomProjection default";
    const changes = { components_: floats([4, 20], new Array(80).fill(1)) };
    expect(refusalOf(file, name, changes)).toBe("ESTIMATOR_INVALID components_");
  });
});
