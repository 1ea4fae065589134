// How far every training point is from a row, one after the other: for searches without a tree.

import type { PicklejarError } from "../../../errors.ts";
import { NdArray } from "../../../objects/ndarray.ts";
import { sparseOf } from "../../../objects/scipy-globals.ts";
import type { CompressedRows } from "../../../objects/sparse-rows.ts";
import { PyObject } from "../../../objects/values.ts";
import { describe } from "../../attribute-values.ts";
import type { InputHint, InputSpec } from "../../estimator.ts";
import { denseNumbers, type NumberRule, numbers, wrongKind } from "../../inputs.ts";
import { NearPoints } from "../../kernels/near-points.ts";
import { PairSums } from "../../kernels/pair-sums.ts";
import { pointHints } from "../../point-hints.ts";
import type { Matrix, Samples, SparseMatrix } from "../../samples.ts";
import { pairDot, pairManhattan, pairSquares, risingRows, sparseRow } from "../../sparse-pairs.ts";
import type { State } from "../../state.ts";
import { cosineDistance, type DistanceMetric } from "../metrics/distance-metric.ts";

export interface Ranker {
  readonly count: number;
  readonly inputs: InputSpec;
  take(samples: Samples): Matrix | SparseMatrix;
  hints(): readonly InputHint[] | null;
  /** Writes a reduced distance to every training point; NaN where there is none. */
  rank(x: Matrix | SparseMatrix, row: number, ranks: Float64Array): void;
  /**
   * Calls back with the reduced distances of points in their order: of all that are nearer than the limit, and of few
   * others. False, and nothing was called, where only `rank` can tell; absent where that is always so.
   *
   * @param visit  gives the limit from there on, which must not grow
   */
  visitNear?(
    x: Matrix | SparseMatrix,
    row: number,
    limit: number,
    visit: (reduced: number, point: number) => number,
  ): boolean;
  /** From reduced to true distance, and back. */
  distance(reduced: number): number;
  reduce(distance: number): number;
  /** The error that a row knows fewer than k distances; absent where NaN is an answer. */
  tooFew?(k: number): PicklejarError;
}

const itself = (value: number): number => value;

/** Words for metrics that scikit-learn computes for sparse rows too. */
const sparseMetrics = ["cityblock", "cosine", "euclidean", "l1", "l2", "manhattan"] as const;

export function denseRanker(
  state: State,
  {
    points,
    metric,
    allowsMissing,
  }: { readonly points: Matrix; readonly metric: DistanceMetric; readonly allowsMissing: boolean },
): Ranker {
  const { data, rows, columns } = points;
  const inputs = state.numberInputs(columns, { missing: allowsMissing });
  const rule = { className: state.className, inputs };
  const near = metric.sum === "squares" ? NearPoints.among(points) : null;
  const takesSparse = sparseMetrics.some((word) => word === state.optional("effective_metric_"));
  return {
    count: rows,
    inputs,
    take(samples) {
      if (samples.kind === "sparse" && !takesSparse) {
        throw wrongKind(rule, "dense rows, as its metric does", "sparse rows");
      }
      return denseNumbers(samples, rule);
    },
    hints: () => pointHints(data, columns),
    rank: denseRanks(points, metric),
    ...(near && {
      visitNear(x, row, limit, visit) {
        if (x.kind !== "dense") return false;
        const start = row * columns;
        const asked = x.data.subarray(start, start + columns);
        return near.visit(x.data, start, limit, (point) =>
          visit(metric.reduced(asked, data, point * columns), point),
        );
      },
    }),
    distance: metric.distance,
    reduce: metric.reduce,
  };
}

/** All distances one after the other; by kernels where these know the metric. */
function denseRanks(points: Matrix, metric: DistanceMetric): Ranker["rank"] {
  const { data, columns } = points;
  const { sum } = metric;
  if (sum !== undefined) {
    const pairs = new PairSums(points);
    return (x, row, ranks) => {
      if (x.kind === "dense") ranks.set(pairs.add(sum, x.data, row * columns));
    };
  }
  return (x, row, ranks) => {
    if (x.kind !== "dense") return;
    const asked = x.data.subarray(row * columns, (row + 1) * columns);
    for (let i = 0; i < ranks.length; i++) ranks[i] = metric.reduced(asked, data, i * columns);
  };
}

/** Sparse training points, which are compared with rows of any kind. @throws ESTIMATOR_INVALID */
export function readSparseRanker(state: State, matrix: CompressedRows): Ranker {
  const word = state.option("effective_metric_", sparseMetrics);
  const held = state.value("_fit_X");
  if (held instanceof PyObject) state.charge(held, matrix.values.length);
  const strange = matrix.values.find((value) => !Number.isFinite(value));
  if (strange !== undefined) throw state.mismatch("_fit_X", "finite numbers", String(strange));
  const points = risingRows(matrix);
  const inputs = state.numberInputs(points.columns);
  const rule = { className: state.className, inputs };
  const euclidean = word === "euclidean" || word === "l2";
  const sum = euclidean ? pairSquares : pairManhattan;
  return {
    count: points.rows,
    inputs,
    take: (samples) => numbers(samples, rule),
    hints: () => null,
    rank:
      word === "cosine"
        ? cosineRanks(points)
        : (x, row, ranks) => {
            const asked = sparseRow(x, row);
            for (let i = 0; i < ranks.length; i++) ranks[i] = sum(asked, points, i);
          },
    distance: euclidean ? Math.sqrt : itself,
    reduce: euclidean ? (distance) => distance * distance : itself,
  };
}

function cosineRanks(points: CompressedRows): Ranker["rank"] {
  const squares = new Float64Array(points.rows);
  for (let i = 0; i < points.rows; i++) {
    for (let k = points.indptr[i] ?? 0; k < (points.indptr[i + 1] ?? 0); k++) {
      squares[i] = (squares[i] ?? 0) + (points.values[k] ?? 0) ** 2;
    }
  }
  return (x, row, ranks) => {
    const asked = sparseRow(x, row);
    const own = asked.values.reduce((sum, value) => sum + value * value, 0);
    for (let i = 0; i < ranks.length; i++) {
      ranks[i] = cosineDistance(pairDot(asked, points, i), own, squares[i] ?? 0);
    }
  };
}

/** Rows that hold their distances to all training points; what a sparse row does not store is no neighbour. */
export function precomputedRanker(state: State): Ranker {
  const count = pointCount(state);
  const inputs = state.numberInputs(count);
  const rule = { className: state.className, inputs };
  return {
    count,
    inputs,
    take: (samples) => distancesOf(samples, rule),
    hints: () => null,
    rank(x, row, ranks) {
      if (x.kind === "dense") {
        ranks.set(x.data.subarray(row * count, (row + 1) * count));
        return;
      }
      ranks.fill(Number.NaN);
      for (let k = x.indptr[row] ?? 0; k < (x.indptr[row + 1] ?? 0); k++) {
        ranks[x.indices[k] ?? 0] = x.values[k] ?? 0;
      }
    },
    distance: itself,
    reduce: itself,
    tooFew: (k) => wrongKind(rule, `distances to at least ${k} points in every row`, "fewer"),
  };
}

/** `_fit_X` holds the distances among the training points, of which only the number matters. */
function pointCount(state: State): number {
  const held = state.value("_fit_X");
  const matrix = sparseOf(held);
  const shape = held instanceof NdArray ? held.shape : [matrix?.rows, matrix?.columns];
  const [count = 0] = shape;
  if (shape.length === 2 && count > 0 && shape[1] === count) return count;
  throw state.mismatch("_fit_X", "distances between all points", describe(held));
}

function distancesOf(samples: Samples, rule: NumberRule): Matrix | SparseMatrix {
  const x = numbers(samples, rule);
  const values = x.kind === "dense" ? x.data : x.values;
  const negative = values.find((value) => value < 0);
  if (negative === undefined) return x;
  throw wrongKind(rule, "distances, which are at least 0", String(negative));
}
