// Where the points of a tree's nodes may lie: in the boxes of a KDTree, in the balls of a BallTree.

import { type DistanceMetric, powerOf, rootOf } from "../metrics/distance-metric.ts";

/** Where the points of a node may lie. */
export interface NodeShape {
  /** The least reduced distance that a point of the node can have from x. */
  leastReduced(node: number, x: Float64Array): number;
  /** The least and the largest true distance. */
  reach(node: number, x: Float64Array): readonly [least: number, largest: number];
}

/**
 * Boxes, for Minkowski's family.
 *
 * @param corners  2 × nodes × columns: least and largest numbers
 * @see sklearn/neighbors/_kd_tree.pyx.tp `min_rdist`, `min_max_dist`
 */
export function boxes(corners: Float64Array, columns: number, order: number): NodeShape {
  const upper = corners.length / 2;
  const power = powerOf(order);
  const root = rootOf(order);
  const isLargest = order === Infinity;
  const leastReduced = (node: number, x: Float64Array): number => {
    const start = node * columns;
    let least = 0;
    for (let j = 0; j < columns; j++) {
      const value = x[j] ?? 0;
      const below = (corners[start + j] ?? 0) - value;
      const above = value - (corners[upper + start + j] ?? 0);
      const gap = positive(below) + positive(above);
      if (isLargest) least = Math.max(least, gap);
      else least += power(gap);
    }
    return least;
  };
  const largestReduced = (node: number, x: Float64Array): number => {
    const start = node * columns;
    let largest = 0;
    for (let j = 0; j < columns; j++) {
      const value = x[j] ?? 0;
      const below = Math.abs((corners[start + j] ?? 0) - value);
      const above = Math.abs(value - (corners[upper + start + j] ?? 0));
      if (isLargest) largest = Math.max(largest, below, above);
      else largest += power(Math.max(below, above));
    }
    return largest;
  };
  const finish = isLargest ? (reduced: number) => reduced : root;
  return {
    leastReduced,
    reach: (node, x) => [finish(leastReduced(node, x)), finish(largestReduced(node, x))],
  };
}

/** C's fmax(0, value): 0 for NaN. */
function positive(value: number): number {
  return value > 0 ? value : 0;
}

/**
 * Balls around the means of their points.
 *
 * @param centers  nodes × columns
 * @see sklearn/neighbors/_ball_tree.pyx.tp `min_dist`, `min_max_dist`
 */
export function balls({
  centers,
  radii,
  columns,
  metric,
}: {
  readonly centers: Float64Array;
  readonly radii: Float64Array;
  readonly columns: number;
  readonly metric: DistanceMetric;
}): NodeShape {
  const toCenter = (node: number, x: Float64Array) =>
    metric.distance(metric.reduced(x, centers, node * columns));
  return {
    leastReduced:
      metric.sum === "squares" && metric.distance === Math.sqrt
        ? leastSquares(centers, radii, columns)
        : (node, x) => metric.reduce(positive(toCenter(node, x) - (radii[node] ?? 0))),
    reach(node, x) {
      const distance = toCenter(node, x);
      const radius = radii[node] ?? 0;
      return [positive(distance - radius), distance + radius];
    },
  };
}

/** The same for the Euclidean metric, as it adds up. */
function leastSquares(
  centers: Float64Array,
  radii: Float64Array,
  columns: number,
): NodeShape["leastReduced"] {
  return (node, x) => {
    let sum = 0;
    for (let j = 0, at = node * columns; j < columns; j++, at++) {
      const gap = (x[j] ?? 0) - (centers[at] ?? 0);
      sum += gap * gap;
    }
    const least = positive(Math.sqrt(sum) - (radii[node] ?? 0));
    return least * least;
  };
}
