// What forests draw and refuse; that they are as good as scikit-learn's is in learning.test.ts.

import { describe, expect, it } from "vitest";
import { ExtraTreesRegressor, RandomForestClassifier, toPickle } from "../../../src/train/index.ts";
import { numbersOf, writtenAttributes } from "../learned.ts";

const X = Array.from({ length: 60 }, (_, i) => [i % 7, (i * 5) % 11, i]);
const y = X.map(([a = 0, b = 0]) => (a + b > 8 ? "high" : "low"));

type Nodes = readonly (readonly number[])[];

function treesOf(model: Parameters<typeof toPickle>[0]): readonly Nodes[] {
  return numbersOf(writtenAttributes(toPickle(model)).get("estimators_")) as readonly Nodes[];
}

describe("RandomForestClassifier", () => {
  it("grows the same trees from the same seed, and others from another", () => {
    const grow = (randomState: number): readonly Nodes[] =>
      treesOf(new RandomForestClassifier({ nEstimators: 3, randomState }).fit(X, y));
    expect(grow(1)).toEqual(grow(1));
    expect(grow(1)).not.toEqual(grow(2));
  });

  it("lets each tree learn from other rows, as many as it is told", () => {
    const params = { nEstimators: 4, maxSamples: 0.25 };
    const roots = treesOf(new RandomForestClassifier(params).fit(X, y)).map(([root]) => root);
    expect(roots.map((root) => root?.[6])).toEqual([15, 15, 15, 15]);
    expect(new Set(roots.map((root) => JSON.stringify(root))).size).toBeGreaterThan(1);
  });

  it("lets rows that weigh nothing out", () => {
    const sampleWeight = y.map((label, i) => (i < 30 || label === "high" ? 1 : 0));
    const model = new RandomForestClassifier({ nEstimators: 5 }).fit(X, y, { sampleWeight });
    for (const [root] of treesOf(model)) expect(root?.[5]).toBeLessThan(60);
  });

  it.each([
    [{ oobScore: true }, "oobScore"],
    [{ warmStart: true }, "warmStart"],
    [{ nEstimators: 0 }, "nEstimators"],
    [{ nEstimators: 1e9 }, "nEstimators"],
    [{ maxSamples: 61 }, "maxSamples"],
    [{ maxSamples: 5, bootstrap: false }, "maxSamples"],
    [{ bootstrap: "yes" }, "bootstrap"],
    [{ classWeight: "balanced_subsample" }, "classWeight"],
  ])("refuses %j", (params, parameter) => {
    expect(() => new RandomForestClassifier(params as object).fit(X, y)).toThrowError(
      expect.objectContaining({
        code: "TRAIN_PARAMETER",
        details: expect.objectContaining({ parameter }),
      }),
    );
  });
});

describe("ExtraTreesRegressor", () => {
  it("learns the rows that it saw", () => {
    const numbers = X.map(([a = 0, b = 0]) => a * b);
    const model = new ExtraTreesRegressor({ nEstimators: 5 }).fit(X, numbers);
    expect(model.score(X, numbers)).toBeCloseTo(1, 12);
  });
});
