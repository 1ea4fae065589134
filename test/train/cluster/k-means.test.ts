import { describe, expect, it } from "vitest";
import { KMeans } from "../../../src/train/index.ts";
import { errorOf } from "../../objects/errors-of.ts";

describe("KMeans", () => {
  it("finds the clusters, and how far rows are from their centers", () => {
    const model = new KMeans({ nClusters: 2 });
    const [first, second, third, fourth] = model.fitPredict([[1], [3], [11], [13]]);
    expect([first, third]).toEqual([second, fourth]);
    expect(first).not.toBe(third);
    expect(model.transform([[2]])).toHaveLength(1);
    expect(model.score([[1], [3], [11], [13]])).toBeCloseTo(-4, 9);
  });

  it("repeats itself by its seed", () => {
    const rows = Array.from({ length: 60 }, (_, i) => [Math.sin(i * 12.9), Math.cos(i * 78.2)]);
    const labels = (randomState: number): unknown =>
      new KMeans({ nClusters: 5, randomState }).fitPredict(rows);
    expect(labels(7)).toEqual(labels(7));
  });

  it("gives a cluster without rows the farthest row", () => {
    const init = [[0], [100], [0.5]];
    const labels = new KMeans({ nClusters: 3, init }).fitPredict([[0], [0.2], [0.4], [1], [20]]);
    expect(new Set(labels).size).toBe(3);
  });

  it("learns from rows that are fewer than clusters when equal ones are counted once", () => {
    expect(new Set(new KMeans({ nClusters: 3 }).fitPredict([[1], [1], [2]])).size).toBe(2);
  });

  it("refuses more clusters than rows, and centers of another width", () => {
    const rows = [[1], [2]];
    expect(errorOf(() => new KMeans({ nClusters: 3 }).fit(rows)).code).toBe("TRAIN_PARAMETER");
    const init = [[1, 2]];
    const strange = new KMeans({ nClusters: 1, init });
    expect(errorOf(() => strange.fit(rows)).code).toBe("TRAIN_PARAMETER");
    expect(errorOf(() => new KMeans({ nClusters: 0 })).code).toBe("TRAIN_PARAMETER");
  });
});
