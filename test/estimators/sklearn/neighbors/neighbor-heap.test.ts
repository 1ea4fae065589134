import { describe, expect, it } from "vitest";
import { NeighborHeap } from "../../../../src/estimators/sklearn/neighbors/neighbor-heap.ts";

function heapOf(size: number, distances: readonly number[]): NeighborHeap {
  const heap = new NeighborHeap(size, "1.9.0");
  heap.clear();
  for (const [index, distance] of distances.entries()) heap.push(distance, index);
  return heap;
}

describe("NeighborHeap", () => {
  it("keeps the smallest and gives them nearest first", () => {
    const heap = heapOf(3, [5, 1, 4, 2, 8, 3]);
    expect(heap.largest).toBe(3);
    heap.sort();
    expect([...heap.distances]).toEqual([1, 2, 3]);
    expect([...heap.indices]).toEqual([1, 3, 5]);
  });

  it("keeps the first of equal distances", () => {
    const heap = heapOf(1, [2, 1, 1]);
    expect([...heap.indices]).toEqual([1]);
  });

  it("keeps the same points when it is joined", () => {
    const heap = heapOf(4, [7, 1, 7, 2, 7, 7]);
    const before = [...heap.indices].sort();
    heap.join();
    expect([...heap.indices].sort()).toEqual(before);
    expect(heap.largest).toBe(7);
  });
});
