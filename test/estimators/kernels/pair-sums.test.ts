import { describe, expect, it } from "vitest";
import { type PairSum, PairSums } from "../../../src/estimators/kernels/pair-sums.ts";
import { MersenneTwister } from "../../../src/estimators/mersenne-twister.ts";
import type { Matrix } from "../../../src/estimators/samples.ts";

const twister = new MersenneTwister(7);

function matrix(rows: number, columns: number, scale = 1): Matrix {
  const next = () => scale * (twister.next() / 2 ** 31 - 1);
  return {
    kind: "dense",
    data: Float64Array.from({ length: rows * columns }, next),
    rows,
    columns,
  };
}

function sumsOf(
  [x, points]: readonly [Matrix, Matrix],
  sum: PairSum,
  usesKernel: boolean,
  factor: number | null = null,
): number[][] {
  const pairs = new PairSums(points, usesKernel);
  return Array.from({ length: x.rows }, (_, row) => [
    ...pairs.add(sum, x.data, row * x.columns, factor),
  ]);
}

describe("PairSums", () => {
  const kinds = ["dots", "squares", "lengths"] as const;
  const shapes = [
    [1, 1, 1],
    [2, 8, 3],
    [3, 9, 1],
    [5, 7, 30],
    [4, 64, 17],
    [1, 1000, 4],
    [0, 5, 5],
    [3, 0, 2],
  ] as const;

  it.each(kinds)("adds up %s to the same bits in the kernel and in JavaScript", (sum) => {
    for (const [rows, count, columns] of shapes) {
      const both = [matrix(rows, columns, 1e3), matrix(count, columns)] as const;
      const plain = sumsOf(both, sum, false);
      expect(plain).toHaveLength(rows);
      expect(sumsOf(both, sum, true)).toEqual(plain);
    }
  });

  it("adds up numbers that are not finite as JavaScript does", () => {
    const odd = [Number.NaN, Infinity, -Infinity, 1e200, -0, 0, 5e-324];
    const points: Matrix = { kind: "dense", data: Float64Array.from(odd), rows: 7, columns: 1 };
    for (const sum of kinds) {
      expect(sumsOf([points, points], sum, true)).toEqual(sumsOf([points, points], sum, false));
    }
  });

  it("raises e to the sums, to the last bits, down to the smallest numbers there are", () => {
    const x: Matrix = { kind: "dense", data: Float64Array.of(1), rows: 1, columns: 1 };
    const steps = Array.from({ length: 100_000 }, () => (twister.next() / 2 ** 32) ** 3 * 700);
    const edges = [0, 1e-300, 1e-17, Math.LN2 / 2, Math.LN2, 1, 699.9, 708.3];
    const points = { ...x, data: Float64Array.from([...edges, ...steps]), rows: 100_008 };
    const [powers = []] = sumsOf([x, points], "dots", true, -1);
    let worst = 0;
    for (const [i, power] of powers.entries()) {
      const exact = Math.exp(-(points.data[i] ?? 0));
      worst = Math.max(worst, Math.abs(power - exact) / exact);
    }
    expect(worst).toBeLessThan(2 ** -51);
    const small = { ...x, data: Float64Array.of(720, 744, 745.1, 746, 1e9, Infinity, -0), rows: 7 };
    const [tiny = []] = sumsOf([x, small], "dots", true, -1);
    expect(tiny.slice(3)).toEqual([0, 0, 0, 1]);
    for (const [i, power] of tiny.slice(0, 3).entries()) {
      expect(Math.abs(power - Math.exp(-(small.data[i] ?? 0)))).toBeLessThanOrEqual(5e-324);
    }
  });

  it("raises e in JavaScript to the same bits", () => {
    const x = matrix(1, 3, 3);
    const points = matrix(5000, 3, 20);
    points.data.set([Number.NaN, 0, 0, 0, Infinity, 0, 1e3, 1e3, 1e3, 1e200, 0, 0], 0);
    for (const factor of [-1, -1e-9, -0.37, 0]) {
      const both = [x, points] as const;
      expect(sumsOf(both, "squares", true, factor)).toEqual(sumsOf(both, "squares", false, factor));
    }
  });

  it("keeps NaN in powers", () => {
    const x: Matrix = { kind: "dense", data: Float64Array.of(Number.NaN), rows: 1, columns: 1 };
    expect(sumsOf([x, x], "squares", true, -1)).toEqual([[Number.NaN]]);
  });
});
