// KDTree and BallTree as scikit-learn walks them. The same steps in the same order give the same neighbours
// where distances are equal, and where a metric breaks the triangle inequality, so that a tree misses some.

import type { BinaryTree } from "../../../objects/binary-tree.ts";
import { fieldOf, float64Values, int32Values, type NdArray } from "../../../objects/ndarray.ts";
import type { State } from "../../state.ts";
import type { DistanceMetric } from "../metrics/distance-metric.ts";
import type { NeighborHeap } from "./neighbor-heap.ts";
import type { Neighborhood } from "./neighborhood.ts";
import { balls, boxes, type NodeShape } from "./node-shapes.ts";

/** A tree of points; node i has the children 2i + 1 and 2i + 2, and is a range of the ordered points. */
export interface PointTree {
  readonly rows: number;
  readonly columns: number;
  /** rows × columns: the training points in the order of the tree, so that those of a leaf lie together. */
  readonly data: Float64Array;
  readonly metric: DistanceMetric;
  /** The order of the points: the ranges of nodes are positions here. */
  readonly indices: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly isLeaf: Uint8Array;
  readonly shape: NodeShape;
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
    if (tree.metric.sum === "squares") pushSquares(query, node);
    else pushAll(query, node);
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

function pushAll({ tree, x, heap }: NearestQuery, node: number): void {
  const { data, metric, columns, indices } = tree;
  const end = tree.ends[node] ?? 0;
  for (let i = tree.starts[node] ?? 0; i < end; i++) {
    heap.push(metric.reduced(x, data, i * columns), indices[i] ?? 0);
  }
}

/** The same of Euclidean distances, as the metric adds them up; beyond the largest in the heap none matters. */
function pushSquares({ tree, x, heap }: NearestQuery, node: number): void {
  const { data, columns, indices } = tree;
  const { distances } = heap;
  const last = tree.ends[node] ?? 0;
  let at = (tree.starts[node] ?? 0) * columns;
  for (let i = tree.starts[node] ?? 0; i < last; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) {
      const gap = (x[j] ?? 0) - (data[at++] ?? 0);
      sum += gap * gap;
    }
    if (sum < (distances[0] ?? 0)) heap.push(sum, indices[i] ?? 0);
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
    const reduced = tree.metric.reduced(x, tree.data, i * tree.columns);
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
  const ordered = inOrder(points, ranges.indices, columns);
  return { rows, columns, data: ordered, metric, ...ranges, shape };
}

function inOrder(points: Float64Array, order: Int32Array, columns: number): Float64Array {
  const ordered = new Float64Array(order.length * columns);
  for (let i = 0, to = 0; i < order.length; i++) {
    const start = (order[i] ?? 0) * columns;
    for (let j = 0; j < columns; j++) ordered[to++] = points[start + j] ?? 0;
  }
  return ordered;
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
