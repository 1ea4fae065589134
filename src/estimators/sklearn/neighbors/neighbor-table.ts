// The k nearest training points of every row, and what weighs them.

import type { Estimator } from "../../estimator.ts";
import { floatMatrix } from "../../results.ts";
import type { Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import type { TrainingPoints } from "./point-search.ts";

export interface NeighborTable {
  readonly rows: number;
  readonly k: number;
  /** rows × k, nearest first. */
  readonly distances: Float64Array;
  /** rows × k: numbers of training points. */
  readonly indices: Int32Array;
}

export function findNeighbors(points: TrainingPoints, samples: Samples, k: number): NeighborTable {
  const x = points.take(samples);
  const heap = points.heap(k);
  const distances = new Float64Array(x.rows * k);
  const indices = new Int32Array(x.rows * k);
  for (let row = 0; row < x.rows; row++) {
    points.nearest(x, row, heap);
    distances.set(heap.distances, row * k);
    indices.set(heap.indices, row * k);
  }
  return { rows: x.rows, k, distances, indices };
}

/** `kneighbors` of rows, with the k of the constructor. */
export function kneighborsMethod(
  points: TrainingPoints,
  k: number,
): Required<Pick<Estimator, "kneighbors">> {
  return {
    kneighbors(samples) {
      const { rows, distances, indices } = findNeighbors(points, samples, k);
      return {
        distances: floatMatrix(distances, rows, k),
        indices: { kind: "array", shape: [rows, k], type: "int", data: Array.from(indices) },
      };
    },
  };
}

/** `n_neighbors`, which scikit-learn refuses at every call when there are not as many points. */
export function readNeighborCount(state: State, points: TrainingPoints): number {
  return state.integer("n_neighbors", 1, points.count);
}

/** `radius`, at least 0. */
export function readRadius(state: State): number {
  const radius = state.number("radius");
  if (radius >= 0) return radius;
  throw state.mismatch("radius", "a number of at least 0", String(radius));
}

export type NeighborWeights = "uniform" | "distance";

/** @throws ESTIMATOR_UNSUPPORTED for a Python function */
export function readWeights(state: State): NeighborWeights {
  const value = state.optional("weights") ?? null;
  if (value === null) return "uniform";
  if (typeof value === "object") throw state.unsupported("a Python function as its weights");
  return state.option("weights", ["uniform", "distance"]);
}

/**
 * Distances become weights, in place: 1 / distance, or only the points at distance 0 where there are such.
 *
 * @see sklearn/neighbors/_base.py `_get_weights`
 */
export function weigh(distances: Float64Array): void {
  let isMet = false;
  for (let i = 0; i < distances.length; i++) {
    const weight = 1 / (distances[i] ?? 0);
    distances[i] = weight;
    isMet ||= weight === Infinity;
  }
  if (!isMet) return;
  for (let i = 0; i < distances.length; i++) distances[i] = distances[i] === Infinity ? 1 : 0;
}
