// The centers that k-means begins with.

import type { RandomNumbers } from "../random.ts";
import { squaredDistance, type WeighedPoints } from "./lloyd.ts";

/**
 * Rows far from each other as first centers: each is drawn by its squared distance to those before, the best of a
 * few that are drawn.
 *
 * @see sklearn/cluster/_kmeans.py `_kmeans_plusplus`; Arthur & Vassilvitskii 2007
 */
export function farApart(
  points: WeighedPoints,
  clusters: number,
  random: RandomNumbers,
): Float64Array {
  const { data, columns, weights } = points;
  const trials = 2 + Math.floor(Math.log(clusters));
  const centers = new Float64Array(clusters * columns);
  let nearest: Float64Array = new Float64Array(points.rows).fill(1);
  for (let c = 0; c < clusters; c++) {
    const chances = nearest.map((distance, i) => distance * (weights[i] ?? 1));
    let best: { row: number; distances: Float64Array; total: number } | null = null;
    for (let trial = 0; trial < (c === 0 ? 1 : trials); trial++) {
      const row = drawn(chances, random);
      const distances = nearest.map((distance, i) => {
        const own = squaredDistance(data, i * columns, data, row * columns, columns);
        return c === 0 ? own : Math.min(distance, own);
      });
      const total = distances.reduce((sum, distance, i) => sum + distance * (weights[i] ?? 1), 0);
      if (best === null || total < best.total) best = { row, distances, total };
    }
    if (best === null) break;
    nearest = best.distances;
    centers.set(data.subarray(best.row * columns, (best.row + 1) * columns), c * columns);
  }
  return centers;
}

/** An index, as often as its chance says; any where no chance is above 0. */
function drawn(chances: Float64Array, random: RandomNumbers): number {
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  if (!(total > 0)) return random.integer(chances.length);
  let left = random.next() * total;
  let last = 0;
  for (const [i, chance] of chances.entries()) {
    if (chance === 0) continue;
    last = i;
    left -= chance;
    if (left < 0) return i;
  }
  return last;
}
