// LabelPropagation and LabelSpreading: a row has the labels of the training points that it resembles.

import { sparseOf } from "../../../objects/scipy-globals.ts";
import { scalarText } from "../../attribute-values.ts";
import type { Estimator } from "../../estimator.ts";
import { denseNumbers, type NumberRule } from "../../inputs.ts";
import { answerNumbers } from "../../members.ts";
import { pointHints } from "../../point-hints.ts";
import { normalizeRows } from "../../probabilities.ts";
import { argmaxRows, floatMatrix, takeLabels } from "../../results.ts";
import type { Matrix, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { readKernelPoints } from "../metrics/held-kernel.ts";

/** Sums over the training points of their label distributions, each as much as it resembles the row: n × classes. */
type Sums = (x: Matrix) => Float64Array;

/** @see sklearn/semi_supervised/_label_propagation.py `BaseLabelPropagation.predict_proba` */
export function readLabelPropagation(state: State): Estimator {
  const labels = state.labels("classes_");
  const columns = labels.values.length;
  if (columns === 0) throw state.mismatch("classes_", "labels", "empty");
  const points = readKernelPoints(state, "X_");
  const { rows: count, columns: width } = points;
  // NaN for points that no known label reached.
  const distributions = state.rawFloat64("label_distributions_", [count, columns]).data;
  const inputs = state.numberInputs(width);
  const rule: NumberRule = { className: state.className, inputs };
  const sums = readSums(state, { points: points.data, distributions, columns });
  const shares = (samples: Samples): Float64Array =>
    normalizeRows(sums(denseNumbers(samples, rule)), columns, "nan");
  return {
    ...state.description(),
    role: "classifier",
    inputs,
    classes: [labels],
    outputs: 1,
    children: [],
    hints: () => pointHints(points.data, width),
    predict: (samples) => takeLabels(labels, argmaxRows(shares(samples), columns)),
    predictProba: (samples) => {
      const data = shares(samples);
      return floatMatrix(data, data.length / columns, columns);
    },
  };
}

/** What is known of the training points. */
interface Known {
  /** n × features. */
  readonly points: Float64Array;
  /** n × classes. */
  readonly distributions: Float64Array;
  /** Number of classes. */
  readonly columns: number;
}

function readSums(state: State, known: Known): Sums {
  const { distributions, columns } = known;
  const kernel = scalarText(state.optional("kernel")) ?? "another function";
  if (kernel === "rbf") {
    const gamma = state.number("gamma", 20);
    return (x) => kernelSums(x, known, gamma);
  }
  if (kernel !== "knn") throw state.unsupported(`the kernel ${kernel}`);
  const { kneighbors, className } = state.estimator("nn_fit");
  if (kneighbors === undefined)
    throw state.invalid(`its nn_fit, a ${className}, knows no neighbours`);
  const count = distributions.length / columns;
  // Every neighbour is a point whose labels are known.
  const searched = state.member("nn_fit", state.value("nn_fit"));
  const stored = sparseOf(searched.value("_fit_X"))?.rows;
  if (stored === undefined) searched.float64("_fit_X", [count, null]);
  else if (stored !== count) throw searched.mismatch("_fit_X", `${count} rows`, String(stored));
  return (x) => {
    const indices = answerNumbers(kneighbors(x).indices);
    const neighbors = x.rows === 0 ? 0 : indices.length / x.rows;
    const sums = new Float64Array(x.rows * columns);
    for (const [i, point] of indices.entries()) {
      if (point >= count)
        throw state.invalid(`its nn_fit knows more points than the ${count} of X_`);
      const start = Math.floor(i / neighbors) * columns;
      for (let k = 0; k < columns; k++) {
        sums[start + k] = (sums[start + k] ?? 0) + (distributions[point * columns + k] ?? 0);
      }
    }
    return sums;
  };
}

/** The weight of a point is exp(−gamma ‖x − point‖²). @see sklearn/metrics/pairwise.py `rbf_kernel` */
function kernelSums(
  { data, rows, columns: width }: Matrix,
  { points, distributions, columns }: Known,
  gamma: number,
): Float64Array {
  const sums = new Float64Array(rows * columns);
  const count = distributions.length / columns;
  for (let row = 0; row < rows; row++) {
    for (let point = 0; point < count; point++) {
      let distance = 0;
      for (let j = 0; j < width; j++) {
        const difference = (data[row * width + j] ?? 0) - (points[point * width + j] ?? 0);
        distance += difference * difference;
      }
      const weight = Math.exp(-gamma * distance);
      for (let k = 0; k < columns; k++) {
        const at = row * columns + k;
        sums[at] = (sums[at] ?? 0) + weight * (distributions[point * columns + k] ?? 0);
      }
    }
  }
  return sums;
}
