// OutputCodeClassifier: each class has a code word, and the one that is nearest to the estimators' scores wins.

import { inTrainingOrder } from "../../delegation.ts";
import type { Estimator } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { takeLabels } from "../../results.ts";
import type { State } from "../../state.ts";
import { memberChildren, memberHints, memberInputs, readBinaryMembers } from "./binary-members.ts";

/** @see sklearn/multiclass.py `OutputCodeClassifier.predict` */
export function readOutputCode(state: State): Estimator {
  const labels = state.labels("classes_");
  const members = readBinaryMembers(state);
  const length = members.length;
  const codes = state.float64("code_book_", [labels.values.length, length]).data;
  if (codes.length === 0) throw state.mismatch("classes_", "labels", "empty");
  const inputs = memberInputs(state, members);
  const rule: NumberRule = { className: state.className, inputs };
  return {
    ...state.description(),
    role: "classifier",
    inputs,
    classes: [labels],
    outputs: 1,
    children: memberChildren(members),
    hints: () => memberHints(members, inputs.width),
    predict(given) {
      const samples = inTrainingOrder(given, rule);
      const columns = members.map(({ score }) => score(samples));
      const rows = columns[0]?.length ?? 0;
      const nearest = Int32Array.from({ length: rows }, (_, row) =>
        nearestCode(
          columns.map((scores) => scores[row] ?? 0),
          codes,
        ),
      );
      return takeLabels(labels, nearest);
    },
  };
}

/** The first code word at the smallest distance. @param codes  words × scores, row-major */
function nearestCode(scores: readonly number[], codes: Float64Array): number {
  let best = 0;
  let smallest = Infinity;
  for (let word = 0; word * scores.length < codes.length; word++) {
    let distance = 0;
    for (const [i, score] of scores.entries()) {
      const difference = score - (codes[word * scores.length + i] ?? 0);
      distance += difference * difference;
    }
    if (distance < smallest) {
      smallest = distance;
      best = word;
    }
  }
  return best;
}
