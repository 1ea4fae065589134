// KNeighborsRegressor: the mean of the nearest training points, weighed or not.

import type { Estimator } from "../../estimator.ts";
import { floatMatrix, floatVector } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import { columnMean } from "./column-mean.ts";
import {
  findNeighbors,
  kneighborsMethod,
  type NeighborTable,
  readNeighborCount,
  readWeights,
  weigh,
} from "./neighbor-table.ts";
import { type NumberTargets, readNumberTargets } from "./targets.ts";
import { readTrainingPoints } from "./training-points.ts";

/** @see sklearn/neighbors/_regression.py `KNeighborsRegressor.predict` */
export function readKNeighborsRegressor(state: State): Estimator {
  const points = readTrainingPoints(state);
  const k = readNeighborCount(state, points);
  const weights = readWeights(state);
  const targets = readNumberTargets(state, points.count);
  const { outputs, isVector } = targets;
  const answer = (samples: Samples): ArrayResult => {
    const table = findNeighbors(points, samples, k);
    const data = weights === "uniform" ? means(table, targets) : weighedMeans(table, targets);
    return isVector ? floatVector(data) : floatMatrix(data, table.rows, outputs);
  };
  return {
    ...state.description(),
    role: "regressor",
    inputs: points.inputs,
    classes: null,
    outputs,
    children: [],
    hints: () => points.hints(),
    predict: answer,
    ...kneighborsMethod(points, k),
  };
}

/** rows × outputs. */
function means({ rows, k, indices }: NeighborTable, targets: NumberTargets): Float64Array {
  const { outputs } = targets;
  const answers = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    const near = indices.subarray(row * k, (row + 1) * k);
    for (let output = 0; output < outputs; output++) {
      answers[row * outputs + output] = columnMean(targets, near, output);
    }
  }
  return answers;
}

/** Σ weight · number over Σ weight. */
function weighedMeans(table: NeighborTable, { values, outputs }: NumberTargets): Float64Array {
  const { rows, k, distances, indices } = table;
  const answers = new Float64Array(rows * outputs);
  const products = new Float64Array(k);
  for (let row = 0; row < rows; row++) {
    const weights = distances.subarray(row * k, (row + 1) * k);
    weigh(weights);
    const total = pairwiseSum(weights, 0, k);
    for (let output = 0; output < outputs; output++) {
      for (let i = 0; i < k; i++) {
        const point = indices[row * k + i] ?? 0;
        products[i] = (values[point * outputs + output] ?? 0) * (weights[i] ?? 0);
      }
      answers[row * outputs + output] = pairwiseSum(products, 0, k) / total;
    }
  }
  return answers;
}
