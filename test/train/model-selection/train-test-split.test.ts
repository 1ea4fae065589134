import { describe, expect, it } from "vitest";
import { trainTestSplit } from "../../../src/train/index.ts";
import { errorOf } from "../../objects/errors-of.ts";

const X = Array.from({ length: 20 }, (_, i) => [i]);
const y = X.map(([i = 0]) => (i % 5 === 0 ? "rare" : "common"));

describe("trainTestSplit", () => {
  it("gives every row to one part, with its own y", () => {
    const { XTrain, XTest, yTrain, yTest } = trainTestSplit(X, y, { testSize: 0.3 });
    expect([XTrain.length, XTest.length]).toEqual([14, 6]);
    const rows = [...XTrain, ...XTest].map(([i = -1]) => i);
    expect(rows.toSorted((a, b) => a - b)).toEqual(X.flat());
    expect([...yTrain, ...yTest]).toEqual(rows.map((i) => y[i]));
    expect(rows).not.toEqual(X.flat());
  });

  it("repeats with the same seed, and differs with another", () => {
    const first = trainTestSplit(X, y, { randomState: 4 });
    expect(trainTestSplit(X, y, { randomState: 4 })).toEqual(first);
    expect(trainTestSplit(X, y, { randomState: 5 })).not.toEqual(first);
  });

  it("keeps the shares of labels where told", () => {
    for (const randomState of [0, 1, 2, 3]) {
      const { yTest } = trainTestSplit(X, y, { stratify: y, randomState });
      expect(yTest.filter((label) => label === "rare")).toHaveLength(1);
      expect(yTest).toHaveLength(5);
    }
  });

  it("takes the last rows without shuffling", () => {
    expect(trainTestSplit(X, y, { shuffle: false, testSize: 3 }).XTest).toEqual([[17], [18], [19]]);
  });

  it("refuses a part without rows, and rows without a y", () => {
    for (const testSize of [0, 20, 1.5]) {
      expect(errorOf(() => trainTestSplit(X, y, { testSize })).code).toBe("TRAIN_DATA");
    }
    expect(errorOf(() => trainTestSplit(X, y.slice(1))).code).toBe("TRAIN_DATA");
    const once = ["only", ...y.slice(1)];
    expect(errorOf(() => trainTestSplit(X, y, { stratify: once })).code).toBe("TRAIN_DATA");
  });
});
