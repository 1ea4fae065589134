// MLPClassifier and MLPRegressor: a network's last layer read as numbers, as one class, or as several.

import type { Estimator } from "../../estimator.ts";
import { type NumberRule, numbers } from "../../inputs.ts";
import { binaryColumns } from "../../probabilities.ts";
import { argmaxRows, floatMatrix, floatVector, logOf, takeLabels } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { type Binarizer, readBinarizerParts } from "../preprocessing/label-binarizer.ts";
import { forwardPass, type Network, readNetwork } from "./network.ts";

/** @see sklearn/neural_network/_multilayer_perceptron.py `MLPRegressor.predict` */
export function readMlpRegressor(state: State): Estimator {
  const network = readNetwork(state, ["identity", "exp"]);
  const { rule, common } = commonParts(state, network);
  return {
    ...common,
    role: "regressor",
    classes: null,
    outputs: network.outputs,
    predict(samples) {
      const x = numbers(samples, rule);
      const values = forwardPass(x, network);
      return network.outputs === 1
        ? floatVector(values)
        : floatMatrix(values, x.rows, network.outputs);
    },
  };
}

/** @see sklearn/neural_network/_multilayer_perceptron.py `MLPClassifier.predict`, `predict_proba` */
export function readMlpClassifier(state: State): Estimator {
  const network = readNetwork(state, ["logistic", "softmax"]);
  const binarizer = readTargets(state, network.outputs);
  const { labels, target } = binarizer;
  const { rule, common } = commonParts(state, network);
  const shares = (samples: Samples) => forwardPass(numbers(samples, rule), network);
  const columns = labels.values.length;
  const predictProba = (samples: Samples): ArrayResult => {
    const data = target === "binary" ? binaryColumns(shares(samples)) : shares(samples);
    return floatMatrix(data, data.length / columns, columns);
  };
  return {
    ...common,
    role: "classifier",
    classes: [labels],
    outputs: target === "multilabel-indicator" ? columns : 1,
    predict: (samples) => answer(shares(samples), binarizer),
    predictProba,
    predictLogProba: (samples) => logOf(predictProba(samples)),
  };
}

/**
 * What the network was taught, as the LabelBinarizer of its labels keeps it. Where these were a sparse matrix,
 * scikit-learn answers with such a one; here it is dense.
 */
function readTargets(state: State, outputs: number): Binarizer {
  const place = "_label_binarizer";
  const binarizer = readBinarizerParts(state.member(place, state.value(place)));
  const { labels, target } = binarizer;
  const count = labels.values.length;
  if (state.has("classes_")) state.labels("classes_", count);
  if (target === "binary" && count === 1) throw state.unsupported("a single class");
  const columns = target === "binary" ? 1 : count;
  if (outputs !== columns) {
    throw state.mismatch(place, `labels for ${outputs} outputs`, `${count} labels (${target})`);
  }
  return binarizer;
}

/** @see sklearn/preprocessing/_label.py `LabelBinarizer.inverse_transform` */
function answer(shares: Float64Array, { target, labels }: Binarizer): ArrayResult {
  const columns = labels.values.length;
  if (target === "multiclass") return takeLabels(labels, argmaxRows(shares, columns));
  const above = Int32Array.from(shares, (share) => (share > 0.5 ? 1 : 0));
  if (target === "binary") return takeLabels(labels, above);
  return { kind: "array", shape: [above.length / columns, columns], type: "int", data: [...above] };
}

function commonParts(state: State, network: Network) {
  const inputs = state.numberInputs(network.features);
  const rule: NumberRule = { className: state.className, inputs };
  return { rule, common: { ...state.description(), inputs, children: [], hints: () => null } };
}
