// BisectingKMeans: a tree whose every fork has two centers; a row goes to the nearer one until it reaches
// a leaf, which has the label.

import type { PyValue } from "../../../objects/values.ts";
import type { Estimator } from "../../estimator.ts";
import { numbers } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import { intVector } from "../../results.ts";
import type { Matrix, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { type Centers, centersOf, readCenters } from "./centers.ts";
import { commonParts, distanceMethods } from "./clusterer.ts";

/** Children lie side by side; the root has the number 0 and a center that nobody asks for. */
interface BisectingTree {
  /** The left child of a fork; −1 in a leaf. */
  readonly left: Int32Array;
  /** The cluster of a leaf. */
  readonly labels: Int32Array;
  /** One center per node. */
  readonly centers: Centers;
}

/** @see sklearn/cluster/_bisect_k_means.py `BisectingKMeans._predict_recursive` */
export function readBisectingKMeans(state: State): Estimator {
  const centers = readCenters(state, "cluster_centers_");
  const tree = readTree(state, centers);
  const { rule, common } = commonParts(state, centers);
  return {
    ...common,
    ...distanceMethods(centers, rule),
    predict: (samples) => intVector(labelsOf(numbers(samples, rule), tree)),
  };
}

function labelsOf(x: Matrix | SparseMatrix, { left, labels, centers }: BisectingTree): number[] {
  const { data, features, norms, count } = centers;
  const map = { coefficients: data, intercepts: new Float64Array(count), features };
  const products = linearScores(x, map);
  return Array.from({ length: x.rows }, (_, row) => {
    const distance = (node: number) => (norms[node] ?? 0) - 2 * (products[row * count + node] ?? 0);
    let node = 0;
    for (let child = left[0] ?? -1; child >= 0; child = left[node] ?? -1) {
      node = distance(child + 1) < distance(child) ? child + 1 : child;
    }
    return labels[node] ?? 0;
  });
}

/** A node that is still to be read: an attribute of the one above it. */
interface OpenNode {
  readonly owner: State;
  readonly name: string;
}

const nodeClass = "sklearn.cluster._bisect_k_means._BisectingTree";

/**
 * The tree, node by node. Dense training rows were centered: their mean is added to every center.
 *
 * @throws ESTIMATOR_INVALID for nodes with one child or two parents, centers of another width, labels
 *   beyond the clusters
 */
function readTree(state: State, { count, features }: Centers): BisectingTree {
  const shift = state.isSet("_X_mean") ? state.float64("_X_mean", [features]).data : null;
  const nodes: OpenNode[] = [{ owner: state, name: "_bisecting_tree" }];
  const left: number[] = [];
  const labels: number[] = [];
  const data: number[] = [];
  const seen = new Set<PyValue>();
  for (const { owner, name } of nodes) {
    const value = owner.value(name);
    if (seen.has(value)) throw owner.mismatch(name, "a node of its own", "one that was met before");
    seen.add(value);
    const node = owner.part(name, value, nodeClass);
    // Nobody asks for the root's center, which has two dimensions after sparse training rows.
    const center = owner === state ? null : node.float64("center", [features]).data;
    for (let j = 0; j < features; j++) data.push((center?.[j] ?? 0) + (shift?.[j] ?? 0));
    const isLeaf = !node.isSet("left") && !node.isSet("right");
    left.push(isLeaf ? -1 : nodes.length);
    labels.push(isLeaf ? node.integer("label", 0, count - 1) : 0);
    if (!isLeaf) nodes.push({ owner: node, name: "left" }, { owner: node, name: "right" });
  }
  const centers = centersOf(Float64Array.from(data), features);
  return { left: Int32Array.from(left), labels: Int32Array.from(labels), centers };
}
