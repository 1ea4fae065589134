// The training points of an estimator of neighbours, and how they are searched: by the tree that the file
// holds, or one by one ("brute"). `_fit_method` says which.

import { BinaryTree } from "../../../objects/binary-tree.ts";
import { float64Values, NdArray } from "../../../objects/ndarray.ts";
import { sparseOf } from "../../../objects/scipy-globals.ts";
import type { PyValue } from "../../../objects/values.ts";
import { describe } from "../../attribute-values.ts";
import { denseNumbers, wrongKind } from "../../inputs.ts";
import { pointHints } from "../../point-hints.ts";
import type { Matrix, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { metricParameters, readMetric, readMetricObject } from "../metrics/read-metric.ts";
import { bruteSearch } from "./brute-search.ts";
import { NeighborHeap } from "./neighbor-heap.ts";
import type { TrainingPoints } from "./point-search.ts";
import { nearestInTree, readPointTree, withinInTree } from "./point-tree.ts";
import { denseRanker, precomputedRanker, type Ranker, readSparseRanker } from "./rankers.ts";

/** @throws ESTIMATOR_INVALID, and ESTIMATOR_UNSUPPORTED for a metric that is a Python function */
export function readTrainingPoints(state: State): TrainingPoints {
  const method = state.option("_fit_method", ["brute", "kd_tree", "ball_tree"]);
  return method === "brute" ? readBrute(state) : readTree(state);
}

function readTree(state: State): TrainingPoints {
  const tree = state.value("_tree");
  if (!(tree instanceof BinaryTree)) throw state.mismatch("_tree", "a tree", describe(tree));
  const { data, metric: held } = tree.parts;
  const [count = 0, width = 0] = data.shape;
  if (count < 1 || width < 1) throw state.mismatch("_tree", "a tree of points", "one without");
  const inputs = state.numberInputs(width);
  const rule = { className: state.className, inputs };
  const metric = readMetricObject({ state, name: "_tree", width }, held);
  const points = readPointTree(state, "_tree", { tree, metric });
  const rowOf = (x: Matrix | SparseMatrix, row: number) =>
    x.kind === "dense" ? x.data.subarray(row * width, (row + 1) * width) : new Float64Array(width);
  return {
    count,
    inputs,
    take(samples) {
      if (samples.kind !== "sparse") return denseNumbers(samples, rule);
      throw wrongKind(rule, "dense rows, as it searches a tree", "sparse rows");
    },
    heap: (k) => new NeighborHeap(k, state.writtenBy),
    hints: () => pointHints(float64Values(data), width),
    nearest(x, row, heap) {
      heap.clear();
      nearestInTree(points, rowOf(x, row), heap);
      heap.sort();
      const { distances } = heap;
      for (let i = 0; i < distances.length; i++) {
        distances[i] = metric.distance(distances[i] ?? 0);
      }
    },
    within(x, row, { radius, found }) {
      found.clear();
      withinInTree(points, rowOf(x, row), { radius, found });
    },
  };
}

function readBrute(state: State): TrainingPoints {
  const ranker = readRanker(state);
  if (ranker.count < 1) throw state.mismatch("_fit_X", "training points", "none");
  return {
    count: ranker.count,
    inputs: ranker.inputs,
    take: ranker.take,
    hints: ranker.hints,
    heap: (k) => new NeighborHeap(k, state.writtenBy),
    ...bruteSearch(ranker, isChosenByNumpy(state)),
  };
}

/**
 * Whether numpy chose the nearest: until 1.0, and later where scikit-learn's own distances cannot be used. From
 * 1.4 on it was numpy 2, whose choice among equally near points depends on the processor.
 */
function isChosenByNumpy(state: State): boolean {
  if (!versionAtLeast(state.writtenBy, "1.1")) return true;
  const held = state.value("_fit_X");
  const isOwn = state.optional("effective_metric_") !== "precomputed" && isReduced(state, held);
  return held instanceof NdArray && !isOwn && !versionAtLeast(state.writtenBy, "1.4");
}

function readRanker(state: State): Ranker {
  const held = state.value("_fit_X");
  const metric = state.optional("effective_metric_");
  if (metric === "precomputed") return precomputedRanker(state);
  const sparse = sparseOf(held);
  if (sparse !== null) return readSparseRanker(state, sparse);
  const allowsMissing = metric === "nan_euclidean" && versionAtLeast(state.writtenBy, "1.6");
  const { shape, data } = allowsMissing
    ? state.rawFloat64("_fit_X", [null, null])
    : state.float64("_fit_X", [null, null]);
  const [rows = 0, columns = 0] = shape;
  if (columns < 1) throw state.mismatch("_fit_X", "training points", "some without columns");
  return denseRanker(state, {
    points: { kind: "dense", data, rows, columns },
    metric: readMetric(
      { state, name: "effective_metric_", width: columns },
      metricParameters(state, "effective_metric_params_"),
      !isReduced(state, held),
    ),
    allowsMissing,
  });
}

/** Whether scikit-learn's own compiled distances are used for brute force, since 1.1, and not scipy's. */
function isReduced(state: State, points: PyValue): boolean {
  if (!(points instanceof NdArray) || !versionAtLeast(state.writtenBy, "1.1")) return false;
  return points.dtype.code === "f" && points.dtype.itemSize === 8 && !points.fortran;
}
