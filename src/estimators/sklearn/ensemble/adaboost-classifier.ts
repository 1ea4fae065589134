// AdaBoostClassifier: weighted votes (SAMME), or votes by the logarithms of probabilities (SAMME.R, until 1.5).

import type { Estimator, Labels } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import {
  commonInputs,
  labelPositions,
  mergedHints,
  probabilitiesOf,
  readMembers,
} from "../../members.ts";
import { normalizeRows, softmaxRows } from "../../probabilities.ts";
import { argmaxRows, floatMatrix, floatVector, logOf, takeLabels } from "../../results.ts";
import { type ArrayResult, type Samples, sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import { versionAtLeast } from "../../version.ts";
import { checkedSamples } from "./checked-samples.ts";

/** What one member adds to the sums of all classes. */
type Vote = (samples: Samples) => Float64Array;

/** @see sklearn/ensemble/_weight_boosting.py `AdaBoostClassifier` */
export function readAdaBoostClassifier(state: State): Estimator {
  const labels = state.labels("classes_");
  const members = readMembers(state, "estimators_");
  const weights = readWeights(state, members.length);
  const total = pairwiseSum(weights, 0, weights.length);
  const votes = members.map((member, i) => readVote(state, member, labels, weights[i] ?? 0));
  const probabilityVotes = readProbabilityVotes(state, members, weights) ?? votes;
  const inputs = { ...commonInputs(state, members), allowsMissing: false };
  const rule: NumberRule = { className: state.className, inputs };
  const count = labels.values.length;

  const mean = (each: readonly Vote[], samples: Samples): Float64Array => {
    const x = checkedSamples(samples, rule);
    return sumOf(each, x, sampleCount(x) * count).map((sum) => sum / total);
  };
  const decide = (samples: Samples) => decisions(mean(votes, samples), count);
  const predictProba = (samples: Samples): ArrayResult => {
    const rows = sampleCount(samples);
    if (count === 1) return floatMatrix(new Float64Array(rows).fill(1), rows, 1);
    const probabilities = versionAtLeast(state.writtenBy, "0.22")
      ? fromDecisions(decide(samples), count)
      : formerProbabilities(mean(probabilityVotes, samples), count);
    return floatMatrix(probabilities, rows, count);
  };
  return {
    ...state.description(),
    role: "classifier",
    inputs,
    classes: [labels],
    outputs: 1,
    children: [],
    hints: () => mergedHints(members, inputs.width),
    predict(samples) {
      const scores = decide(samples);
      if (count === 2) {
        return takeLabels(
          labels,
          Int32Array.from(scores, (score) => (score > 0 ? 1 : 0)),
        );
      }
      return takeLabels(labels, argmaxRows(scores, count));
    },
    predictProba,
    predictLogProba: (samples) => logOf(predictProba(samples)),
    decisionFunction(samples) {
      const scores = decide(samples);
      return count === 2 ? floatVector(scores) : floatMatrix(scores, scores.length / count, count);
    },
  };
}

/** One weight per member, and zeros for those that an early stop has left out. */
export function readWeights(state: State, members: number): Float64Array {
  const { data } = state.float64("estimator_weights_", [null]);
  if (data.length < members) {
    throw state.mismatch("estimator_weights_", `${members} numbers`, String(data.length));
  }
  return data;
}

/** SAMME.R was the default until 1.5 and is gone since 1.6, where the default became "deprecated". */
function isReal(state: State): boolean {
  const former = !versionAtLeast(state.writtenBy, "1.6");
  const algorithms = ["SAMME", "SAMME.R", "deprecated"] as const;
  return former && state.option("algorithm", algorithms, "SAMME.R") === "SAMME.R";
}

function readVote(state: State, member: Estimator, labels: Labels, weight: number): Vote {
  const count = labels.values.length;
  if (isReal(state)) {
    const probabilities = probabilitiesOf(state, member);
    if (member.classes?.[0]?.values.length !== count) {
      throw state.invalid(`a ${member.className} in it knows other classes than it does`);
    }
    return (samples) => realVotes(probabilities(samples), count);
  }
  const { predict } = member;
  if (predict === undefined) throw state.invalid(`a ${member.className} in it cannot predict`);
  const positions = labelPositions(labels);
  // Since 1.3.1 a vote for one class is a vote against the others.
  const against = versionAtLeast(state.writtenBy, "1.3.1") ? (-1 / (count - 1)) * weight : 0;
  return (samples) => {
    const voted = positions(predict(samples));
    const votes = new Float64Array(voted.length * count).fill(count === 1 ? 0 : against);
    for (const [row, position] of voted.entries()) {
      if (position >= 0) votes[row * count + position] = weight;
    }
    return votes;
  };
}

/** Until 0.21 SAMME's probabilities came from those of its members; null where the votes serve for both. */
function readProbabilityVotes(
  state: State,
  members: readonly Estimator[],
  weights: Float64Array,
): readonly Vote[] | null {
  if (versionAtLeast(state.writtenBy, "0.22") || isReal(state)) return null;
  return members.map((member, i): Vote => {
    const probabilities = probabilitiesOf(state, member);
    return (samples) => probabilities(samples).map((p) => p * (weights[i] ?? 0));
  });
}

/**
 * (K − 1) · (log p − mean of log p), where probabilities of 0 count as the smallest step of a float64.
 *
 * @see sklearn/ensemble/_weight_boosting.py `_samme_proba`
 */
function realVotes(probabilities: Float64Array, count: number): Float64Array {
  const votes = probabilities.map((p) => Math.log(Math.max(p, Number.EPSILON)));
  for (let start = 0; start < votes.length; start += count) {
    const share = (1 / count) * pairwiseSum(votes, start, count);
    for (let k = 0; k < count; k++) {
      votes[start + k] = (count - 1) * ((votes[start + k] ?? 0) - share);
    }
  }
  return votes;
}

function sumOf(votes: readonly Vote[], samples: Samples, length: number): Float64Array {
  const sums = new Float64Array(length);
  for (const vote of votes) {
    for (const [i, value] of vote(samples).entries()) sums[i] = (sums[i] ?? 0) + value;
  }
  return sums;
}

/** For two classes, how much more the second has; else the sums themselves. */
function decisions(sums: Float64Array, count: number): Float64Array {
  if (count !== 2) return sums;
  return Float64Array.from(
    { length: sums.length / 2 },
    (_, row) => -(sums[2 * row] ?? 0) + (sums[2 * row + 1] ?? 0),
  );
}

/** @see sklearn/ensemble/_weight_boosting.py `AdaBoostClassifier._compute_proba_from_decision` */
function fromDecisions(scores: Float64Array, count: number): Float64Array {
  if (count !== 2)
    return softmaxRows(
      scores.map((score) => score / (count - 1)),
      count,
    );
  const both = new Float64Array(2 * scores.length);
  for (const [row, score] of scores.entries()) {
    both[2 * row] = -score / 2;
    both[2 * row + 1] = score / 2;
  }
  return softmaxRows(both, 2);
}

/**
 * Until 0.21: exp(score / (K − 1)) over its row's sum.
 *
 * @see sklearn/ensemble/weight_boosting.py `AdaBoostClassifier.predict_proba` (0.21)
 */
function formerProbabilities(scores: Float64Array, count: number): Float64Array {
  const powers = scores.map((score) => Math.exp((1 / (count - 1)) * score));
  return normalizeRows(powers, count, "uniform");
}
