import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import type { Matrix } from "../../../src/estimators/samples.ts";
import type { PyValue } from "../../../src/objects/values.ts";
import { refusalOf } from "../damage.ts";
import { floats, goldenObject, stateOf } from "../golden-objects.ts";

const file = "discriminant-analysis/1.9.0.json";
const ones = (...shape: number[]) =>
  floats(shape, new Array(shape.reduce((a, b) => a * b)).fill(1));

describe("readLinearDiscriminant", () => {
  const name = "LinearDiscriminantAnalysis three";
  const refusal = (changes: Record<string, PyValue>) => refusalOf(file, name, changes);

  it("refuses directions and a middle of another width", () => {
    expect(refusal({ scalings_: ones(3, 2) })).toBe("ESTIMATOR_INVALID scalings_");
    expect(refusal({ xbar_: ones(3) })).toBe("ESTIMATOR_INVALID xbar_");
    expect(refusal({ _max_components: -1 })).toBe("ESTIMATOR_INVALID _max_components");
    expect(refusal({ solver: "guess" })).toBe("ESTIMATOR_INVALID solver");
  });

  it("gives no more columns than there are directions", () => {
    const object = goldenObject(file, name);
    stateOf(object).set("_max_components", 1_000_000);
    expect(readEstimator(object).transformWidth).toBe(2);
  });

  it("had a sigmoid per class until 0.20", () => {
    const rows: Matrix = { kind: "dense", rows: 1, columns: 4, data: Float64Array.of(1, 2, 0, 3) };
    const object = goldenObject(file, name);
    stateOf(object).set("_sklearn_version", "0.20.4");
    const old = readEstimator(object);
    const scores = Array.from(old.decisionFunction?.(rows).data ?? [], Number);
    const sigmoids = scores.map((score) => 1 / (1 + Math.exp(-score)));
    const total = sigmoids.reduce((a, b) => a + b, 0);
    const answer = old.predictProba?.(rows);
    if (answer === undefined || !("kind" in answer)) throw new Error("no probabilities");
    for (const [k, share] of [...answer.data].entries()) {
      expect(Number(share)).toBeCloseTo((sigmoids[k] ?? 0) / total, 12);
    }
  });
});

describe("readQuadraticDiscriminant", () => {
  const refusal = (changes: Record<string, PyValue>) =>
    refusalOf(file, "QuadraticDiscriminantAnalysis two", changes);

  it("refuses rotations and variances that do not belong together", () => {
    expect(refusal({ rotations_: [ones(4, 4)] })).toBe("ESTIMATOR_INVALID ");
    expect(refusal({ rotations_: [ones(4, 4), ones(4, 3)] })).toBe(
      "ESTIMATOR_INVALID scalings_[1]",
    );
    expect(refusal({ rotations_: [ones(4, 4), ones(3, 4)] })).toBe(
      "ESTIMATOR_INVALID rotations_[1]",
    );
    expect(refusal({ scalings_: [ones(4), floats([4], [1, 1, -1, 1])] })).toBe(
      "ESTIMATOR_INVALID scalings_[1]",
    );
  });

  it("refuses priors below zero and another number of them", () => {
    expect(refusal({ priors_: floats([2], [2, -1]) })).toBe("ESTIMATOR_INVALID priors_");
    expect(refusal({ priors_: ones(3) })).toBe("ESTIMATOR_INVALID priors_");
  });
});
