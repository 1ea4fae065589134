// Estimators that let another one answer, after preparing the samples: pipelines, searches.

import type { Estimator, InputSpec } from "./estimator.ts";
import { type NumberRule, orderedColumns } from "./inputs.ts";
import type { Samples } from "./samples.ts";
import type { State } from "./state.ts";

export type Answers = Pick<
  Estimator,
  | "predict"
  | "predictStd"
  | "predictCovariance"
  | "predictProba"
  | "predictLogProba"
  | "decisionFunction"
  | "scoreSamples"
  | "transform"
>;

/**
 * The methods that an estimator has, asked of prepared samples.
 *
 * @param prepare  what happens to the samples first; nothing unless told
 */
export function answersOf(
  estimator: Estimator,
  prepare: (samples: Samples) => Samples = (samples) => samples,
): Answers {
  const after =
    <T>(method: (samples: Samples) => T) =>
    (samples: Samples): T =>
      method(prepare(samples));
  const { predict, predictStd, predictCovariance, predictProba, predictLogProba } = estimator;
  const { decisionFunction, scoreSamples, transform } = estimator;
  return {
    ...(predict && { predict: after(predict) }),
    ...(predictStd && { predictStd: after(predictStd) }),
    ...(predictCovariance && { predictCovariance: after(predictCovariance) }),
    ...(predictProba && { predictProba: after(predictProba) }),
    ...(predictLogProba && { predictLogProba: after(predictLogProba) }),
    ...(decisionFunction && { decisionFunction: after(decisionFunction) }),
    ...(scoreSamples && { scoreSamples: after(scoreSamples) }),
    ...(transform && { transform: after(transform) }),
  };
}

/** An estimator around another one: what it says about itself, and the answers of the one inside. */
export interface Delegate {
  readonly description: Estimator;
  readonly answers: Answers;
}

/**
 * An estimator around another one, in parts for those that answer some questions themselves.
 *
 * @param place  the attribute that holds the inner one: `best_estimator_`
 */
export function delegateTo(state: State, place: string, inner: Estimator): Delegate {
  const inputs = inputsAround(state, inner.inputs);
  const rule: NumberRule = { className: state.className, inputs };
  const description: Estimator = {
    ...state.description(),
    role: inner.role,
    inputs,
    classes: inner.classes,
    outputs: inner.outputs,
    children: [{ name: place, estimator: inner }],
    hints: () => inner.hints(),
  };
  return { description, answers: answersOf(inner, (samples) => inTrainingOrder(samples, rule)) };
}

/** An estimator that answers as the one inside it, with all of its methods. @param place as in `delegateTo` */
export function delegate(state: State, place: string, inner: Estimator): Estimator {
  const { description, answers } = delegateTo(state, place, inner);
  const { transformWidth, keepsColumns, inverseTransform, outputNames, prepared, single } = inner;
  const rule: NumberRule = { className: state.className, inputs: description.inputs };
  return {
    ...description,
    ...(transformWidth !== undefined && { transformWidth }),
    ...(keepsColumns !== undefined && { keepsColumns }),
    ...answers,
    handOver: (samples) => ({ estimator: inner, samples: inTrainingOrder(samples, rule) }),
    ...(single && { single }),
    ...(inverseTransform && { inverseTransform }),
    ...(outputNames && { outputNames }),
    ...(prepared && { prepared }),
  };
}

/**
 * What an estimator takes that hands its samples on: what the inner one takes, under the names that either of
 * them knows.
 *
 * @throws ESTIMATOR_INVALID when the two disagree on the number of features
 */
function inputsAround(state: State, inner: InputSpec): InputSpec {
  const width = state.width(inner.width);
  return { ...inner, width, names: state.featureNames(width) ?? inner.names };
}

/** The samples with named columns in the order of training, for parts that know no names. */
export function inTrainingOrder(samples: Samples, rule: NumberRule): Samples {
  if (samples.kind !== "table" || rule.inputs.openRecords === true) return samples;
  return { ...samples, columns: orderedColumns(samples, rule) };
}
