import { describe, expect, it } from "vitest";
import type { Matrix } from "../../../../src/estimators/samples.ts";
import type { PyValue } from "../../../../src/objects/values.ts";
import { readChanged, refusalOf } from "../../damage.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const old = "boosting-bagging/0.23.2.json";
const file = "boosting-bagging/1.9.0.json";
const rows: Matrix = {
  kind: "dense",
  rows: 2,
  columns: 4,
  data: Float64Array.of(1.7, 40, 0.01, 6, -0.1, -20, 0, 0),
};
const former = { _sklearn_version: "0.21.3" };

function numbers(answer: unknown): number[] {
  const { data } = answer as { readonly data: ArrayLike<number> };
  return Array.from(data);
}

describe("readAdaBoostClassifier", () => {
  const refusal = (changes: Record<string, PyValue | undefined>) =>
    refusalOf(file, "AdaBoostClassifier default", changes);

  it("takes SAMME.R where a file of 0.23 does not name the algorithm, and SAMME since 1.6", () => {
    const name = "AdaBoostClassifier default";
    for (const path of [old, file]) {
      const whole = readChanged(path, name, {}).decisionFunction?.(rows);
      const unnamed = readChanged(path, name, { algorithm: undefined });
      expect(unnamed.decisionFunction?.(rows)).toEqual(whole);
      const deprecated = readChanged(file, name, { algorithm: "deprecated" });
      expect(deprecated.decisionFunction?.(rows)).toBeDefined();
    }
  });

  it("takes exponentials of both classes' votes as probabilities until 0.21", () => {
    const name = "AdaBoostClassifier default";
    const scores = numbers(readChanged(old, name, former).decisionFunction?.(rows));
    const shares = numbers(readChanged(old, name, former).predictProba?.(rows));
    // For two classes the votes are ±score / 2, and their exponentials are taken as they are.
    for (const [row, score] of scores.entries()) {
      const [low, high] = [Math.exp(-score / 2), Math.exp(score / 2)];
      expect(shares[2 * row]).toBeCloseTo(low / (low + high), 14);
      expect(shares[2 * row + 1]).toBeCloseTo(high / (low + high), 14);
    }
  });

  it("takes the weighted mean of members' probabilities for SAMME until 0.21", () => {
    const name = "AdaBoostClassifier SAMME three";
    const shares = numbers(readChanged(old, name, former).predictProba?.(rows));
    // exp(mean / 2) over its sum lies between exp(0) and exp(1 / 2), each over three such numbers.
    for (const share of shares) {
      expect(share).toBeGreaterThanOrEqual(1 / (1 + 2 * Math.exp(0.5)));
      expect(share).toBeLessThanOrEqual(Math.exp(0.5) / (2 + Math.exp(0.5)));
    }
    expect(shares).not.toEqual(numbers(readChanged(old, name, {}).predictProba?.(rows)));
  });

  it("counts SAMME's votes against the other classes since 1.3.1", () => {
    const name = "AdaBoostClassifier SAMME three";
    const plain = numbers(
      readChanged(old, name, { _sklearn_version: "1.3.0" }).decisionFunction?.(rows),
    );
    const since = numbers(
      readChanged(old, name, { _sklearn_version: "1.3.1" }).decisionFunction?.(rows),
    );
    for (const [i, score] of since.entries()) {
      expect(score).toBeCloseTo((plain[i] ?? 0) - (1 - (plain[i] ?? 0)) / 2, 12);
    }
  });

  it("refuses weights for fewer members, and members of other classes", () => {
    expect(refusal({ estimator_weights_: floats([1], [1]) })).toBe(
      "ESTIMATOR_INVALID estimator_weights_",
    );
    expect(refusal({ estimators_: [] })).toBe("ESTIMATOR_INVALID estimators_");
    expect(refusal({ estimators_: "many" })).toBe("ESTIMATOR_INVALID estimators_");
    const labels = { classes_: floats([3], [0, 1, 2]) };
    expect(refusalOf(old, "AdaBoostClassifier default", labels)).toBe("ESTIMATOR_INVALID ");
  });

  it("refuses members that have no probabilities for SAMME.R, and other algorithms", () => {
    const ridge = "AdaBoostClassifier SAMME of ridge";
    expect(refusalOf(old, ridge, { algorithm: "SAMME.R" })).toBe("ESTIMATOR_INVALID ");
    expect(refusalOf(old, ridge, { algorithm: "SAMMY" })).toBe("ESTIMATOR_INVALID algorithm");
  });

  it("refuses members of other widths", () => {
    const narrow = stateOf(goldenObject(file, "BaggingClassifier some features")).get(
      "estimators_",
    );
    expect(refusal({ estimators_: narrow })).toBe("ESTIMATOR_INVALID n_features_in_");
  });
});

describe("readAdaBoostRegressor", () => {
  it("refuses members of several outputs", () => {
    const outputs = stateOf(goldenObject(file, "BaggingRegressor outputs")).get("estimators_");
    const name = "AdaBoostRegressor default";
    expect(refusalOf(file, name, { estimators_: outputs })).toBe("ESTIMATOR_INVALID ");
  });

  it("gives the one answer that holds half of the weight", () => {
    const name = "AdaBoostRegressor deep";
    const first = readChanged(file, name, {
      estimator_weights_: floats([7], [9, 1, 1, 1, 1, 1, 1]),
    });
    const last = readChanged(file, name, {
      estimator_weights_: floats([7], [1, 1, 1, 1, 1, 1, 9]),
    });
    expect(first.predict?.(rows)).not.toEqual(last.predict?.(rows));
  });
});
