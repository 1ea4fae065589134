// Centers of clusters, and how far rows lie from them. Distances come from ‖x‖² − 2x·c + ‖c‖², as
// scikit-learn computes them with one product of matrices.

import type { LinearMap } from "../../linear-map.ts";
import { linearScores } from "../../linear-scores.ts";
import type { Matrix, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";

export interface Centers {
  readonly count: number;
  readonly features: number;
  /** count × features. */
  readonly data: Float64Array;
  /** ‖c‖² of each. */
  readonly norms: Float64Array;
}

/** An attribute that holds at least one center. @throws ESTIMATOR_INVALID */
export function readCenters(state: State, name: string): Centers {
  const { data, shape } = state.float64(name, [null, null]);
  const [count = 0, features = 0] = shape;
  if (count < 1) throw state.mismatch(name, "at least one center", "none");
  return centersOf(data, features);
}

/** @param data  centers × features, at least one center */
export function centersOf(data: Float64Array, features: number): Centers {
  const count = features === 0 ? 0 : data.length / features;
  return { count, features, data, norms: squaredNorms(data, count, features) };
}

function squaredNorms(data: Float64Array, count: number, features: number): Float64Array {
  const norms = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    let sum = 0;
    for (let j = row * features; j < (row + 1) * features; j++) {
      sum += (data[j] ?? 0) * (data[j] ?? 0);
    }
    norms[row] = sum;
  }
  return norms;
}

/**
 * The number of the nearest center of each row, the lowest among equals.
 *
 * @see sklearn/cluster/_k_means_lloyd.pyx `_update_chunk_dense`: ‖x‖² is left out
 */
export function nearestCenters(x: Matrix | SparseMatrix, centers: Centers): Int32Array {
  const { count, norms } = centers;
  const products = linearScores(x, mapOf(centers));
  const nearest = new Int32Array(x.rows);
  for (let row = 0; row < x.rows; row++) {
    let least = Infinity;
    for (let k = 0; k < count; k++) {
      const distance = (norms[k] ?? 0) - 2 * (products[row * count + k] ?? 0);
      if (distance < least) {
        least = distance;
        nearest[row] = k;
      }
    }
  }
  return nearest;
}

/** Euclidean distances from every row to every center: rows × centers. */
export function centerDistances(x: Matrix | SparseMatrix, centers: Centers): Float64Array {
  return squaredDistances(x, centers).map(Math.sqrt);
}

/**
 * Squares of the distances, cut off at 0 where rounding made them negative.
 *
 * @returns rows × centers
 * @see sklearn/metrics/pairwise.py `euclidean_distances`
 */
export function squaredDistances(x: Matrix | SparseMatrix, centers: Centers): Float64Array {
  const { count, norms } = centers;
  const distances = linearScores(x, mapOf(centers));
  const rowNorms = x.kind === "dense" ? squaredNorms(x.data, x.rows, x.columns) : storedNorms(x);
  for (let i = 0; i < distances.length; i++) {
    const rowNorm = rowNorms[Math.floor(i / count)] ?? 0;
    const squared = -2 * (distances[i] ?? 0) + rowNorm + (norms[i % count] ?? 0);
    distances[i] = Math.max(squared, 0);
  }
  return distances;
}

function storedNorms({ rows, indptr, values }: SparseMatrix): Float64Array {
  const norms = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = indptr[row] ?? 0; i < (indptr[row + 1] ?? 0); i++) sum += (values[i] ?? 0) ** 2;
    norms[row] = sum;
  }
  return norms;
}

const maps = new WeakMap<Centers, LinearMap>();

function mapOf(centers: Centers): LinearMap {
  const known = maps.get(centers);
  if (known !== undefined) return known;
  const { data, count, features } = centers;
  const map = { coefficients: data, intercepts: new Float64Array(count), features };
  maps.set(centers, map);
  return map;
}
