// OneVsRestClassifier: one estimator per class; the one that is most for its own wins. Taught several labels
// per row, each decides for itself.

import { matrixOfColumns } from "../../column-answers.ts";
import { inTrainingOrder } from "../../delegation.ts";
import type { Estimator } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { binaryColumns, normalizeRows } from "../../probabilities.ts";
import { floatMatrix, floatVector, takeLabels } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { type Binarizer, readBinarizerParts } from "../preprocessing/label-binarizer.ts";
import {
  type BinaryMember,
  memberChildren,
  memberHints,
  memberInputs,
  readBinaryMembers,
} from "./binary-members.ts";

/**
 * Where scikit-learn was taught sparse labels it answers with a sparse matrix of them; here it is a dense one.
 *
 * @see sklearn/multiclass.py `OneVsRestClassifier`
 */
export function readOneVersusRest(state: State): Estimator {
  const members = readBinaryMembers(state);
  const binarizer = readBinarizer(state, members.length);
  const inputs = memberInputs(state, members);
  const rule: NumberRule = { className: state.className, inputs };
  const { labels, target } = binarizer;
  const ordered =
    (answer: (samples: Samples) => ArrayResult) =>
    (samples: Samples): ArrayResult =>
      answer(inTrainingOrder(samples, rule));
  const lastWins = !versionAtLeast(state.writtenBy, "1.6");
  const decisions = members.map(({ decision }) => decision);
  const shares = members.map(({ share }) => share);
  const zeros = versionAtLeast(state.writtenBy, "1.7") ? "zero" : "nan";
  return {
    ...state.description(),
    role: "classifier",
    inputs,
    classes: [labels],
    outputs: target === "multilabel-indicator" ? members.length : 1,
    children: memberChildren(members),
    hints: () => memberHints(members, inputs.width),
    predict: ordered((samples) =>
      target === "multiclass"
        ? takeLabels(labels, mostScored(members, samples, lastWins))
        : decided(members, binarizer, samples),
    ),
    ...(shares.every((share) => share !== null) && {
      predictProba: ordered((samples) => {
        const columns = shares.map((share) => share(samples));
        return probabilities(columns, target === "multilabel-indicator" ? null : zeros);
      }),
    }),
    ...(decisions.every((decision) => decision !== null) && {
      decisionFunction: ordered((samples) => {
        const columns = decisions.map((decision) => decision(samples));
        const [only = new Float64Array()] = columns;
        return columns.length === 1 ? floatVector(only) : matrixOfColumns(columns);
      }),
    }),
  };
}

function readBinarizer(state: State, members: number): Binarizer {
  const place = "label_binarizer_";
  const binarizer = readBinarizerParts(state.member(place, state.value(place)));
  const wanted = binarizer.target === "binary" ? 1 : binarizer.labels.values.length;
  if (members !== wanted) {
    throw state.mismatch("estimators_", `${wanted} estimators`, String(members));
  }
  return binarizer;
}

/** The class with the largest score. Among equals the last one won until 1.5, the first one since. */
function mostScored(
  members: readonly BinaryMember[],
  samples: Samples,
  lastWins: boolean,
): Int32Array {
  let best: Float64Array | null = null;
  let winners = new Int32Array();
  for (const [i, { score }] of members.entries()) {
    const scores = score(samples);
    if (best === null) {
      best = scores.slice();
      winners = new Int32Array(scores.length);
      continue;
    }
    for (const [row, value] of scores.entries()) {
      const highest = best[row] ?? 0;
      if (value > highest || (lastWins && value === highest)) {
        best[row] = value;
        winners[row] = i;
      }
    }
  }
  return winners;
}

/** Each estimator's own yes or no: the label of two, or one column for each of several labels. */
function decided(
  members: readonly BinaryMember[],
  { labels, target }: Binarizer,
  samples: Samples,
): ArrayResult {
  const threshold = members[0]?.threshold ?? 0;
  const columns = members.map(({ score }) => score(samples));
  const rows = columns[0]?.length ?? 0;
  if (target === "binary") {
    const last = labels.values.length - 1;
    const [scores = new Float64Array()] = columns;
    return takeLabels(
      labels,
      Int32Array.from(scores, (score) => (score > threshold ? last : 0)),
    );
  }
  const data = new Array<number>(rows * columns.length);
  for (const [j, scores] of columns.entries()) {
    for (const [row, score] of scores.entries()) {
      data[row * columns.length + j] = score > threshold ? 1 : 0;
    }
  }
  return { kind: "array", shape: [rows, columns.length], type: "int", data };
}

/** @param zeros  null for several labels per row, whose probabilities stand for themselves */
function probabilities(
  columns: readonly Float64Array[],
  zeros: "nan" | "zero" | null,
): ArrayResult {
  const [only, ...others] = columns;
  if (only !== undefined && others.length === 0) {
    return floatMatrix(binaryColumns(only), only.length, 2);
  }
  const answer = matrixOfColumns(columns);
  if (zeros !== null) normalizeRows(answer.data, columns.length, zeros);
  return answer;
}
