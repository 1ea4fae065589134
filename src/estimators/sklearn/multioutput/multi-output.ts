// MultiOutputRegressor and MultiOutputClassifier: one estimator for each output.

import { columnsOfVectors } from "../../column-answers.ts";
import { inTrainingOrder } from "../../delegation.ts";
import type { Estimator, Labels } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { commonInputs, mergedHints, readMembers } from "../../members.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";

/** @see sklearn/multioutput.py `MultiOutputRegressor` */
export function readMultiOutputRegressor(state: State): Estimator {
  return readMultiOutput(state, readMembers(state, "estimators_"), null);
}

/** @see sklearn/multioutput.py `MultiOutputClassifier.predict_proba` */
export function readMultiOutputClassifier(state: State): Estimator {
  const members = readMembers(state, "estimators_");
  const classes = members.map((member) => labelsOf(state, member));
  const whole = readMultiOutput(state, members, classes);
  const methods = members.map(({ predictProba }) => predictProba);
  const prepare = preparing(state, whole);
  if (!methods.every((method) => method !== undefined)) return whole;
  return {
    ...whole,
    predictProba(given) {
      const samples = prepare(given);
      return methods.map((method) => singleOutput(method(samples)));
    },
  };
}

function readMultiOutput(
  state: State,
  members: readonly Estimator[],
  classes: readonly Labels[] | null,
): Estimator {
  const methods = members.map(({ predict, outputs, className }) => {
    if (predict !== undefined && outputs === 1) return predict;
    throw state.invalid(`a ${className} among its estimators_ does not predict one output`);
  });
  const inputs = commonInputs(state, members);
  const description = {
    ...state.description(),
    role: classes === null ? "regressor" : "classifier",
    inputs,
    classes,
    outputs: members.length,
    children: members.map((estimator, i) => ({ name: `estimators_[${i}]`, estimator })),
    hints: () => mergedHints(members, inputs.width),
  } satisfies Estimator;
  const prepare = preparing(state, description);
  return {
    ...description,
    predict(given) {
      const samples = prepare(given);
      return columnsOfVectors(methods.map((method) => method(samples)));
    },
  };
}

function preparing(state: State, { inputs }: Estimator): (samples: Samples) => Samples {
  const rule: NumberRule = { className: state.className, inputs };
  return (samples) => inTrainingOrder(samples, rule);
}

/** The labels of a classifier with one output. */
export function labelsOf(state: State, { classes, className }: Estimator): Labels {
  const [labels, ...others] = classes ?? [];
  if (labels !== undefined && others.length === 0) return labels;
  throw state.invalid(`a ${className} among its estimators_ is no classifier of one output`);
}

function singleOutput(answer: ArrayResult | readonly ArrayResult[]): ArrayResult {
  if ("kind" in answer) return answer;
  return answer[0] ?? { kind: "array", shape: [0, 0], type: "float", data: new Float64Array() };
}
