// What trees do with weights, limits and data that are none; that they are scikit-learn's is in learning.test.ts.

import { describe, expect, it } from "vitest";
import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  ExtraTreeClassifier,
  ExtraTreeRegressor,
  toPickle,
} from "../../../src/train/index.ts";
import { numbersOf, writtenAttributes } from "../learned.ts";

const X = [
  [1, 9],
  [2, 8],
  [3, 1],
  [4, 2],
  [5, 7],
  [6, 3],
];
const y = ["a", "a", "b", "b", "a", "b"];
const numbers = [1, 1, 4, 4, 1, 5];

/** left, right, feature, threshold, impurity, samples, weight, value of each node. */
function nodesOf(model: Parameters<typeof toPickle>[0]): readonly (readonly number[])[] {
  const written = writtenAttributes(toPickle(model));
  return numbersOf(written.get("tree_")) as readonly (readonly number[])[];
}

describe("DecisionTreeClassifier", () => {
  it("asks the one question that tells the labels apart", () => {
    const model = new DecisionTreeClassifier().fit(X, y);
    expect(nodesOf(model)).toEqual([
      [1, 2, 1, 5, 0.5, 6, 6, 0.5, 0.5],
      [-1, -1, -2, -2, 0, 3, 3, 0, 1],
      [-1, -1, -2, -2, 0, 3, 3, 1, 0],
    ]);
    expect(model.predict([[0, 5.1]])).toEqual(["a"]);
    expect(model.predictProba([[0, 5]])).toEqual([[0, 1]]);
  });

  it("takes a row that weighs nothing for absent, and a weight of 2 for two rows", () => {
    const sampleWeight = [1, 0, 2, 1, 1, 1];
    const weighted = new DecisionTreeClassifier({ maxDepth: 1 }).fit(X, y, { sampleWeight });
    const repeated = [0, 2, 2, 3, 4, 5];
    const other = new DecisionTreeClassifier({ maxDepth: 1 }).fit(
      repeated.map((i) => X[i] ?? []),
      repeated.map((i) => y[i] ?? ""),
    );
    const withoutCounts = (nodes: readonly (readonly number[])[]): unknown =>
      nodes.map(([left, right, feature, threshold, impurity, , ...rest]) => {
        return [left, right, feature, threshold, impurity, ...rest];
      });
    expect(withoutCounts(nodesOf(weighted))).toEqual(withoutCounts(nodesOf(other)));
    expect(nodesOf(weighted)[0]?.slice(5, 7)).toEqual([5, 6]);
  });

  it("is a single leaf where no column varies by more than float32 tells", () => {
    const model = new DecisionTreeClassifier().fit([[1], [1 + 1e-9]], ["a", "b"]);
    expect(nodesOf(model)).toEqual([[-1, -1, -2, -2, 0.5, 2, 2, 0.5, 0.5]]);
  });

  it("has no more leaves than it may", () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i]);
    const labels = rows.map(([i = 0]) => i % 4);
    const model = new DecisionTreeClassifier({ maxLeafNodes: 5 }).fit(rows, labels);
    expect(nodesOf(model).filter(([left]) => left === -1)).toHaveLength(5);
  });

  it.each([
    [{ ccpAlpha: 0.1 }, "ccpAlpha"],
    [{ maxDepth: 0 }, "maxDepth"],
    [{ maxDepth: 2.5 }, "maxDepth"],
    [{ maxLeafNodes: 1 }, "maxLeafNodes"],
    [{ minSamplesSplit: 1 }, "minSamplesSplit"],
    [{ minSamplesLeaf: 0 }, "minSamplesLeaf"],
    [{ minWeightFractionLeaf: 0.6 }, "minWeightFractionLeaf"],
    [{ minImpurityDecrease: -1 }, "minImpurityDecrease"],
    [{ maxFeatures: "auto" }, "maxFeatures"],
    [{ maxFeatures: Number.NaN }, "maxFeatures"],
    [{ criterion: "squared_error" }, "criterion"],
    [{ classWeight: { a: 1 } }, "classWeight"],
    [{ splitter: "worst" }, "splitter"],
    [{ randomState: -1 }, "randomState"],
  ])("refuses %j", (params, parameter) => {
    expect(() => new DecisionTreeClassifier(params as object).fit(X, y)).toThrowError(
      expect.objectContaining({
        code: "TRAIN_PARAMETER",
        details: expect.objectContaining({ parameter }),
      }),
    );
  });

  it("refuses missing numbers and those that float32 cannot hold", () => {
    const data = expect.objectContaining({ code: "TRAIN_DATA" });
    const labels = ["a", "b"];
    expect(() => new DecisionTreeClassifier().fit([[1], [null]], labels)).toThrowError(data);
    expect(() => new DecisionTreeClassifier().fit([[1], [1e39]], labels)).toThrowError(data);
  });
});

describe("DecisionTreeRegressor", () => {
  it("answers the weighted mean of a leaf", () => {
    const sampleWeight = [1, 1, 1, 1, 1, 2];
    const model = new DecisionTreeRegressor({ maxDepth: 1 }).fit(X, numbers, { sampleWeight });
    expect(model.predict([[0, 0]])).toEqual([(4 + 4 + 5 * 2) / 4]);
    expect(model.predict([[0, 9]])).toEqual([1]);
  });

  it("keeps a number of columns a whole number", () => {
    const model = new DecisionTreeRegressor({ maxFeatures: 1 }).fit(X, numbers);
    const written = writtenAttributes(toPickle(model));
    expect([written.get("max_features"), written.get("max_features_")]).toEqual([1, 1]);
  });

  it("refuses several columns of y", () => {
    const rows = numbers.map((value) => [value, value]);
    const refused = expect.objectContaining({ code: "TRAIN_PARAMETER" });
    expect(() => new DecisionTreeRegressor().fit(X, rows)).toThrowError(refused);
  });
});

describe("ExtraTreeClassifier", () => {
  it("learns the rows that it saw, whatever it draws", () => {
    for (let randomState = 0; randomState < 20; randomState++) {
      expect(new ExtraTreeClassifier({ randomState }).fit(X, y).score(X, y)).toBe(1);
    }
  });

  it("leaves each side what it must have", () => {
    const rows = Array.from({ length: 90 }, (_, i) => [i % 10, (i * 7) % 13]);
    const labels = rows.map(([a = 0, b = 0]) => (a > b ? "more" : "less"));
    const sampleWeight = rows.map((_, i) => 1 + (i % 3));
    const params = { minSamplesLeaf: 4, minWeightFractionLeaf: 0.08 };
    for (let randomState = 0; randomState < 10; randomState++) {
      const model = new ExtraTreeClassifier({ ...params, randomState });
      const nodes = nodesOf(model.fit(rows, labels, { sampleWeight }));
      const leaves = nodes.filter(([left]) => left === -1);
      expect(leaves.length).toBeGreaterThan(1);
      for (const [, , , , , samples = 0, weight = 0] of leaves) {
        expect(samples).toBeGreaterThanOrEqual(4);
        expect(weight).toBeGreaterThanOrEqual(0.08 * 180);
      }
    }
  });

  it("is a single leaf where no column varies, and refuses numbers that float32 cannot hold", () => {
    const model = new ExtraTreeClassifier().fit([[0], [-0]], ["a", "b"]);
    expect(nodesOf(model)).toHaveLength(1);
    expect(() => new ExtraTreeClassifier().fit([[1], [-1e39]], ["a", "b"])).toThrowError(
      expect.objectContaining({ code: "TRAIN_DATA" }),
    );
  });
});

describe("ExtraTreeRegressor", () => {
  it("draws the same again from the same seed, and other cuts from another", () => {
    const nodes = (randomState: number): unknown =>
      nodesOf(new ExtraTreeRegressor({ randomState }).fit(X, numbers));
    expect(nodes(3)).toEqual(nodes(3));
    expect(nodes(3)).not.toEqual(nodes(4));
  });
});
