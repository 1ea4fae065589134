// OneVsOneClassifier: one estimator for every two classes; each votes for one of its two.

import { takeColumns } from "../../column-choice.ts";
import { inTrainingOrder } from "../../delegation.ts";
import type { Estimator, InputSpec } from "../../estimator.ts";
import { checkWidth, type NumberRule } from "../../inputs.ts";
import { argmaxRows, floatMatrix, floatVector, takeLabels } from "../../results.ts";
import { type Samples, sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import {
  type BinaryMember,
  memberChildren,
  memberHints,
  memberInputs,
  readBinaryMembers,
} from "./binary-members.ts";

/** @see sklearn/multiclass.py `OneVsOneClassifier` */
export function readOneVersusOne(state: State): Estimator {
  const labels = state.labels("classes_");
  const count = labels.values.length;
  const members = readBinaryMembers(state);
  const pairs = (count * (count - 1)) / 2;
  if (members.length !== pairs || pairs === 0) {
    throw state.mismatch("estimators_", `${pairs} estimators`, String(members.length));
  }
  const columns = readPairColumns(state, members);
  const inputs = columns === null ? memberInputs(state, members) : pairwiseInputs(state, columns);
  const rule: NumberRule = { className: state.className, inputs };
  const scores = (given: Samples): Float64Array => {
    const samples = inTrainingOrder(given, rule);
    if (columns !== null && "columns" in samples) checkWidth(widthOf(samples), rule);
    return scoreClasses(
      members,
      (i) => {
        const chosen = columns?.[i];
        return chosen === undefined ? samples : takeColumns(samples, chosen);
      },
      { rows: sampleCount(samples), classes: count },
    );
  };
  // Estimators of probabilities alone are compared with one half since 1.1.
  const threshold = versionAtLeast(state.writtenBy, "1.1") ? (members[0]?.threshold ?? 0) : 0;
  return {
    ...state.description(),
    role: "classifier",
    inputs,
    classes: [labels],
    outputs: 1,
    children: memberChildren(members),
    hints: () => (columns === null ? memberHints(members, inputs.width) : null),
    predict(samples) {
      const all = scores(samples);
      if (count > 2) return takeLabels(labels, argmaxRows(all, count));
      const chosen = Int32Array.from(secondColumn(all), (score) => (score > threshold ? 1 : 0));
      return takeLabels(labels, chosen);
    },
    decisionFunction(samples) {
      const all = scores(samples);
      if (count === 2) return floatVector(secondColumn(all));
      return floatMatrix(all, all.length / count, count);
    },
  };
}

/** Which columns each estimator takes, where the samples are kernel values; else null. */
function readPairColumns(
  state: State,
  members: readonly BinaryMember[],
): readonly Int32Array[] | null {
  if (!state.isSet("pairwise_indices_")) return null;
  const name = "pairwise_indices_";
  const columns = state.float64List(name, [null]).map(({ data }, i) => {
    const broken = data.find((column) => !Number.isInteger(column));
    if (broken === undefined) return Int32Array.from(data);
    throw state.mismatch(`${name}[${i}]`, "whole numbers", String(broken));
  });
  if (columns.length !== members.length) {
    throw state.mismatch(name, `${members.length} lists of columns`, String(columns.length));
  }
  for (const [i, { estimator }] of members.entries()) {
    const width = estimator?.inputs.width ?? null;
    const given = columns[i]?.length ?? 0;
    if (width !== null && width !== given) {
      throw state.mismatch(`${name}[${i}]`, `${width} columns`, String(given));
    }
  }
  return columns;
}

function pairwiseInputs(state: State, columns: readonly Int32Array[]): InputSpec {
  const inputs = state.numberInputs(null);
  const { width } = inputs;
  if (width === null) throw state.invalid("it does not say how many features it takes");
  for (const [i, list] of columns.entries()) {
    const outside = list.find((column) => column < 0 || column >= width);
    if (outside !== undefined) {
      throw state.mismatch(`pairwise_indices_[${i}]`, `columns under ${width}`, String(outside));
    }
  }
  return inputs;
}

function widthOf(samples: Extract<Samples, { columns: unknown }>): number {
  return typeof samples.columns === "number" ? samples.columns : samples.columns.length;
}

/**
 * Votes of each class, and less than half a vote for how clear they were: n × classes. Until 0.20 scikit-learn
 * scaled that part by the whole batch; here rows never depend on each other.
 *
 * @param given  the samples of one pair's estimator
 * @see sklearn/utils/multiclass.py `_ovr_decision_function`
 */
function scoreClasses(
  members: readonly BinaryMember[],
  given: (pair: number) => Samples,
  { rows, classes }: { readonly rows: number; readonly classes: number },
): Float64Array {
  const votes = new Float64Array(rows * classes);
  const confidences = new Float64Array(rows * classes);
  let pair = 0;
  for (let i = 0; i < classes; i++) {
    for (let j = i + 1; j < classes; j++, pair++) {
      const member = members[pair];
      if (member === undefined) continue;
      const samples = given(pair);
      const answers = member.predict(samples);
      const scores = member.score(samples);
      for (let row = 0; row < rows; row++) {
        const [first, second] = [row * classes + i, row * classes + j];
        confidences[first] = (confidences[first] ?? 0) - (scores[row] ?? 0);
        confidences[second] = (confidences[second] ?? 0) + (scores[row] ?? 0);
        if (answers[row] === 0) votes[first] = (votes[first] ?? 0) + 1;
        if (answers[row] === 1) votes[second] = (votes[second] ?? 0) + 1;
      }
    }
  }
  return votes.map((vote, at) => {
    const confidence = confidences[at] ?? 0;
    return vote + confidence / (3 * (Math.abs(confidence) + 1));
  });
}

function secondColumn(scores: Float64Array): Float64Array {
  return Float64Array.from({ length: scores.length / 2 }, (_, row) => scores[2 * row + 1] ?? 0);
}
