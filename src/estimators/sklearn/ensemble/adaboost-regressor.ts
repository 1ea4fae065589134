// AdaBoostRegressor: the weighted median of its members' answers.

import type { Estimator } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { answerNumbers, commonInputs, mergedHints, readMembers } from "../../members.ts";
import { floatVector } from "../../results.ts";
import { sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { readWeights } from "./adaboost-classifier.ts";
import { checkedSamples } from "./checked-samples.ts";

/** @see sklearn/ensemble/_weight_boosting.py `AdaBoostRegressor._get_median_predict` */
export function readAdaBoostRegressor(state: State): Estimator {
  const members = readMembers(state, "estimators_");
  const weights = readWeights(state, members.length);
  const predictors = members.map((member) => {
    if (member.predict !== undefined && member.outputs === 1) return member.predict;
    throw state.invalid(`a ${member.className} in it does not predict one number`);
  });
  const inputs = { ...commonInputs(state, members), allowsMissing: false };
  const rule: NumberRule = { className: state.className, inputs };
  return {
    ...state.description(),
    role: "regressor",
    inputs,
    classes: null,
    outputs: 1,
    children: [],
    hints: () => mergedHints(members, inputs.width),
    predict(samples) {
      const x = checkedSamples(samples, rule);
      const answers = predictors.map((predict) => answerNumbers(predict(x)));
      const medians = new Float64Array(sampleCount(x));
      for (let row = 0; row < medians.length; row++) {
        medians[row] = weightedMedian(
          Float64Array.from(answers, (answer) => answer[row] ?? 0),
          weights,
        );
      }
      return floatVector(medians);
    },
  };
}

/** The first answer, in rising order, at which half of the weight is reached. */
function weightedMedian(answers: Float64Array, weights: Float64Array): number {
  const order = Array.from(answers.keys()).sort((a, b) => (answers[a] ?? 0) - (answers[b] ?? 0));
  let total = 0;
  const reached = order.map((i) => (total += weights[i] ?? 0));
  const median = reached.findIndex((weight) => weight >= 0.5 * total);
  return answers[order[Math.max(median, 0)] ?? 0] ?? 0;
}
