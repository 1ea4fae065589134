// XGBClassifier and XGBRFClassifier: probabilities of a booster, and the labels that they stand for.
// @see xgboost/python-package/xgboost/sklearn.py `XGBClassifier.predict`, `_cls_predict_proba`

import type { Estimator, Labels } from "../estimator.ts";
import { argmaxRows, floatMatrix, takeLabels } from "../results.ts";
import type { ArrayResult, Samples } from "../samples.ts";
import type { State } from "../state.ts";
import { softmaxRows } from "./objective.ts";
import { isBefore } from "./version.ts";
import { floatAnswer, readWrapped, type Wrapped } from "./wrapper.ts";

/**
 * Classes are the label encoder's, which versions until 1.5 keep in the file, else 0 to k − 1.
 *
 * @throws ESTIMATOR_INVALID when the booster has another number of outputs than there are classes
 */
export function readXgbClassifier(state: State): Estimator {
  const wrapped = readWrapped(state);
  return classifierOf(wrapped, classCount(state, wrapped), (count) => encodedLabels(state, count));
}

/**
 * A booster that saved itself, as XGBClassifier reads it: a file knows the number of its classes, and that a binary
 * objective has two.
 *
 * @param labels  null where the classes are 0 to k − 1
 */
export function savedClassifier(wrapped: Wrapped, labels: Labels | null): Estimator {
  const { classes, outputs } = wrapped.file;
  const count = Math.max(classes, 2);
  if (outputs > 1 && classes < 2) return multiLabel(wrapped);
  return classifierOf(wrapped, count, () =>
    labels?.values.length === count ? labels : numbersBelow(count),
  );
}

function classifierOf(
  wrapped: Wrapped,
  count: number,
  labelsOf: (count: number) => Labels,
): Estimator {
  const several = wrapped.width > 1;
  // Until 1.5, several columns were always those of several classes.
  if (several && count === 2 && !isBefore(wrapped.version, 1, 6)) return multiLabel(wrapped);
  if (several) return multiClass(wrapped, labelsOf(count));
  if (wrapped.objective.transform !== "argmax" || isBefore(wrapped.version, 1, 6)) {
    return binary(wrapped, labelsOf(2));
  }
  return classNumbers(wrapped);
}

/** Two where the booster has one output; else one per output, or two where outputs are labels of their own. */
function classCount(state: State, { outputs, version }: Wrapped): number {
  const count = state.isSet("n_classes_") ? state.integer("n_classes_", 1, 2 ** 31) : outputs;
  if (outputs === 1 && count <= 2) return 2;
  if (count === outputs || (count === 2 && !isBefore(version, 1, 6))) return count;
  throw state.mismatch("n_classes_", `the model's ${Math.max(outputs, 2)}`, String(count));
}

function encodedLabels(state: State, count: number): Labels {
  if (!state.isSet("_le")) return numbersBelow(count);
  return state.member("_le", state.value("_le")).labels("classes_", count);
}

function numbersBelow(count: number): Labels {
  return { type: "int", values: Array.from({ length: count }, (_, k) => k) };
}

/** One probability per row; above one half it is the second class. */
function binary(wrapped: Wrapped, labels: Labels): Estimator {
  const decide = (second: Float32Array): ArrayResult =>
    takeLabels(
      labels,
      Int32Array.from(second, (p) => (p > 0.5 ? 1 : 0)),
    );
  return {
    ...classifying(wrapped, [labels]),
    predict: (samples) => decide(wrapped.predict(samples)),
    // Until 1.5, "multi:softmax" had no probabilities to give.
    ...(wrapped.objective.transform !== "argmax" && {
      predictBoth(samples: Samples) {
        const second = wrapped.predict(samples);
        return { labels: decide(second), probabilities: bothColumns(second) };
      },
      predictProba: (samples: Samples) => bothColumns(wrapped.predict(samples)),
    }),
  };
}

/** [1 − p, p], in float32. */
function bothColumns(second: Float32Array): ArrayResult {
  const both = new Float64Array(2 * second.length);
  for (const [row, p] of second.entries()) {
    both[2 * row] = Math.fround(1 - p);
    both[2 * row + 1] = p;
  }
  return floatMatrix(both, second.length, 2);
}

/** A column for each class; the first largest is the answer. */
function multiClass(wrapped: Wrapped, labels: Labels): Estimator {
  const { width } = wrapped;
  const decide = (scores: Float32Array): ArrayResult =>
    takeLabels(labels, argmaxRows(Float64Array.from(scores), width));
  return {
    ...classifying(wrapped, [labels]),
    predict: (samples) => decide(wrapped.predict(samples)),
    predictBoth(samples) {
      const scores = wrapped.predict(samples);
      return { labels: decide(scores), probabilities: floatAnswer(scores, width) };
    },
    predictProba: (samples) => floatAnswer(wrapped.predict(samples), width),
  };
}

/** "multi:softmax" answers with the numbers of classes, past a label encoder. */
function classNumbers(wrapped: Wrapped): Estimator {
  const { outputs } = wrapped;
  const labels = numbersBelow(outputs);
  return {
    ...classifying(wrapped, [labels]),
    predict: (samples) => takeLabels(labels, Int32Array.from(wrapped.predict(samples))),
    predictProba: (samples) =>
      floatAnswer(softmaxRows(wrapped.margins(samples), outputs, Math.fround), outputs),
  };
}

/** Several labels per row, each with a probability of its own: 0.0 and 1.0 as XGBoost has them. */
function multiLabel(wrapped: Wrapped): Estimator {
  const { width } = wrapped;
  const labels: Labels = { type: "float", values: [0, 1] };
  return {
    ...classifying(
      wrapped,
      Array.from({ length: width }, () => labels),
    ),
    predict(samples) {
      const chosen = wrapped.predict(samples).map((p) => (p > 0.5 ? 1 : 0));
      return floatAnswer(chosen, width);
    },
    predictProba: (samples) => floatAnswer(wrapped.predict(samples), width),
  };
}

function classifying(
  { common }: Wrapped,
  classes: readonly Labels[],
): Wrapped["common"] & Pick<Estimator, "role" | "classes" | "outputs"> {
  return { ...common, role: "classifier", classes, outputs: classes.length };
}
