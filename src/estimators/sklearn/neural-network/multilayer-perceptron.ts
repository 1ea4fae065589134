// MLPClassifier and MLPRegressor: a network's last layer read as numbers, as one class, or as several.

import type { Estimator, Labels } from "../../estimator.ts";
import { type NumberRule, numbers } from "../../inputs.ts";
import { binaryColumns } from "../../probabilities.ts";
import { argmaxRows, floatMatrix, floatVector, logOf, takeLabels } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
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
  const { kind, classes } = readTargets(state, network.outputs);
  const { rule, common } = commonParts(state, network);
  const shares = (samples: Samples) => forwardPass(numbers(samples, rule), network);
  const columns = classes.values.length;
  const predictProba = (samples: Samples): ArrayResult => {
    const data = kind === "binary" ? binaryColumns(shares(samples)) : shares(samples);
    return floatMatrix(data, data.length / columns, columns);
  };
  return {
    ...common,
    role: "classifier",
    classes: [classes],
    outputs: kind === "multilabel-indicator" ? columns : 1,
    predict: (samples) => answer(shares(samples), kind, classes),
    predictProba,
    predictLogProba: (samples) => logOf(predictProba(samples)),
  };
}

type TargetKind = "binary" | "multiclass" | "multilabel-indicator";

/** What the network was taught, as the LabelBinarizer of its labels keeps it. */
function readTargets(state: State, outputs: number): { kind: TargetKind; classes: Labels } {
  const binarizer = state.member("_label_binarizer", state.value("_label_binarizer"));
  const kind = binarizer.option<TargetKind>("y_type_", [
    "binary",
    "multiclass",
    "multilabel-indicator",
  ]);
  if (binarizer.boolean("sparse_input_", false)) throw state.unsupported("sparse labels");
  const classes = (state.has("classes_") ? state : binarizer).labels("classes_");
  const count = classes.values.length;
  if (kind === "binary" && count === 1) throw state.unsupported("a single class");
  const expected = kind === "binary" ? 2 : outputs;
  if (count !== expected || (kind === "binary" && outputs !== 1)) {
    throw state.mismatch("classes_", `labels for ${outputs} outputs (${kind})`, `${count} labels`);
  }
  return { kind, classes };
}

/** @see sklearn/preprocessing/_label.py `LabelBinarizer.inverse_transform` */
function answer(shares: Float64Array, kind: TargetKind, classes: Labels): ArrayResult {
  const columns = classes.values.length;
  if (kind === "multiclass") return takeLabels(classes, argmaxRows(shares, columns));
  const above = Int32Array.from(shares, (share) => (share > 0.5 ? 1 : 0));
  if (kind === "binary") return takeLabels(classes, above);
  return { kind: "array", shape: [above.length / columns, columns], type: "int", data: [...above] };
}

function commonParts(state: State, network: Network) {
  const inputs = state.numberInputs(network.features);
  const rule: NumberRule = { className: state.className, inputs };
  return { rule, common: { ...state.description(), inputs, children: [], hints: () => null } };
}
