// The heap that chooses the next split, against the order of Python's heapq.

import { describe, expect, it } from "vitest";
import { GainHeap } from "../../../src/train/boosting/gain-heap.ts";

describe("GainHeap", () => {
  it("gives the largest gain first", () => {
    const heap = new GainHeap<{ split: { gain: number } }>();
    const gains = Array.from({ length: 200 }, (_, i) => (i * 7919) % 211);
    for (const gain of gains) heap.push({ split: { gain } });
    const taken = gains.map(() => heap.pop()?.split.gain);
    expect(taken).toEqual(gains.toSorted((a, b) => b - a));
    expect(heap.pop()).toBeUndefined();
  });

  it("breaks ties as heapq does", () => {
    const heap = new GainHeap<{ name: string; split: { gain: number } }>();
    for (const name of "abcdefg") heap.push({ name, split: { gain: name === "d" ? 2 : 1 } });
    const order = [1, 2, 3, 4, 5, 6, 7].map(() => heap.pop()?.name).join("");
    // CPython 3.11: heappush of (-gain) with a comparison by gain alone, then heappop until empty.
    expect(order).toBe("dcfgeab");
  });
});
