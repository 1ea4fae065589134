// Voting: members of different kinds, whose labels are counted or whose probabilities or numbers are averaged.

import type { Estimator } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import {
  answerNumbers,
  commonInputs,
  mergedHints,
  probabilitiesOf,
  readMembers,
} from "../../members.ts";
import { argmaxRows, floatMatrix, floatVector, takeLabels } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import { blockNames } from "./block-names.ts";
import { encodedClasses } from "./encoded-classes.ts";

/** @see sklearn/ensemble/_voting.py `VotingRegressor` */
export function readVotingRegressor(state: State): Estimator {
  const { members, weights, common, memberNames } = readVoting(state);
  const asks = members.map((member) => {
    const { predict } = member;
    if (predict !== undefined && member.outputs === 1) return predict;
    throw state.invalid(`a ${member.className} in it does not predict one number`);
  });
  return {
    ...common,
    role: "regressor",
    classes: null,
    transformWidth: members.length,
    outputNames: memberNames(1),
    predict: (samples) =>
      floatVector(
        average(
          asks.map((ask) => answerNumbers(ask(samples))),
          weights,
        ),
      ),
    transform: (samples) =>
      sideBySide(
        asks.map((ask) => ask(samples)),
        1,
        "float",
      ),
  };
}

/** @see sklearn/ensemble/_voting.py `VotingClassifier` */
export function readVotingClassifier(state: State): Estimator {
  return state.option("voting", ["hard", "soft"], "hard") === "hard"
    ? hardVoting(state)
    : softVoting(state);
}

/** The label with the most votes, the first among equals. Members predict positions of labels. */
function hardVoting(state: State): Estimator {
  const { members, weights, common, memberNames } = readVoting(state);
  const labels = state.labels("classes_");
  const count = labels.values.length;
  const asks = members.map((member) => {
    encodedClasses(state, member, count);
    if (member.predict !== undefined) return member.predict;
    throw state.invalid(`a ${member.className} in it cannot predict`);
  });
  return {
    ...common,
    role: "classifier",
    classes: [labels],
    transformWidth: members.length,
    outputNames: memberNames(1),
    predict(samples) {
      const answers = asks.map((ask) => answerNumbers(ask(samples)));
      const votes = new Float64Array((answers[0]?.length ?? 0) * count);
      for (const [i, answer] of answers.entries()) {
        const weight = weights?.[i] ?? 1;
        for (const [row, position] of answer.entries()) {
          const at = row * count + position;
          votes[at] = (votes[at] ?? 0) + weight;
        }
      }
      return takeLabels(labels, argmaxRows(votes, count));
    },
    transform: (samples) =>
      sideBySide(
        asks.map((ask) => ask(samples)),
        1,
        "int",
      ),
  };
}

function softVoting(state: State): Estimator {
  const { members, weights, common, memberNames } = readVoting(state);
  const labels = state.labels("classes_");
  const count = labels.values.length;
  const asks = members.map((member) => {
    if (member.classes?.[0]?.values.length !== count) {
      throw state.invalid(`a ${member.className} in it knows other classes than it does`);
    }
    const ask = probabilitiesOf(state, member);
    return (samples: Samples): ArrayResult => {
      const data = ask(samples);
      return floatMatrix(data, data.length / count, count);
    };
  });
  const shares = (samples: Samples) =>
    average(
      asks.map((ask) => answerNumbers(ask(samples))),
      weights,
    );
  // Without flattening, as the default None meant until 0.20, scikit-learn's answer has three dimensions:
  // there is no such answer here.
  const flat = state.isSet("flatten_transform") && state.boolean("flatten_transform");
  return {
    ...common,
    role: "classifier",
    classes: [labels],
    predict: (samples) => takeLabels(labels, argmaxRows(shares(samples), count)),
    predictProba(samples) {
      const data = shares(samples);
      return floatMatrix(data, data.length / count, count);
    },
    ...(flat && {
      transformWidth: members.length * count,
      outputNames: memberNames(count, true),
      transform: (samples) =>
        sideBySide(
          asks.map((ask) => ask(samples)),
          count,
          "float",
        ),
    }),
  };
}

function readVoting(state: State) {
  const members = readMembers(state, "estimators_");
  const names = keptMembers(state, members.length);
  const inputs = commonInputs(state, members);
  const common = {
    ...state.description(),
    inputs,
    outputs: 1,
    children: members.map((estimator, i) => ({ name: names[i]?.name ?? "", estimator })),
    hints: () => mergedHints(members, inputs.width),
  };
  const weights = state.isSet("weights") ? readWeights(state, names) : null;
  const rule: NumberRule = { className: state.className, inputs };
  const memberNames = (width: number, numbersOne = false) => {
    const blocks = names.map(({ name }) => ({ name, width }));
    return blockNames(rule, blocks, { numbersOne });
  };
  return { members, weights, common, memberNames };
}

interface Kept {
  readonly name: string;
  /** Position among the estimators as they were given. */
  readonly position: number;
}

/** Names of the estimators that were not dropped. */
export function keptMembers(state: State, count: number): readonly Kept[] {
  const kept = state
    .namedList("estimators")
    .flatMap(({ name, value }, position) =>
      value === null || value === "drop" ? [] : [{ name, position }],
    );
  if (kept.length === count) return kept;
  throw state.mismatch("estimators", `${count} that are not dropped`, String(kept.length));
}

function readWeights(state: State, kept: readonly Kept[]): Float64Array {
  const { data } = state.float64("weights", [state.list("estimators").length]);
  const weights = Float64Array.from(kept, ({ position }) => data[position] ?? 0);
  if (weights.reduce((a, b) => a + b, 0) !== 0) return weights;
  throw state.mismatch("weights", "numbers with a sum", "a sum of 0");
}

/** @see numpy/lib/function_base.py `average` over the members, added in their order */
function average(answers: readonly Float64Array[], weights: Float64Array | null): Float64Array {
  const total = weights === null ? answers.length : pairwiseSum(weights, 0, weights.length);
  const means = new Float64Array(answers[0]?.length ?? 0);
  for (const [i, answer] of answers.entries()) {
    const weight = weights?.[i] ?? 1;
    for (let j = 0; j < means.length; j++) means[j] = (means[j] ?? 0) + (answer[j] ?? 0) * weight;
  }
  for (const [j, sum] of means.entries()) means[j] = sum / total;
  return means;
}

/** Answers of `width` columns each, side by side. */
function sideBySide(
  answers: readonly ArrayResult[],
  width: number,
  type: "int" | "float",
): ArrayResult {
  const parts = answers.map(answerNumbers);
  const rows = (parts[0]?.length ?? 0) / width;
  const columns = parts.length * width;
  const data = new Float64Array(rows * columns);
  for (const [i, part] of parts.entries()) {
    for (let row = 0; row < rows; row++) {
      const from = part.subarray(row * width, (row + 1) * width);
      data.set(from, row * columns + i * width);
    }
  }
  return { kind: "array", shape: [rows, columns], type, data };
}
