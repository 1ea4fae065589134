import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { partialOrder } from "../../src/estimators/partial-order.ts";

interface Case {
  readonly values: readonly (number | null)[];
  readonly kth: number;
  readonly order: readonly number[];
}

const file = join(import.meta.dirname, "../fixtures/partial-order/orders.json");
const cases: readonly Case[] = JSON.parse(readFileSync(file, "utf8")).cases;

describe("partialOrder", () => {
  it("takes of equal numbers those that numpy takes, in its order", () => {
    for (const { values, kth, order } of cases) {
      const numbers = Float64Array.from(values, (value) => value ?? Number.NaN);
      expect([...partialOrder(numbers, kth)], `${values.length} numbers, ${kth}`).toEqual(order);
    }
    expect(cases.length).toBeGreaterThan(40);
  });

  it("stays fast for numbers that are made to be slow", () => {
    const count = 200_000;
    const killer = new Float64Array(count);
    // Every median of three is nearly the smallest.
    for (let i = 0; i < count; i++) killer[i] = i % 2 === 0 ? i : count - i;
    const started = performance.now();
    const order = partialOrder(killer, count >> 1);
    expect(performance.now() - started).toBeLessThan(2000);
    const middle = killer[order[count >> 1] ?? 0] ?? 0;
    expect([...order.subarray(0, count >> 1)].every((i) => (killer[i] ?? 0) <= middle)).toBe(true);
  });

  it("puts gaps behind all numbers", () => {
    const { NaN: gap } = Number;
    const numbers = Float64Array.of(gap, 3, gap, 1, 2, gap);
    expect([...partialOrder(numbers, 2).subarray(0, 3)]).toEqual([3, 4, 1]);
  });
});
