// Clusterers that answer with the nearest center: k-means, Birch, mean shift, affinity propagation.

import type { Estimator } from "../../estimator.ts";
import { denseRows, type NumberRule, numbers } from "../../inputs.ts";
import { pointHints } from "../../point-hints.ts";
import { floatMatrix, intVector } from "../../results.ts";
import type { Matrix, Samples, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { type Centers, centerDistances, nearestCenters, readCenters } from "./centers.ts";
import { readFittedOnly } from "./fitted-only.ts";

/**
 * Labels are the numbers of the nearest centers, the transformed row is the distance to each.
 *
 * @see sklearn/cluster/_kmeans.py `_BaseKMeans.predict`, `transform`
 */
export function readKMeans(state: State): Estimator {
  const centers = readCenters(state, "cluster_centers_");
  const { rule, common } = commonParts(state, centers);
  return {
    ...common,
    ...distanceMethods(centers, rule),
    predict: (samples) => intVector([...nearestCenters(numbers(samples, rule), centers)]),
  };
}

/** The label of the nearest subcluster. @see sklearn/cluster/_birch.py `Birch.predict`, `transform` */
export function readBirch(state: State): Estimator {
  const centers = readCenters(state, "subcluster_centers_");
  const labels = state.float64("subcluster_labels_", [centers.count]).data;
  const { rule, common } = commonParts(state, centers);
  return {
    ...common,
    ...distanceMethods(centers, rule),
    predict(samples) {
      const nearest = nearestCenters(numbers(samples, rule), centers);
      return intVector(Array.from(nearest, (k) => labels[k] ?? 0));
    },
  };
}

/** @see sklearn/cluster/_mean_shift.py `MeanShift.predict` */
export function readMeanShift(state: State): Estimator {
  return nearestOnly(state, versionAtLeast(state.writtenBy, "0.24") ? denseRows : numbers);
}

/**
 * Without centers, since it did not converge, every row is of cluster −1; fitted on distances, it cannot
 * predict.
 *
 * @see sklearn/cluster/_affinity_propagation.py `AffinityPropagation.predict`
 */
export function readAffinityPropagation(state: State): Estimator {
  // Fitted on distances between the rows, it has no answer for others.
  if (!state.has("cluster_centers_")) return readFittedOnly(state);
  const read = versionAtLeast(state.writtenBy, "0.24") ? numbers : denseRows;
  const { shape } = state.float64("cluster_centers_", [null, null]);
  if (shape[0] !== 0) return nearestOnly(state, read);
  const { rule, common } = commonParts(state, centersOfNone(shape[1] ?? 0));
  return {
    ...common,
    hints: () => null,
    predict: (samples) => intVector(new Array(read(samples, rule).rows).fill(-1)),
  };
}

function centersOfNone(features: number): Centers {
  return { count: 0, features, data: new Float64Array(), norms: new Float64Array() };
}

function nearestOnly(
  state: State,
  read: (samples: Samples, rule: NumberRule) => Matrix | SparseMatrix,
): Estimator {
  const centers = readCenters(state, "cluster_centers_");
  const { rule, common } = commonParts(state, centers);
  return {
    ...common,
    predict: (samples) => intVector([...nearestCenters(read(samples, rule), centers)]),
  };
}

/** What all clusterers with centers share. */
export function commonParts(
  state: State,
  centers: Centers,
): { readonly rule: NumberRule; readonly common: Estimator } {
  const inputs = state.numberInputs(centers.features);
  const rule: NumberRule = { className: state.className, inputs };
  return {
    rule,
    common: {
      ...state.description(),
      role: "clusterer",
      inputs,
      classes: null,
      outputs: 1,
      children: [],
      hints: () => pointHints(centers.data, centers.features),
    },
  };
}

/** `transform` to the distances from all centers. */
export function distanceMethods(
  centers: Centers,
  rule: NumberRule,
): Pick<Estimator, "transform"> & { readonly transformWidth: number } {
  return {
    transformWidth: centers.count,
    transform(samples) {
      const x = numbers(samples, rule);
      return floatMatrix(centerDistances(x, centers), x.rows, centers.count);
    },
  };
}
