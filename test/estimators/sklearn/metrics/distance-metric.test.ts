import { describe, expect, it } from "vitest";
import { booleanMetrics } from "../../../../src/estimators/sklearn/metrics/boolean-metrics.ts";
import {
  brayCurtis,
  canberra,
  chebyshev,
  correlation,
  cosine,
  type DistanceMetric,
  euclidean,
  hamming,
  haversine,
  mahalanobis,
  manhattan,
  minkowski,
  nanEuclidean,
  squaredEuclidean,
  standardizedEuclidean,
} from "../../../../src/estimators/sklearn/metrics/distance-metric.ts";

/** The distance to a row that stands behind another one. */
function between(metric: DistanceMetric, x: readonly number[], y: readonly number[]): number {
  const points = Float64Array.of(...x.map(() => 99), ...y);
  return metric.distance(metric.reduced(Float64Array.from(x), points, x.length));
}

const metrics: readonly (readonly [string, DistanceMetric, number])[] = [
  ["euclidean", euclidean, 5],
  ["squared euclidean", squaredEuclidean, 25],
  ["manhattan", manhattan, 7],
  ["chebyshev", chebyshev, 4],
  ["minkowski", minkowski(3, null), 91 ** (1 / 3)],
  ["weighted minkowski", minkowski(2, Float64Array.of(4, 1)), Math.sqrt(52)],
  ["standardized", standardizedEuclidean(Float64Array.of(9, 4)), Math.sqrt(5)],
  ["mahalanobis", mahalanobis(Float64Array.of(2, 0.5, 0.5, 1)), Math.sqrt(46)],
  ["canberra", canberra, 3 / 5 + 4 / 8],
  ["braycurtis", brayCurtis((x, y) => Math.abs(x + y)), 7 / 13],
  ["hamming", hamming, 1],
];

describe("distance metrics", () => {
  it.each(metrics)("measure (1, 2) to (4, 6): %s", (_name, metric, expected) => {
    expect(between(metric, [1, 2], [4, 6])).toBeCloseTo(expected, 12);
    expect(between(metric, [1, 2], [1, 2])).toBe(0);
    expect(metric.distance(metric.reduce(3))).toBeCloseTo(3, 12);
  });

  it("measure angles", () => {
    expect(between(cosine, [1, 0], [0, 2])).toBe(1);
    expect(between(cosine, [1, 1], [2, 2])).toBeCloseTo(0, 12);
    expect(between(cosine, [1, 1], [-2, -2])).toBeCloseTo(2, 12);
    expect(between(cosine, [0, 0], [1, 2])).toBe(1);
    expect(between(correlation, [1, 2, 3], [3, 2, 1])).toBeCloseTo(2, 12);
    expect(between(correlation, [1, 1, 1], [3, 2, 1])).toBeNaN();
    expect(between(haversine, [0, 0], [0, Math.PI / 2])).toBeCloseTo(Math.PI / 2, 12);
    expect(haversine.distance(haversine.reduce(1.5))).toBeCloseTo(1.5, 12);
  });

  it("leave out what is missing", () => {
    const { NaN: missing } = Number;
    expect(between(nanEuclidean, [1, missing, 0, 2], [4, 5, missing, 6])).toBe(Math.sqrt(50));
    expect(between(nanEuclidean, [missing, 1], [2, missing])).toBeNaN();
  });

  it("know 0 / 0", () => {
    expect(between(canberra, [0, 1], [0, 1])).toBe(0);
    expect(between(brayCurtis(Math.max), [0, 0], [0, 0])).toBe(0);
  });
});

describe("booleanMetrics", () => {
  it.each([
    ["dice", 3 / 5],
    ["jaccard", 3 / 4],
    ["kulsinski", 8 / 9],
    ["matching", 3 / 6],
    ["rogerstanimoto", 6 / 9],
    ["russellrao", 5 / 6],
    ["sokalmichener", 6 / 9],
    ["sokalsneath", 3 / 3.5],
    ["yule", 4 / 4],
  ])("count yes and no: %s", (name, expected) => {
    const metric = booleanMetrics.get(name) ?? euclidean;
    expect(between(metric, [1, 2, 0, 0, 0, 1], [1, 0, 3, 0, 0, 0])).toBeCloseTo(expected, 12);
  });

  it("have no distance, or none, between rows without any yes", () => {
    const distance = (name: string) => between(booleanMetrics.get(name) ?? euclidean, [0], [0]);
    expect(distance("jaccard")).toBe(0);
    expect(distance("dice")).toBeNaN();
    expect(distance("yule")).toBe(0);
  });
});
