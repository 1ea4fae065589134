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

  it("finds a way back that the file does not hold, since 1.1", () => {
    const rows = {
      kind: "dense",
      rows: 1,
      columns: 4,
      data: Float64Array.of(1, -2, 3, 0.5),
    } as const;
    const held = readChanged(file, name, {}).inverseTransform?.(rows);
    const found = readChanged(file, name, { inverse_components_: undefined });
    const answer = found.inverseTransform?.(rows);
    if (answer?.kind !== "array" || held?.kind !== "array") throw new Error("no answer");
    for (const [i, value] of held.data.entries()) {
      expect(Number(answer.data[i])).toBeCloseTo(Number(value), 12);
    }
    const old = { inverse_components_: undefined, _sklearn_version: "1.0.2" };
    expect(readChanged(file, name, old).inverseTransform).toBeUndefined();
  });
});

describe("readSparseRandomProjection", () => {
  it("refuses components that are not sparse", () => {
    const name = "SparseRandomProjection default";
    const changes = { components_: floats([4, 20], new Array(80).fill(1)) };
    expect(refusalOf(file, name, changes)).toBe("ESTIMATOR_INVALID components_");
  });
});
