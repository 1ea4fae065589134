// That numbers are sorted as a plain comparison sorts them, whatever their leading bits.

import { describe, expect, it } from "vitest";
import { NumberSorter } from "../../src/train/number-sort.ts";
import { randomNumbers } from "../../src/train/random.ts";

const { next, integer } = randomNumbers(11);
const special = [0, -0, 5e-324, -5e-324, 1e308, -1e308, 1, -1, Infinity, -Infinity];

/** What is drawn, and how. */
const kinds: readonly (readonly [string, () => number])[] = [
  ["numbers of all sizes", () => (next() - 0.5) * 10 ** (integer(600) - 300)],
  ["whole numbers that repeat", () => integer(7) - 3],
  ["numbers of the same leading bits", () => 1e6 + next() * 1e-7],
  ["zeros of both signs, the largest and the smallest", () => special[integer(10)] ?? 0],
  ["numbers below zero", () => -next()],
];

describe("NumberSorter", () => {
  it.each(kinds)("orders %s, equal ones as they stand", (_, draw) => {
    const sorter = new NumberSorter(3000);
    for (const n of [0, 1, 2, 20, 48, 49, 700, 3000]) {
      const values = Float64Array.from({ length: 3000 }, draw);
      const positions = Int32Array.from({ length: n }, (_, k) => k);
      const sorted = positions.sort((a, b) => {
        const [x = 0, y = 0] = [values[a], values[b]];
        return Number(x > y) - Number(x < y);
      });
      expect(sorter.order(values, n)).toEqual(sorted);
    }
  });
});
