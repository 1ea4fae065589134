// Neighbours without a tree: the distance to every training point, then the smallest of them. Where distances
// are equal scikit-learn's order depends on its threads and, until 1.0, on numpy's: here it is that of one thread.

import type { NeighborHeap } from "./neighbor-heap.ts";
import type { PointSearch } from "./point-search.ts";
import type { Ranker } from "./rankers.ts";

/** @see sklearn/neighbors/_base.py `_kneighbors_reduce_func`, `_radius_neighbors_reduce_func` */
export function bruteSearch(ranker: Ranker): PointSearch {
  const ranks = new Float64Array(ranker.count);
  return {
    nearest(x, row, heap) {
      ranker.rank(x, row, ranks);
      if (allFinite(ranks)) keepSmallest(ranks, heap);
      else keepSorted(ranks, heap);
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
      ranker.rank(x, row, ranks);
      found.clear();
      const reduced = ranker.reduce(radius);
      for (let i = 0; i < ranks.length; i++) {
        const rank = ranks[i] ?? 0;
        if (rank <= reduced) found.add(ranker.distance(rank), i);
      }
    },
  };
}

function allFinite(ranks: Float64Array): boolean {
  for (const rank of ranks) if (rank - rank !== 0) return false;
  return true;
}

function keepSmallest(ranks: Float64Array, heap: NeighborHeap): void {
  heap.clear();
  for (let i = 0; i < ranks.length; i++) {
    const rank = ranks[i] ?? 0;
    if (rank < heap.largest) heap.push(rank, i);
  }
  heap.join();
  heap.sort();
}

/** Infinite distances count like others; NaN comes last. */
function keepSorted(ranks: Float64Array, heap: NeighborHeap): void {
  const order = Int32Array.from(ranks.keys());
  const place = (i: number) => (Number.isNaN(ranks[i] ?? 0) ? 1 : 0);
  order.sort((a, b) => {
    const [left = 0, right = 0] = [ranks[a], ranks[b]];
    if (left < right) return -1;
    return left > right ? 1 : place(a) - place(b) || a - b;
  });
  for (let i = 0; i < heap.indices.length; i++) {
    heap.indices[i] = order[i] ?? 0;
    heap.distances[i] = ranks[order[i] ?? 0] ?? 0;
  }
}
