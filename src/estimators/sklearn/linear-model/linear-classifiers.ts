// Linear classifiers that score and compare: ridge, perceptrons, support vectors, gradient descent.

import type { Estimator } from "../../estimator.ts";
import {
  type ClassScores,
  labelsOf,
  scoreMethods,
  singleClassifier,
} from "../../linear-classifier.ts";
import { checkedScores } from "../../linear-scores.ts";
import { binaryColumns, normalizeRows, sigmoidColumns } from "../../probabilities.ts";
import { floatMatrix, logOf } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { readClassMap, readLinearMap } from "./coefficients.ts";

/**
 * A classifier with `decision_function` and `predict` only.
 *
 * @param labels  the part whose `classes_` are meant, where it is not the estimator itself
 */
export function readLinearClassifier(state: State, labels: State = state): Estimator {
  return classifier(state, readScores(state, labels));
}

/**
 * Taught several labels per row, each decides for itself; until 0.24 the highest one was the only answer.
 *
 * @see sklearn/linear_model/_ridge.py `RidgeClassifier`
 */
export function readRidgeClassifier(state: State): Estimator {
  const binarizer = state.member("_label_binarizer", state.value("_label_binarizer"));
  const labels = state.has("classes_") ? state : binarizer;
  const isOfLabels = binarizer.text("y_type_").startsWith("multilabel");
  if (!isOfLabels || !versionAtLeast(state.writtenBy, "1.0")) {
    return readLinearClassifier(state, labels);
  }
  const map = readLinearMap(state);
  const outputs = map.intercepts.length;
  const rule = { className: state.className, inputs: state.numberInputs(map.features) };
  const scores = (samples: Samples) => checkedScores(samples, rule, map);
  return {
    ...state.description(),
    role: "classifier",
    inputs: rule.inputs,
    classes: [labels.labels("classes_", outputs)],
    outputs,
    children: [],
    hints: () => null,
    linearMap: map,
    decisionFunction(samples) {
      const data = scores(samples);
      return floatMatrix(data, data.length / outputs, outputs);
    },
    predict(samples) {
      const data = Array.from(scores(samples), (score) => (score > 0 ? 1 : 0));
      return { kind: "array", shape: [data.length / outputs, outputs], type: "int", data };
    },
  };
}

/**
 * Probabilities exist for logistic loss, as sigmoids, and for the modified Huber loss, as clipped scores.
 *
 * @see sklearn/linear_model/_stochastic_gradient.py `SGDClassifier.predict_proba`
 */
export function readSgdClassifier(state: State): Estimator {
  const source = readScores(state, state);
  const plain = classifier(state, source);
  const loss = state.text("loss", "hinge");
  const huber = loss === "modified_huber";
  if (!huber && loss !== "log" && loss !== "log_loss") return plain;
  const zeros = versionAtLeast(state.writtenBy, "1.9") ? "uniform" : "nan";
  const columns = source.classes.values.length;
  const sharesOf = (scores: Float64Array): Float64Array =>
    huber ? clippedColumns(scores, source.columns) : sigmoidColumns(scores, source.columns, zeros);
  const probabilitiesOf = (scores: Float64Array): ArrayResult => {
    const data = sharesOf(scores);
    return floatMatrix(data, data.length / columns, columns);
  };
  const predictProba = (samples: Samples) => probabilitiesOf(source.scores(samples));
  return {
    ...plain,
    single: singleClassifier(source, sharesOf),
    predictProba,
    predictLogProba: (samples) => logOf(predictProba(samples)),
    predictBoth(samples) {
      const scores = source.scores(samples);
      return { labels: labelsOf(source, scores), probabilities: probabilitiesOf(scores) };
    },
  };
}

/** (clip(score, −1, 1) + 1) / 2, over the sum of the classes where these are several. */
function clippedColumns(scores: Float64Array, columns: number): Float64Array {
  const shares = scores.map((score) => (Math.min(Math.max(score, -1), 1) + 1) / 2);
  return columns === 1 ? binaryColumns(shares) : normalizeRows(shares, columns, "uniform");
}

function readScores(state: State, labels: State): ClassScores & { readonly features: number } {
  const { map, classes } = readClassMap(state, labels);
  const rule = { className: state.className, inputs: state.numberInputs(map.features) };
  return {
    map,
    columns: map.intercepts.length,
    features: map.features,
    classes,
    scores: (samples) => checkedScores(samples, rule, map),
  };
}

function classifier(state: State, source: ReturnType<typeof readScores>): Estimator {
  return {
    ...state.description(),
    role: "classifier",
    inputs: state.numberInputs(source.features),
    classes: [source.classes],
    outputs: 1,
    children: [],
    hints: () => null,
    linearMap: source.map,
    single: singleClassifier(source, null),
    ...scoreMethods(source),
  };
}
