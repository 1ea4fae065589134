import { describe, expect, it } from "vitest";
import {
  sortTogether,
  sortTogetherByQuicksort,
} from "../../../../src/estimators/sklearn/neighbors/sort-together.ts";

/** Whole numbers under `most`, always the same. */
function numbers(count: number, most: number): Float64Array {
  let state = 7;
  return Float64Array.from({ length: count }, () => {
    state = (state * 16807) % 2147483647;
    return state % most;
  });
}

const inputs: readonly (readonly [string, Float64Array])[] = [
  ["nothing", new Float64Array(0)],
  ["one number", Float64Array.of(3)],
  ["three numbers", Float64Array.of(2, 2, 1)],
  ["few numbers", numbers(14, 100)],
  ["many numbers", numbers(500, 1e9)],
  ["many equal numbers", numbers(500, 3)],
  ["the same number only", new Float64Array(300).fill(5)],
  ["rising numbers", Float64Array.from({ length: 200 }, (_, i) => i)],
  ["falling numbers", Float64Array.from({ length: 200 }, (_, i) => -i)],
  ["infinite numbers", Float64Array.of(3, Infinity, 1, Infinity, 2)],
];

describe.each([
  ["sortTogether", sortTogether],
  ["sortTogetherByQuicksort", sortTogetherByQuicksort],
] as const)("%s", (_name, sort) => {
  it.each(inputs)("sorts %s and carries the indices along", (_what, values) => {
    const sorted = values.slice();
    const indices = Int32Array.from(values.keys());
    sort(sorted, indices);
    expect([...sorted]).toEqual([...values].sort((a, b) => a - b));
    expect(Array.from(indices, (index) => values[index])).toEqual([...sorted]);
    expect(new Set(indices).size).toBe(values.length);
  });
});

describe("sortTogether", () => {
  it("ends in time where quicksort alone would take the square of the length", () => {
    const count = 200_000;
    const organ = Float64Array.from({ length: count }, (_, i) => Math.min(i, count - i));
    const sorted = organ.slice();
    sortTogether(sorted, Int32Array.from(organ.keys()));
    expect([...sorted.subarray(0, 3)]).toEqual([0, 1, 1]);
  });
});
