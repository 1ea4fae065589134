import { describe, expect, it } from "vitest";
import { MersenneTwister } from "../../src/estimators/mersenne-twister.ts";

describe("MersenneTwister", () => {
  it("gives the numbers of the reference implementation", () => {
    const random = new MersenneTwister(5489);
    let last = 0;
    for (let i = 0; i < 10_000; i++) last = random.next();
    // The C++ standard requires this of std::mt19937.
    expect(last).toBe(4_123_659_995);
  });

  it.each([
    [
      0,
      [
        [2, 8, 4, 9, 1, 6, 7, 3, 0, 5],
        [1, 0, 2, 3, 4],
      ],
    ],
    [
      42,
      [
        [8, 1, 5, 0, 7, 2, 9, 4, 3, 6],
        [1, 0, 3, 4, 2],
      ],
    ],
    [
      2 ** 32 - 1,
      [
        [6, 9, 5, 1, 8, 0, 7, 4, 2, 3],
        [0, 1, 4, 2, 3],
      ],
    ],
  ])("permutes as numpy with the seed %i", (seed, expected) => {
    const random = new MersenneTwister(seed);
    expect([...random.permutation(10)]).toEqual(expected[0]);
    expect([...random.permutation(5)]).toEqual(expected[1]);
    expect([...random.permutation(1)]).toEqual([0]);
  });
});
