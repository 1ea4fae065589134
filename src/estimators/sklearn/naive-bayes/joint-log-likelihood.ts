// What all naive Bayes classifiers share: from log P(x, y) of every class to labels and probabilities.

import type { Estimator, InputHint, Labels } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { logSumExpRows } from "../../probabilities.ts";
import { argmaxRows, floatMatrix, takeLabels } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";

export interface JointLogLikelihood {
  readonly classes: Labels;
  readonly rule: NumberRule;
  /** log P(x, y) up to a constant: n × classes. */
  logLikelihoods(samples: Samples): Float64Array;
  hints(): readonly InputHint[] | null;
}

/** @see sklearn/naive_bayes.py `_BaseNB` */
export function naiveBayes(state: State, source: JointLogLikelihood): Estimator {
  const { classes, rule } = source;
  const columns = classes.values.length;
  const predictLogProba = (samples: Samples): ArrayResult =>
    normalized(source.logLikelihoods(samples));
  const normalized = (data: Float64Array): ArrayResult => {
    const evidence = logSumExpRows(data, columns);
    for (let row = 0, i = 0; row < evidence.length; row++) {
      const shift = evidence[row] ?? 0;
      for (const end = i + columns; i < end; i++) data[i] = (data[i] ?? 0) - shift;
    }
    return floatMatrix(data, evidence.length, columns);
  };
  return {
    ...state.description(),
    role: "classifier",
    inputs: rule.inputs,
    classes: [classes],
    outputs: 1,
    children: [],
    hints: () => source.hints(),
    predict: (samples) => takeLabels(classes, argmaxRows(source.logLikelihoods(samples), columns)),
    predictProba: (samples) => exponentialOf(predictLogProba(samples)),
    predictLogProba,
    predictBoth(samples) {
      const data = source.logLikelihoods(samples);
      const labels = takeLabels(classes, argmaxRows(data, columns));
      return { labels, probabilities: exponentialOf(normalized(data)) };
    },
  };
}

function exponentialOf(result: ArrayResult): ArrayResult {
  return { ...result, data: Float64Array.from(result.data, (value) => Math.exp(Number(value))) };
}

/** `classes_` of a classifier that knows at least one. */
export function readClasses(state: State): Labels {
  const classes = state.labels("classes_");
  if (classes.values.length === 0) throw state.mismatch("classes_", "at least one label", "none");
  return classes;
}

/**
 * Logarithms of probabilities, which are −∞ where a class or a feature was never seen and nothing was
 * added to its count.
 */
export function readLogs(
  state: State,
  name: string,
  shape: readonly (number | null)[],
): Float64Array {
  return checkedLogs(state, name, state.rawFloat64(name, shape).data);
}

export function checkedLogs(state: State, place: string, logs: Float64Array): Float64Array {
  for (let i = 0; i < logs.length; i++) {
    const log = logs[i] ?? 0;
    if (!(log < Infinity)) {
      throw state.mismatch(place, "logarithms of probabilities", String(log));
    }
  }
  return logs;
}
