import { describe, expect, it } from "vitest";
import { NearPoints } from "../../../src/estimators/kernels/near-points.ts";
import { MersenneTwister } from "../../../src/estimators/mersenne-twister.ts";
import type { Matrix } from "../../../src/estimators/samples.ts";
import { euclidean } from "../../../src/estimators/sklearn/metrics/distance-metric.ts";
import { NeighborHeap } from "../../../src/estimators/sklearn/neighbors/neighbor-heap.ts";

const twister = new MersenneTwister(11);
const uniform = () => twister.next() / 2 ** 31 - 1;

function matrix(rows: number, columns: number, next: () => number): Matrix {
  return {
    kind: "dense",
    data: Float64Array.from({ length: rows * columns }, next),
    rows,
    columns,
  };
}

/** All squared distances of a row, as a plain loop adds them up. */
function distancesOf(points: Matrix, x: Float64Array): number[] {
  const { columns } = points;
  return Array.from({ length: points.rows }, (_, i) =>
    euclidean.reduced(x, points.data, i * columns),
  );
}

function nearestOf(distances: readonly number[], k: number): readonly [number[], number[]] {
  const heap = new NeighborHeap(k, "1.2.1");
  heap.clear();
  for (const [i, distance] of distances.entries()) heap.push(distance, i);
  return [[...heap.distances], [...heap.indices]];
}

describe("NearPoints", () => {
  const kinds: readonly (readonly [string, () => number])[] = [
    ["spread evenly", uniform],
    ["far from zero", () => 1e9 + uniform()],
    ["on a grid, with many equal distances", () => Math.round(2 * uniform())],
    ["of very different sizes", () => uniform() * 10 ** Math.round(12 * uniform())],
    ["as small as float32 can hardly tell", () => 1e-21 * uniform()],
    ["below what float32 can tell", () => 1e-30 * uniform()],
    ["nearly all the same", () => 5 + 1e-12 * uniform()],
  ];

  it.each(kinds)("leaves out nothing that is nearer, of points %s", (_, next) => {
    for (const [rows, columns] of [
      [300, 7],
      [1000, 3],
      [129, 40],
    ] as const) {
      const points = matrix(rows, columns, next);
      const near = new NearPoints(points);
      const queries = matrix(20, columns, next);
      queries.data.set(points.data.subarray(0, columns));
      for (let row = 0; row < 20; row++) {
        const x = queries.data.subarray(row * columns, (row + 1) * columns);
        const distances = distancesOf(points, x);
        const heap = new NeighborHeap(5, "1.2.1");
        heap.clear();
        const visited: number[] = [];
        const done = near.visit(queries.data, row * columns, Infinity, (point) => {
          visited.push(point);
          heap.push(distances[point] ?? 0, point);
          return heap.largest;
        });
        expect(done).toBe(true);
        expect([[...heap.distances], [...heap.indices]]).toEqual(nearestOf(distances, 5));
        expect(visited).toEqual([...visited].sort((a, b) => a - b));
        const limit = [...distances].sort((a, b) => a - b)[rows >> 3] ?? 0;
        const inside = new Set<number>();
        near.visit(queries.data, row * columns, limit, (point) => {
          inside.add(point);
          return limit;
        });
        for (const [i, distance] of distances.entries()) {
          if (distance < limit) expect(inside.has(i)).toBe(true);
        }
      }
    }
  });

  it("passes over nearly all points that are too far", () => {
    const points = matrix(5000, 10, uniform);
    const x = matrix(1, 10, uniform).data;
    const distances = distancesOf(points, x);
    const heap = new NeighborHeap(3, "1.2.1");
    heap.clear();
    let visits = 0;
    new NearPoints(points).visit(x, 0, Infinity, (point) => {
      visits++;
      heap.push(distances[point] ?? 0, point);
      return heap.largest;
    });
    expect(visits).toBeLessThan(100);
  });

  it.each([
    ["points", 1e16, 1],
    ["a row", 1, 1e16],
    ["points beyond float32", 1e50, 1],
    ["numbers whose squares are infinite", 1e200, 1e200],
  ])("leaves %s too large for float32 to those who compute all", (_, size, asked) => {
    const points = matrix(64, 2, () => size * uniform());
    const visit = () => {
      throw new Error("visited");
    };
    const row = Float64Array.of(asked, -asked);
    expect(new NearPoints(points).visit(row, 0, Infinity, visit)).toBe(false);
  });

  it("leaves few points to those who compute all", () => {
    expect(NearPoints.among(matrix(10, 2, uniform))).toBeNull();
    expect(NearPoints.among(matrix(1000, 3, uniform))).not.toBeNull();
  });
});
