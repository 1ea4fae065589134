import { describe, expect, it } from "vitest";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import type { Tree } from "../../../src/estimators/trees/tree.ts";
import { thresholdHints } from "../../../src/estimators/trees/tree-hints.ts";
import { goldenObject } from "../golden-objects.ts";

describe("thresholdHints", () => {
  it("gives the range and the median of a feature's thresholds", () => {
    const [hint] = thresholdHints([tree([0, 0, 0], [0.1, 5.25, 2])], 1);
    expect(hint).toEqual({ low: 0.1, high: 5.25, typical: 2 });
  });

  it("finds features that were whole numbers in training, and widens their range to them", () => {
    const [hint] = thresholdHints([tree([0], [0.5]), tree([0, 0], [3.5, 2])], 1);
    expect(hint).toEqual({ low: 0, high: 4, typical: 2, integer: true });
  });

  it("does not take large numbers for whole ones, which as float32 they always are", () => {
    const [hint] = thresholdHints([tree([0], [16_777_216])], 1);
    expect(hint?.integer).toBeUndefined();
  });

  it("makes no range of a single threshold, but for yes or no", () => {
    expect(thresholdHints([tree([0, 0], [143.5, 143.5])], 1)).toEqual([
      { typical: 143, integer: true },
    ]);
    expect(thresholdHints([tree([0], [0.5])], 1)).toEqual([
      { low: 0, high: 1, typical: 0, integer: true },
    ]);
  });

  it("says nothing of features that no tree asks for, and of infinite thresholds", () => {
    expect(thresholdHints([tree([1], [Infinity])], 2)).toEqual([{}, {}]);
  });

  it("is what trees and forests hint", () => {
    const forest = readEstimator(goldenObject("ensemble/1.9.0.json", "RandomForestClassifier two"));
    const hints = forest.hints();
    expect(hints).toHaveLength(4);
    expect(hints?.[3]).toMatchObject({ integer: true });
    expect(hints?.[0]?.integer).toBeUndefined();
  });
});

/** A tree of inner nodes only: enough to be asked for its thresholds. */
function tree(feature: readonly number[], threshold: readonly number[]): Tree {
  return {
    features: 1,
    classes: Int32Array.of(1),
    width: 1,
    feature: Int32Array.from(feature),
    threshold: Float64Array.from(threshold),
    next: new Int32Array(feature.length),
    missingRight: new Uint8Array(feature.length),
    values: new Float64Array(0),
    leafNodes: new Int32Array(0),
  };
}
