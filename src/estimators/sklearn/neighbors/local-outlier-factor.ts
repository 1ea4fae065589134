// LocalOutlierFactor for new samples: how much thinner the training points lie around a row than around
// its neighbours.

import type { Estimator } from "../../estimator.ts";
import { type NumberRule, numbers } from "../../inputs.ts";
import { floatVector, intVector } from "../../results.ts";
import type { Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import { findNeighbors, kneighborsMethod } from "./neighbor-table.ts";
import { readTrainingPoints } from "./training-points.ts";

/**
 * Without `novelty=True` it has no answers for new samples but their neighbours.
 *
 * @see sklearn/neighbors/_lof.py `LocalOutlierFactor.score_samples`
 */
export function readLocalOutlierFactor(state: State): Estimator {
  const points = readTrainingPoints(state);
  // More neighbours than there are points are cut to n_neighbors_; only kneighbors insists on its number.
  const k = state.integer("n_neighbors_", 1, points.count);
  const asked = state.integer("n_neighbors", 1, 2 ** 31);
  const estimator: Estimator = {
    ...state.description(),
    role: "anomaly-detector",
    inputs: points.inputs,
    classes: null,
    outputs: 1,
    children: [],
    hints: () => points.hints(),
    ...(asked <= points.count && kneighborsMethod(points, asked)),
  };
  if (!state.boolean("novelty", false)) return estimator;
  const densities = state.float64("_lrd", [points.count]).data;
  const reaches = readReaches(state, points.count, k);
  const offset = state.number("offset_");
  if (!Number.isFinite(offset)) throw state.mismatch("offset_", "a finite number", String(offset));
  // Neighbours are found with missing numbers too, by a metric that knows them; scores are not.
  const inputs = { ...points.inputs, allowsMissing: false };
  const rule: NumberRule = { className: state.className, inputs };
  const scores = (samples: Samples): Float64Array => {
    const { rows, distances, indices } = findNeighbors(points, numbers(samples, rule), k);
    const answers = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const near = indices.subarray(row * k, (row + 1) * k);
      const reached = distances
        .subarray(row * k, (row + 1) * k)
        .map((distance, i) => Math.max(distance, reaches[near[i] ?? 0] ?? 0));
      const density = 1 / (pairwiseSum(reached, 0, k) / k + 1e-10);
      const ratios = Float64Array.from(near, (point) => (densities[point] ?? 0) / density);
      answers[row] = -(pairwiseSum(ratios, 0, k) / k);
    }
    return answers;
  };
  const decisions = (samples: Samples) => scores(samples).map((score) => score - offset);
  return {
    ...estimator,
    inputs,
    predict: (samples) =>
      intVector(Array.from(decisions(samples), (value) => (value < 0 ? -1 : 1))),
    decisionFunction: (samples) => floatVector(decisions(samples)),
    scoreSamples: (samples) => floatVector(scores(samples)),
  };
}

/** Each training point's distance to its k-th neighbour. */
function readReaches(state: State, count: number, k: number): Float64Array {
  const { shape, data } = state.float64("_distances_fit_X_", [count, null]);
  const [, width = 0] = shape;
  if (width < k) throw state.mismatch("_distances_fit_X_", `${k} columns wide`, String(width));
  return Float64Array.from({ length: count }, (_, i) => data[i * width + k - 1] ?? 0);
}
