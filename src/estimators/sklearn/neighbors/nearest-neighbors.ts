// NearestNeighbors, and the transformers that write neighbours as a sparse matrix.

import type { CompressedRows } from "../../../objects/sparse-rows.ts";
import type { Estimator } from "../../estimator.ts";
import type { Samples, SparseMatrix } from "../../samples.ts";
import { risingRows } from "../../sparse-pairs.ts";
import type { State } from "../../state.ts";
import {
  findNeighbors,
  kneighborsMethod,
  readNeighborCount,
  readRadius,
} from "./neighbor-table.ts";
import { Neighborhood } from "./neighborhood.ts";
import type { TrainingPoints } from "./point-search.ts";
import { readTrainingPoints } from "./training-points.ts";

/** @see sklearn/neighbors/_unsupervised.py `NearestNeighbors` */
export function readNearestNeighbors(state: State): Estimator {
  const points = readTrainingPoints(state);
  return {
    ...common(state, points),
    role: "neighbors",
    ...(state.isSet("n_neighbors") && kneighborsMethod(points, readNeighborCount(state, points))),
  };
}

/**
 * The nearest as rows of a sparse matrix; one more than asked where distances are written, since a training
 * sample is its own first neighbour.
 *
 * @see sklearn/neighbors/_graph.py `KNeighborsTransformer.transform`
 */
export function readKNeighborsTransformer(state: State): Estimator {
  const points = readTrainingPoints(state);
  const k = readNeighborCount(state, points);
  const isDistance = readMode(state) === "distance";
  const written = isDistance ? k + 1 : k;
  if (written > points.count) {
    throw state.mismatch("n_neighbors", `under ${points.count} points`, String(k));
  }
  const transform = (samples: Samples): SparseMatrix => {
    const { rows, distances, indices } = findNeighbors(points, samples, written);
    return sparseResult({
      rows,
      columns: points.count,
      indptr: Int32Array.from({ length: rows + 1 }, (_, row) => row * written),
      indices,
      values: isDistance ? distances : distances.fill(1),
    });
  };
  return {
    ...common(state, points),
    role: "transformer",
    transformWidth: points.count,
    transform,
    ...kneighborsMethod(points, k),
  };
}

/** @see sklearn/neighbors/_graph.py `RadiusNeighborsTransformer.transform` */
export function readRadiusNeighborsTransformer(state: State): Estimator {
  const points = readTrainingPoints(state);
  const radius = readRadius(state);
  const isDistance = readMode(state) === "distance";
  return {
    ...common(state, points),
    role: "transformer",
    transformWidth: points.count,
    transform(samples) {
      const x = points.take(samples);
      const found = new Neighborhood(points.count);
      const parts: { readonly indices: Int32Array; readonly values: Float64Array }[] = [];
      for (let row = 0; row < x.rows; row++) {
        points.within(x, row, { radius, found });
        const values = isDistance ? found.distances.slice() : new Float64Array(found.count).fill(1);
        parts.push({ values, indices: found.indices.slice() });
      }
      return joined(parts, points.count);
    },
  };
}

function common(state: State, points: TrainingPoints): Omit<Estimator, "role"> {
  return {
    ...state.description(),
    inputs: points.inputs,
    classes: null,
    outputs: 1,
    children: [],
    hints: () => points.hints(),
  };
}

function readMode(state: State): "distance" | "connectivity" {
  return state.option("mode", ["distance", "connectivity"]);
}

function joined(
  parts: readonly { readonly indices: Int32Array; readonly values: Float64Array }[],
  columns: number,
): SparseMatrix {
  const indptr = new Int32Array(parts.length + 1);
  for (const [row, { indices }] of parts.entries()) {
    indptr[row + 1] = (indptr[row] ?? 0) + indices.length;
  }
  const indices = new Int32Array(indptr[parts.length] ?? 0);
  const values = new Float64Array(indices.length);
  for (const [row, part] of parts.entries()) {
    indices.set(part.indices, indptr[row]);
    values.set(part.values, indptr[row]);
  }
  return sparseResult({ rows: parts.length, columns, indptr, indices, values });
}

/** With rising columns; scikit-learn leaves them in the order of the neighbours. */
function sparseResult(rows: CompressedRows): SparseMatrix {
  return { kind: "sparse", ...risingRows(rows) };
}
