// Neighbours without a tree: the distance to every training point, then the smallest of them. Where distances
// are equal scikit-learn's order depends on its threads, and here it is that of one; in old files it is numpy's.

import { partialOrder } from "../../partial-order.ts";
import type { Matrix, SparseMatrix } from "../../samples.ts";
import type { NeighborHeap } from "./neighbor-heap.ts";
import type { PointSearch } from "./point-search.ts";
import type { Ranker } from "./rankers.ts";

/**
 * @param byNumpy  whether numpy chooses among equally near points
 * @see sklearn/neighbors/_base.py `_kneighbors_reduce_func`, `_radius_neighbors_reduce_func`
 */
export function bruteSearch(ranker: Ranker, byNumpy: boolean): PointSearch {
  const ranks = new Float64Array(ranker.count);
  const rankAll = (x: Matrix | SparseMatrix, row: number, heap: NeighborHeap): void => {
    ranker.rank(x, row, ranks);
    if (!allFinite(ranks)) keepSorted(ranks, heap);
    else if (byNumpy) keepPartitioned(ranks, heap);
    else keepSmallest(ranks, heap);
  };
  return {
    nearest(x, row, heap) {
      if (byNumpy || !keepNear(ranker, x, row, heap)) rankAll(x, row, heap);
      const { distances } = heap;
      for (let i = 0; i < distances.length; i++) {
        const rank = distances[i] ?? 0;
        if (ranker.tooFew !== undefined && Number.isNaN(rank)) {
          throw ranker.tooFew(distances.length);
        }
        distances[i] = ranker.distance(rank);
      }
    },
    within(x, row, { radius, found }) {
      found.clear();
      const reduced = ranker.reduce(radius);
      const add = (rank: number, point: number): number => {
        if (rank <= reduced) found.add(ranker.distance(rank), point);
        return beyond;
      };
      // What lies at the radius itself is within it.
      const beyond = reduced + reduced * Number.EPSILON + Number.MIN_VALUE;
      if (ranker.visitNear?.(x, row, beyond, add) === true) return;
      ranker.rank(x, row, ranks);
      for (let i = 0; i < ranks.length; i++) add(ranks[i] ?? 0, i);
    },
  };
}

/** False where all distances must be known. */
function keepNear(
  ranker: Ranker,
  x: Matrix | SparseMatrix,
  row: number,
  heap: NeighborHeap,
): boolean {
  if (ranker.visitNear === undefined) return false;
  heap.clear();
  const { distances } = heap;
  const isKept = ranker.visitNear(x, row, Infinity, (rank, point) => {
    heap.push(rank, point);
    return distances[0] ?? 0;
  });
  if (!isKept) return false;
  heap.join();
  heap.sort();
  return true;
}

function allFinite(ranks: Float64Array): boolean {
  // Only NaN and the infinities differ from 0 when taken from themselves, and leave no sum at 0.
  let differences = 0;
  for (let i = 0; i < ranks.length; i++) differences += (ranks[i] ?? 0) - (ranks[i] ?? 0);
  return differences === 0;
}

function keepSmallest(ranks: Float64Array, heap: NeighborHeap): void {
  heap.clear();
  const { distances } = heap;
  for (let i = 0; i < ranks.length; i++) {
    const rank = ranks[i] ?? 0;
    if (rank < (distances[0] ?? 0)) heap.push(rank, i);
  }
  heap.join();
  heap.sort();
}

/** As numpy's `argpartition` takes them, and `argsort` puts them in order: few equal ones stay as they are. */
function keepPartitioned(ranks: Float64Array, heap: NeighborHeap): void {
  const count = heap.indices.length;
  const chosen = partialOrder(ranks, count - 1).slice(0, count);
  keep(chosen.sort(byRank(ranks)), ranks, heap);
}

/** Infinite distances count like others; NaN comes last. */
function keepSorted(ranks: Float64Array, heap: NeighborHeap): void {
  keep(Uint32Array.from(ranks.keys()).sort(byRank(ranks)), ranks, heap);
}

function byRank(ranks: Float64Array): (a: number, b: number) => number {
  const place = (i: number) => (Number.isNaN(ranks[i] ?? 0) ? 1 : 0);
  return (a, b) => {
    const [left = 0, right = 0] = [ranks[a], ranks[b]];
    if (left < right) return -1;
    return left > right ? 1 : place(a) - place(b);
  };
}

function keep(order: Uint32Array, ranks: Float64Array, heap: NeighborHeap): void {
  for (let i = 0; i < heap.indices.length; i++) {
    heap.indices[i] = order[i] ?? 0;
    heap.distances[i] = ranks[order[i] ?? 0] ?? 0;
  }
}
