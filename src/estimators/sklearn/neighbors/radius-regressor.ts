// RadiusNeighborsRegressor: the mean of all training points within a radius, NaN where there is none.

import type { Estimator } from "../../estimator.ts";
import { floatMatrix, floatVector } from "../../results.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import { columnMean, sum } from "./column-mean.ts";
import { readRadius, readWeights, weigh } from "./neighbor-table.ts";
import { Neighborhood } from "./neighborhood.ts";
import { type NumberTargets, readNumberTargets } from "./targets.ts";
import { readTrainingPoints } from "./training-points.ts";

/**
 * scikit-learn warns and answers NaN for a row without neighbours; whole-numbered targets make −2^63 of
 * it there, which is not copied.
 *
 * @see sklearn/neighbors/_regression.py `RadiusNeighborsRegressor.predict`
 */
export function readRadiusNeighborsRegressor(state: State): Estimator {
  const points = readTrainingPoints(state);
  const radius = readRadius(state);
  const weights = readWeights(state);
  const targets = readNumberTargets(state, points.count);
  const { outputs, isVector } = targets;
  return {
    ...state.description(),
    role: "regressor",
    inputs: points.inputs,
    classes: null,
    outputs,
    children: [],
    hints: () => points.hints(),
    predict(samples) {
      const x = points.take(samples);
      const found = new Neighborhood(points.count);
      const answers = new Float64Array(x.rows * outputs);
      for (let row = 0; row < x.rows; row++) {
        points.within(x, row, { radius, found });
        if (weights === "distance") weigh(found.distances);
        for (let output = 0; output < outputs; output++) {
          answers[row * outputs + output] =
            weights === "distance"
              ? weighedMean(targets, found, output)
              : columnMean(targets, found.indices, output);
        }
      }
      return isVector ? floatVector(answers) : floatMatrix(answers, x.rows, outputs);
    },
  };
}

/** @see numpy `average` */
function weighedMean(
  { values, outputs }: NumberTargets,
  { distances: weights, indices }: Neighborhood,
  output: number,
): number {
  const products = Float64Array.from(
    indices,
    (point, i) => (values[point * outputs + output] ?? 0) * (weights[i] ?? 0),
  );
  const total = pairwiseSum(weights, 0, weights.length);
  return (outputs === 1 ? pairwiseSum(products, 0, products.length) : sum(products)) / total;
}
