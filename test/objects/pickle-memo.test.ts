import { describe, expect, it } from "vitest";
import { PickleMemo } from "../../src/objects/pickle-memo.ts";
import { seededRandom } from "./hostile/random.ts";

describe("PickleMemo", () => {
  it("answers as a plain map does, whatever the order of the indices", () => {
    const { below, pick } = seededRandom(7);
    for (let round = 0; round < 200; round++) {
      const memo = new PickleMemo();
      const model = new Map<number, number>();
      for (let step = 0; step < 60; step++) {
        const index = pick([memo.size, below(8), below(40), 2 ** 32 - 1 - below(2)]);
        memo.put(index, step);
        model.set(index, step);
        expect(memo.size).toBe(model.size);
      }
      for (const index of [...Array(45).keys(), 2 ** 32 - 2, 2 ** 32 - 1]) {
        expect(memo.get(index)).toBe(model.get(index));
      }
    }
  });

  it("counts more for entries far apart than for neighbours, and nothing for an entry taken again", () => {
    const memo = new PickleMemo();
    expect(memo.costOf(1000)).toBeGreaterThan(memo.costOf(0));
    memo.put(0, null);
    expect(memo.costOf(0)).toBe(0);
  });
});
