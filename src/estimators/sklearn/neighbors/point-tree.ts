// KDTree and BallTree as scikit-learn walks them. The same steps in the same order give the same neighbours
// where distances are equal, and where a metric breaks the triangle inequality, so that a tree misses some.

import type { BinaryTree } from "../../../objects/binary-tree.ts";
import { fieldOf, float64Values, int32Values, type NdArray } from "../../../objects/ndarray.ts";
import type { State } from "../../state.ts";
import { type DistanceMetric, powerOf, rootOf } from "../metrics/distance-metric.ts";
import type { NeighborHeap } from "./neighbor-heap.ts";
import type { Neighborhood } from "./neighborhood.ts";

/** A tree of points; node i has the children 2i + 1 and 2i + 2, and is a range of the ordered points. */
export interface PointTree {
  readonly rows: number;
  readonly columns: number;
  /** rows × columns: the training points in their own order. */
  readonly data: Float64Array;
  readonly metric: DistanceMetric;
  /** The order of the points: the ranges of nodes are positions here. */
  readonly indices: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly isLeaf: Uint8Array;
  readonly shape: NodeShape;
}

/** Where the points of a node may lie. */
export interface NodeShape {
  /** The least reduced distance that a point of the node can have from x. */
  leastReduced(node: number, x: Float64Array): number;
  /** The least and the largest true distance. */
  reach(node: number, x: Float64Array): readonly [least: number, largest: number];
}

/** Pushes what is nearest to x into a cleared heap, by reduced distances. @see `_query_single_depthfirst` */
export function nearestInTree(tree: PointTree, x: Float64Array, heap: NeighborHeap): void {
  visitNearest({ tree, x, heap }, 0, tree.shape.leastReduced(0, x));
}

interface NearestQuery {
  readonly tree: PointTree;
  readonly x: Float64Array;
  readonly heap: NeighborHeap;
}

/** As deep as the tree, whose nodes lie in memory: under 31 levels. */
function visitNearest(query: NearestQuery, node: number, least: number): void {
  const { tree, x, heap } = query;
  if (least > heap.largest) return;
  if (tree.isLeaf[node] === 1) {
    const end = tree.ends[node] ?? 0;
    for (let i = tree.starts[node] ?? 0; i < end; i++) {
      const point = tree.indices[i] ?? 0;
      heap.push(tree.metric.reduced(x, tree.data, point * tree.columns), point);
    }
    return;
  }
  const [left, right] = [2 * node + 1, 2 * node + 2];
  const leastLeft = tree.shape.leastReduced(left, x);
  const leastRight = tree.shape.leastReduced(right, x);
  if (leastLeft <= leastRight) {
    visitNearest(query, left, leastLeft);
    visitNearest(query, right, leastRight);
  } else {
    visitNearest(query, right, leastRight);
    visitNearest(query, left, leastLeft);
  }
}

/** Adds what lies within a true distance of x. @see `_query_radius_single` */
export function withinInTree(
  tree: PointTree,
  x: Float64Array,
  { radius, found }: { readonly radius: number; readonly found: Neighborhood },
): void {
  visitWithin({ tree, x, radius, reduced: tree.metric.reduce(radius), found }, 0);
}

interface WithinQuery {
  readonly tree: PointTree;
  readonly x: Float64Array;
  readonly radius: number;
  readonly reduced: number;
  readonly found: Neighborhood;
}

function visitWithin(query: WithinQuery, node: number): void {
  const { tree, x, found } = query;
  const [least, largest] = tree.shape.reach(node, x);
  if (least > query.radius) return;
  const surely = largest <= query.radius;
  if (!surely && tree.isLeaf[node] === 0) {
    visitWithin(query, 2 * node + 1);
    visitWithin(query, 2 * node + 2);
    return;
  }
  const end = tree.ends[node] ?? 0;
  for (let i = tree.starts[node] ?? 0; i < end; i++) {
    const point = tree.indices[i] ?? 0;
    const reduced = tree.metric.reduced(x, tree.data, point * tree.columns);
    if (surely || reduced <= query.reduced) found.add(tree.metric.distance(reduced), point);
  }
}

/**
 * A tree whose nodes part the points, so that no walk takes more steps than there are points and nodes.
 *
 * @param name  the attribute that holds it
 * @throws ESTIMATOR_INVALID
 */
export function readPointTree(
  state: State,
  name: string,
  { tree, metric }: { readonly tree: BinaryTree; readonly metric: DistanceMetric },
): PointTree {
  const { data, indices, nodes, bounds } = tree.parts;
  const [rows = 0, columns = 0] = data.shape;
  const field = (key: string): NdArray => {
    const array = fieldOf(nodes, key);
    if (array !== null) return array;
    throw state.mismatch(name, "a tree of points", `one whose nodes have no ${key}`);
  };
  state.charge(tree, data.size + nodes.size);
  const ranges = {
    indices: int32Values(indices),
    starts: int32Values(field("idx_start")),
    ends: int32Values(field("idx_end")),
    isLeaf: Uint8Array.from(int32Values(field("is_leaf")), (leaf) => (leaf === 0 ? 0 : 1)),
  };
  const radii = float64Values(field("radius"));
  const points = float64Values(data);
  const corners = float64Values(bounds);
  for (const numbers of [points, corners, radii]) {
    const strange = numbers.find((value) => !Number.isFinite(value));
    if (strange !== undefined) throw state.mismatch(name, "finite numbers", String(strange));
  }
  checkRanges(state, name, { ...ranges, rows });
  const isBox = tree.treeClass.name.startsWith("KDTree");
  if (bounds.shape[0] !== (isBox ? 2 : 1) || (isBox && Number.isNaN(metric.order))) {
    throw state.mismatch(name, `bounds that a ${tree.treeClass.name} has`, "others");
  }
  const shape = isBox
    ? boxes(corners, columns, metric.order)
    : balls({ centers: corners, radii, columns, metric });
  return { rows, columns, data: points, metric, ...ranges, shape };
}

interface Ranges {
  readonly rows: number;
  readonly indices: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly isLeaf: Uint8Array;
}

/** The root is all points; children part their parent's; the order holds every point once. */
function checkRanges(state: State, name: string, ranges: Ranges): void {
  const { rows, indices, starts, ends, isLeaf } = ranges;
  const seen = new Uint8Array(rows);
  for (const index of indices) if (index >= 0 && index < rows) seen[index] = 1;
  const fault = (got: string) => state.mismatch(name, "nodes that part all points", got);
  if (seen.includes(0)) throw fault("an order that leaves some out");
  if (starts[0] !== 0 || ends[0] !== rows) throw fault("a root that is not all of them");
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isLeaf[node] === 1) continue;
    const [left, right] = [2 * node + 1, 2 * node + 2];
    const middle = ends[left] ?? -1;
    const parted =
      right < starts.length &&
      starts[left] === starts[node] &&
      middle >= (starts[left] ?? 0) &&
      starts[right] === middle &&
      middle <= (ends[right] ?? -1) &&
      ends[right] === ends[node];
    if (!parted) throw fault(`node ${node}, whose children do not part it`);
    open.push(left, right);
  }
}

/**
 * Boxes, for Minkowski's family.
 *
 * @param corners  2 × nodes × columns: least and largest numbers
 * @see sklearn/neighbors/_kd_tree.pyx.tp `min_rdist`, `min_max_dist`
 */
function boxes(corners: Float64Array, columns: number, order: number): NodeShape {
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
function balls({
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
    leastReduced: (node, x) => metric.reduce(positive(toCenter(node, x) - (radii[node] ?? 0))),
    reach(node, x) {
      const distance = toCenter(node, x);
      const radius = radii[node] ?? 0;
      return [positive(distance - radius), distance + radius];
    },
  };
}
