// KNeighborsClassifier: the nearest training points vote.

import type { Estimator } from "../../estimator.ts";
import { floatMatrix, takeLabelColumns, takeLabels } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import {
  findNeighbors,
  kneighborsMethod,
  type NeighborTable,
  readNeighborCount,
  readWeights,
  weigh,
} from "./neighbor-table.ts";
import { type LabelTargets, readLabelTargets } from "./targets.ts";
import { readTrainingPoints } from "./training-points.ts";

/** Neighbours whose distances have become weights. */
type Votes = NeighborTable;

/** @see sklearn/neighbors/_classification.py `KNeighborsClassifier` */
export function readKNeighborsClassifier(state: State): Estimator {
  const points = readTrainingPoints(state);
  const k = readNeighborCount(state, points);
  const weights = readWeights(state);
  const targets = readLabelTargets(state, points.count);
  const { classes, isTable } = targets;
  const votesOf = (samples: Samples): Votes => {
    const table = findNeighbors(points, samples, k);
    if (weights === "uniform") table.distances.fill(1);
    else for (let row = 0; row < table.rows; row++) weigh(weightsOf(table, row));
    return table;
  };
  const predictProba = (samples: Samples): readonly ArrayResult[] => {
    const votes = votesOf(samples);
    return classes.map((labels, output) => {
      const data = shares(votes, targets, output);
      return floatMatrix(data, votes.rows, labels.values.length);
    });
  };
  const single = (results: readonly ArrayResult[]) =>
    isTable ? results : (results[0] ?? floatMatrix(new Float64Array(0), 0, 0));
  return {
    ...state.description(),
    role: "classifier",
    inputs: points.inputs,
    classes,
    outputs: classes.length,
    children: [],
    hints: () => points.hints(),
    predict(samples): ArrayResult {
      const winners = winnersOf(votesOf(samples), targets);
      const [first] = classes;
      if (isTable || first === undefined) return takeLabelColumns(classes, winners);
      return takeLabels(first, winners);
    },
    predictProba: (samples) => single(predictProba(samples)),
    ...kneighborsMethod(points, k),
  };
}

function weightsOf({ distances, k }: NeighborTable, row: number): Float64Array {
  return distances.subarray(row * k, (row + 1) * k);
}

/**
 * rows × outputs: the label with most weight, the first of several. Each label's weights are added up among
 * zeros, as numpy does it.
 *
 * @see scipy.stats.mode, sklearn/utils/extmath.py `weighted_mode`
 */
function winnersOf(votes: Votes, { classes, codes }: LabelTargets): Int32Array {
  const outputs = classes.length;
  const winners = new Int32Array(votes.rows * outputs);
  const own = new Float64Array(votes.k);
  for (let row = 0; row < votes.rows; row++) {
    const weights = weightsOf(votes, row);
    for (let output = 0; output < outputs; output++) {
      const voted = votedCodes(votes, row, (point) => codes[point * outputs + output] ?? 0);
      let most = 0;
      for (const code of [...new Set(voted)].sort((a, b) => a - b)) {
        for (let i = 0; i < own.length; i++) own[i] = voted[i] === code ? (weights[i] ?? 0) : 0;
        const sum = pairwiseSum(own, 0, own.length);
        if (sum > most) {
          most = sum;
          winners[row * outputs + output] = code;
        }
      }
    }
  }
  return winners;
}

function votedCodes(
  { indices, k }: Votes,
  row: number,
  codeOf: (point: number) => number,
): Int32Array {
  return indices.subarray(row * k, (row + 1) * k).map(codeOf);
}

/** rows × labels: the weights of each label over all weights. */
function shares(votes: Votes, { classes, codes }: LabelTargets, output: number): Float64Array {
  const outputs = classes.length;
  const labels = classes[output]?.values.length ?? 0;
  const data = new Float64Array(votes.rows * labels);
  for (let row = 0; row < votes.rows; row++) {
    const start = row * labels;
    for (let i = row * votes.k; i < (row + 1) * votes.k; i++) {
      const at = start + (codes[(votes.indices[i] ?? 0) * outputs + output] ?? 0);
      data[at] = (data[at] ?? 0) + (votes.distances[i] ?? 0);
    }
    const total = pairwiseSum(data, start, labels);
    for (let at = start; at < start + labels; at++) data[at] = (data[at] ?? 0) / (total || 1);
  }
  return data;
}
