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
  const labelsOf = (votes: Votes): ArrayResult => {
    const winners = winnersOf(votes, targets);
    const [first] = classes;
    if (isTable || first === undefined) return takeLabelColumns(classes, winners);
    return takeLabels(first, winners);
  };
  const probabilitiesOf = (votes: Votes): ArrayResult | readonly ArrayResult[] => {
    const results = classes.map((labels, output) => {
      const data = shares(votes, targets, output);
      return floatMatrix(data, votes.rows, labels.values.length);
    });
    return isTable ? results : (results[0] ?? floatMatrix(new Float64Array(0), 0, 0));
  };
  return {
    ...state.description(),
    role: "classifier",
    inputs: points.inputs,
    classes,
    outputs: classes.length,
    children: [],
    hints: () => points.hints(),
    predict: (samples) => labelsOf(votesOf(samples)),
    predictProba: (samples) => probabilitiesOf(votesOf(samples)),
    predictBoth(samples) {
      const votes = votesOf(samples);
      return { labels: labelsOf(votes), probabilities: probabilitiesOf(votes) };
    },
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
  const { rows, k, indices, distances } = votes;
  const outputs = classes.length;
  const winners = new Int32Array(rows * outputs);
  const voted = new Int32Array(k);
  const own = new Float64Array(k);
  for (let row = 0; row < rows; row++) {
    for (let output = 0; output < outputs; output++) {
      for (let i = 0; i < k; i++) {
        voted[i] = codes[(indices[row * k + i] ?? 0) * outputs + output] ?? 0;
      }
      let most = 0;
      for (let code = nextCode(voted, -1); code < Infinity; code = nextCode(voted, code)) {
        for (let i = 0; i < k; i++) {
          own[i] = voted[i] === code ? (distances[row * k + i] ?? 0) : 0;
        }
        const sum = pairwiseSum(own, 0, k);
        if (sum > most) {
          most = sum;
          winners[row * outputs + output] = code;
        }
      }
    }
  }
  return winners;
}

/** The smallest code above another one; Infinity where there is none. */
function nextCode(codes: Int32Array, last: number): number {
  let next = Infinity;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    if (code > last && code < next) next = code;
  }
  return next;
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
