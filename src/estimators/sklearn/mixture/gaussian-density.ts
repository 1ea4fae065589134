// Densities of several normal distributions, whose covariances are full, shared, along the axes, or round.

import { linearScores } from "../../linear-scores.ts";
import type { Matrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import { transposed } from "../../transposed.ts";

export interface Gaussians {
  readonly count: number;
  readonly features: number;
  /** count × features. */
  readonly means: Float64Array;
  /** Logarithms of the densities: n × count. */
  logDensities(x: Matrix): Float64Array;
}

/** Squared distances of every row, in units of the deviation: n × count. */
type Distances = (x: Matrix) => Float64Array;

/** @see sklearn/mixture/_gaussian_mixture.py `_estimate_log_gaussian_prob` */
export function readGaussians(state: State): Gaussians {
  const { data: means, shape } = state.float64("means_", [null, null]);
  const [count = 0, features = 0] = shape;
  if (count < 1) throw state.mismatch("means_", "at least one mean", "none");
  const sizes = { count, features, means };
  const { distances, logVolumes } = readPrecisions(state, sizes);
  const constant = features * Math.log(2 * Math.PI);
  return {
    ...sizes,
    logDensities: (x) =>
      distances(x).map((distance, i) => {
        return -0.5 * (constant + distance) + (logVolumes[i % count] ?? 0);
      }),
  };
}

type Sizes = Pick<Gaussians, "count" | "features" | "means">;

interface Precisions {
  readonly distances: Distances;
  /** Logarithms of the determinants of the precisions' roots, one per distribution. */
  readonly logVolumes: Float64Array;
}

function readPrecisions(state: State, sizes: Sizes): Precisions {
  const { count, features, means } = sizes;
  const roots = (...shape: number[]) => state.float64("precisions_cholesky_", shape).data;
  switch (state.option("covariance_type", ["full", "tied", "diag", "spherical"], "full")) {
    case "full": {
      const data = roots(count, features, features);
      const matrices = Array.from({ length: count }, (_, k) => {
        return data.subarray(k * features * features, (k + 1) * features * features);
      });
      return {
        distances: eachTurned(matrices, sizes),
        logVolumes: Float64Array.from(matrices, (root) => logDiagonal(state, root, features)),
      };
    }
    case "tied": {
      const root = roots(features, features);
      return {
        distances: allTurned(root, sizes),
        logVolumes: new Float64Array(count).fill(logDiagonal(state, root, features)),
      };
    }
    case "diag": {
      const data = positive(state, roots(count, features));
      const logs = data.map(Math.log);
      return {
        distances: axisDistances(data.map(square), means, sizes),
        logVolumes: Float64Array.from({ length: count }, (_, k) => {
          return pairwiseSum(logs, k * features, features);
        }),
      };
    }
    case "spherical": {
      const data = positive(state, roots(count));
      const each = Float64Array.from(means, (_, i) => square(data[Math.floor(i / features)] ?? 0));
      return {
        distances: axisDistances(each, means, sizes),
        logVolumes: data.map((root) => features * Math.log(root)),
      };
    }
  }
}

function square(x: number): number {
  return x * x;
}

function positive(state: State, roots: Float64Array): Float64Array {
  for (const root of roots) {
    if (root <= 0) throw state.mismatch("precisions_cholesky_", "numbers above 0", String(root));
  }
  return roots;
}

function logDiagonal(state: State, root: Float64Array, features: number): number {
  const diagonal = Float64Array.from({ length: features }, (_, j) => root[j * features + j] ?? 0);
  return pairwiseSum(positive(state, diagonal).map(Math.log), 0, features);
}

/** ‖x · root − μ · root‖² with one root per distribution. */
function eachTurned(roots: readonly Float64Array[], { features, means }: Sizes): Distances {
  const count = roots.length;
  const turns = roots.map((root) => turning(root, features));
  const middles = turns.map((turn, k) => {
    return turn({
      kind: "dense",
      data: rowOf(means, k, features),
      rows: 1,
      columns: features,
    });
  });
  return (x) => {
    const distances = new Float64Array(x.rows * count);
    for (const [k, turn] of turns.entries()) {
      const turned = turn(x);
      const middle = middles[k] ?? new Float64Array();
      for (let row = 0; row < x.rows; row++) {
        distances[row * count + k] = squaredGap(rowOf(turned, row, features), middle);
      }
    }
    return distances;
  };
}

/** ‖x · root − μ · root‖² with one root for all distributions. */
function allTurned(root: Float64Array, { count, features, means }: Sizes): Distances {
  const turn = turning(root, features);
  const middles = turn({ kind: "dense", data: means, rows: count, columns: features });
  return (x) => {
    const turned = turn(x);
    return Float64Array.from({ length: x.rows * count }, (_, i) => {
      const [row, k] = [Math.floor(i / count), i % count];
      return squaredGap(rowOf(turned, row, features), rowOf(middles, k, features));
    });
  };
}

function turning(root: Float64Array, features: number): (x: Matrix) => Float64Array {
  const coefficients = transposed(root, features, features);
  const map = { coefficients, intercepts: new Float64Array(features), features };
  return (x) => linearScores(x, map);
}

function rowOf(matrix: Float64Array, row: number, columns: number): Float64Array {
  return matrix.subarray(row * columns, (row + 1) * columns);
}

function squaredGap(a: Float64Array, b: Float64Array): number {
  const squares = a.map((value, j) => square(value - (b[j] ?? 0)));
  return pairwiseSum(squares, 0, squares.length);
}

/** Σ μ²p − 2 Σ xμp + Σ x²p, in this order, as scikit-learn adds it. @param precisions count × features */
function axisDistances(precisions: Float64Array, means: Float64Array, sizes: Sizes): Distances {
  const { count, features } = sizes;
  const weighted = means.map((mean, i) => mean * (precisions[i] ?? 0));
  const squares = means.map((mean, i) => square(mean) * (precisions[i] ?? 0));
  const intercepts = new Float64Array(count);
  const middles = Float64Array.from({ length: count }, (_, k) => {
    return pairwiseSum(squares, k * features, features);
  });
  return (x) => {
    const crossed = linearScores(x, { coefficients: weighted, intercepts, features });
    const squared: Matrix = { ...x, data: x.data.map(square) };
    const own = linearScores(squared, { coefficients: precisions, intercepts, features });
    return own.map((value, i) => (middles[i % count] ?? 0) - 2 * (crossed[i] ?? 0) + value);
  };
}
