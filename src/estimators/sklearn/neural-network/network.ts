// A multilayer perceptron's layers: weights, biases, and the functions between them.

import type { LinearMap } from "../../linear-map.ts";
import { linearScores } from "../../linear-scores.ts";
import { expit, softmaxRows } from "../../probabilities.ts";
import type { Matrix, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { transposed } from "../../transposed.ts";

export interface Network {
  readonly features: number;
  readonly outputs: number;
  /** At least one; each takes as many numbers as the one before gives. */
  readonly layers: readonly LinearMap[];
  readonly hidden: Activation;
  readonly output: Activation;
}

/** Replaces the numbers of a layer, n × columns, in place. */
type Activation = (values: Float64Array, columns: number) => void;

type ActivationName = "exp" | "identity" | "logistic" | "relu" | "softmax" | "tanh";

/** @see sklearn/neural_network/_base.py `ACTIVATIONS` */
const activations: Readonly<Record<ActivationName, Activation>> = {
  exp: each(Math.exp),
  identity: () => {},
  logistic: each(expit),
  relu: each((x) => Math.max(x, 0)),
  softmax: softmaxRows,
  tanh: each(Math.tanh),
};

function each(change: (x: number) => number): Activation {
  return (values) => {
    for (let i = 0; i < values.length; i++) values[i] = change(values[i] ?? 0);
  };
}

/**
 * @param outputs  the functions that the last layer may end in
 * @throws ESTIMATOR_INVALID for layers that do not follow each other
 */
export function readNetwork(state: State, outputs: readonly ActivationName[]): Network {
  const hidden = state.option("activation", ["identity", "logistic", "relu", "tanh"], "relu");
  const output = state.option("out_activation_", outputs);
  const layers = readLayers(state);
  return {
    features: layers[0]?.features ?? 0,
    outputs: layers.at(-1)?.intercepts.length ?? 0,
    layers,
    hidden: activations[hidden],
    output: activations[output],
  };
}

function readLayers(state: State): readonly LinearMap[] {
  const weights = state.float64List("coefs_", [null, null]);
  const biases = state.float64List("intercepts_", [null]);
  if (weights.length === 0) throw state.mismatch("coefs_", "at least one layer", "none");
  if (biases.length !== weights.length) {
    throw state.mismatch("intercepts_", `${weights.length} arrays`, String(biases.length));
  }
  if (state.has("n_layers_")) {
    const count = state.integer("n_layers_", 2, 2 ** 31);
    if (count !== weights.length + 1) {
      throw state.mismatch("n_layers_", String(weights.length + 1), String(count));
    }
  }
  let given: number | null = null;
  return weights.map(({ shape, data }, i): LinearMap => {
    const [rows = 0, columns = 0] = shape;
    const intercepts = biases[i]?.data ?? new Float64Array();
    if (given !== null && rows !== given) {
      throw state.mismatch(`coefs_[${i}]`, `weights of ${given} numbers`, `of ${rows}`);
    }
    if (intercepts.length !== columns || columns === 0) {
      throw state.mismatch(`intercepts_[${i}]`, `${columns} numbers`, String(intercepts.length));
    }
    given = columns;
    return { coefficients: transposed(data, rows, columns), intercepts, features: rows };
  });
}

/**
 * What the last layer gives: n × outputs.
 *
 * @see sklearn/neural_network/_multilayer_perceptron.py `_forward_pass_fast`
 */
export function forwardPass(x: Matrix | SparseMatrix, network: Network): Float64Array {
  const { layers, hidden, output } = network;
  let current: Matrix | SparseMatrix = x;
  let values: Float64Array = new Float64Array();
  for (const [i, layer] of layers.entries()) {
    values = linearScores(current, layer);
    const columns = layer.intercepts.length;
    const activate = i === layers.length - 1 ? output : hidden;
    activate(values, columns);
    current = { kind: "dense", data: values, rows: x.rows, columns };
  }
  return values;
}
