import { describe, expect, it } from "vitest";
import { scalarNumber } from "../../../../src/estimators/attribute-values.ts";
import type { Estimator } from "../../../../src/estimators/estimator.ts";
import type { Matrix } from "../../../../src/estimators/samples.ts";
import { PyFloat, type PyValue } from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const old = "boosting-bagging/0.23.2.json";
const file = "boosting-bagging/1.9.0.json";
const name = "IsolationForest contamination";
const rows: Matrix = {
  kind: "dense",
  rows: 3,
  columns: 4,
  data: Float64Array.of(1.7, 40, 0.01, 6, -0.1, -20, 0, 0, 9, 900, 1, -40),
};

function numbers(method: Estimator["predict"]): number[] {
  return Array.from(method?.(rows).data ?? [], Number);
}

describe("readIsolationForest", () => {
  const refusal = (changes: Record<string, PyValue | undefined>) => refusalOf(file, name, changes);

  it("shifts scores by the offset, and by one half until 0.19", () => {
    const { decisionFunction, scoreSamples } = readChanged(old, name, {});
    const offset = scalarNumber(stateOf(goldenObject(old, name)).get("offset_")) ?? 0;
    const scores = numbers(scoreSamples);
    for (const [i, decision] of numbers(decisionFunction).entries()) {
      expect(decision).toBeCloseTo((scores[i] ?? 0) - offset, 14);
    }
    const first = readChanged(old, name, {
      _sklearn_version: "0.19.2",
      threshold_: new PyFloat(-0.05),
    });
    expect(first.scoreSamples).toBeUndefined();
    for (const decision of numbers(first.decisionFunction)) expect(decision).toBeLessThan(0.5);
  });

  it("draws the border at 0, and at a threshold of its own until 0.21", () => {
    const behaviour = { behaviour: "old", offset_: new PyFloat(-0.5) };
    const withThreshold = (_sklearn_version: string, threshold: number) => {
      const border = new PyFloat(threshold);
      const changes = { _sklearn_version, _threshold_: border, threshold_: border, ...behaviour };
      return numbers(readChanged(old, name, changes).predict);
    };
    expect(withThreshold("0.20.3", 9)).toEqual([-1, -1, -1]);
    expect(withThreshold("0.20.3", -9)).toEqual([1, 1, 1]);
    expect(withThreshold("0.19.2", 9)).toEqual([-1, -1, -1]);
    expect(withThreshold("0.22.1", 9)).not.toEqual([-1, -1, -1]);
  });

  it("refuses forests without trees, and trees of other features", () => {
    expect(refusal({ estimators_: [] })).toBe("ESTIMATOR_INVALID estimators_");
    const narrow = stateOf(goldenObject(file, "IsolationForest some features"));
    const trees = narrow.get("estimators_") ?? null;
    expect(refusal({ estimators_: trees })).toMatch(/^ESTIMATOR_INVALID estimators_/);
  });

  it("refuses columns that are not there", () => {
    const some = "IsolationForest some features";
    expect(refusalOf(file, some, { n_features_in_: 2, _max_features: 1 })).toMatch(
      /^ESTIMATOR_INVALID estimators_features_\[\d\]$/,
    );
  });

  it("refuses sizes and borders that are no numbers", () => {
    expect(refusal({ max_samples_: 0 })).toBe("ESTIMATOR_INVALID max_samples_");
    expect(refusal({ offset_: "low" })).toBe("ESTIMATOR_INVALID offset_");
    expect(refusal({ max_samples_: floats([2], [1, 2]) })).toBe("ESTIMATOR_INVALID max_samples_");
  });
});
