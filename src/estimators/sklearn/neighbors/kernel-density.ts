// KernelDensity: the logarithm of a sum of kernels, one around every training point.

import { BinaryTree } from "../../../objects/binary-tree.ts";
import { float64Values } from "../../../objects/ndarray.ts";
import { describe } from "../../attribute-values.ts";
import type { Estimator } from "../../estimator.ts";
import { denseNumbers, wrongKind } from "../../inputs.ts";
import { pointHints } from "../../point-hints.ts";
import { floatVector } from "../../results.ts";
import type { State } from "../../state.ts";
import { readMetricObject } from "../metrics/read-metric.ts";
import { logKernel, logKernelNorm, readDensityKernel } from "./density-kernels.ts";

/**
 * scikit-learn adds up bounds of whole nodes until they are close enough, which with tolerances of 0 is when
 * all points are added up; that sum is taken here at once.
 *
 * @see sklearn/neighbors/_kde.py `KernelDensity.score_samples`
 */
export function readKernelDensity(state: State): Estimator {
  for (const name of ["atol", "rtol"]) {
    if (state.number(name, 0) !== 0) throw state.unsupported(`a tolerance (${name})`);
  }
  const { points, rows, columns, logWeights, metric } = readPoints(state);
  const kernel = readDensityKernel(state);
  const bandwidth = state.number(state.has("bandwidth_") ? "bandwidth_" : "bandwidth");
  if (!(bandwidth > 0 && bandwidth < Infinity)) {
    throw state.mismatch("bandwidth", "a finite number above 0", String(bandwidth));
  }
  const norm = logKernelNorm(kernel, bandwidth, columns) - logTotal(logWeights);
  const inputs = state.numberInputs(columns);
  const rule = { className: state.className, inputs };
  return {
    ...state.description(),
    role: "anomaly-detector",
    inputs,
    classes: null,
    outputs: 1,
    children: [],
    hints: () => pointHints(points, columns),
    scoreSamples(samples) {
      if (samples.kind === "sparse") throw wrongKind(rule, "dense rows", "sparse rows");
      const x = denseNumbers(samples, rule);
      const terms = new Float64Array(rows);
      const answers = new Float64Array(x.rows);
      for (let row = 0; row < x.rows; row++) {
        const asked = x.data.subarray(row * columns, (row + 1) * columns);
        for (let i = 0; i < rows; i++) {
          const distance = metric.distance(metric.reduced(asked, points, i * columns));
          terms[i] = (logWeights[i] ?? 0) + logKernel(kernel, distance / bandwidth);
        }
        answers[row] = logTotal(terms) + norm;
      }
      return floatVector(answers);
    },
  };
}

function readPoints(state: State) {
  const tree = state.value("tree_");
  if (!(tree instanceof BinaryTree)) throw state.mismatch("tree_", "a tree", describe(tree));
  const { data, metric: held, sampleWeight } = tree.parts;
  const [rows = 0, columns = 0] = data.shape;
  if (rows < 1 || columns < 1) throw state.mismatch("tree_", "a tree of points", "one without");
  state.charge(tree, data.size);
  const points = float64Values(data);
  const weights = sampleWeight === null ? null : float64Values(sampleWeight);
  if (!points.every(Number.isFinite) || weights?.every((weight) => weight >= 0) === false) {
    throw state.mismatch("tree_", "finite points and weights of at least 0", "others");
  }
  const logWeights = weights?.map(Math.log) ?? new Float64Array(rows);
  const metric = readMetricObject({ state, name: "tree_", width: columns }, held);
  return { points, rows, columns, logWeights, metric };
}

/** ln Σ e^term; −∞ where every term is. */
function logTotal(terms: Float64Array): number {
  const largest = terms.reduce((most, term) => Math.max(most, term), -Infinity);
  if (largest === -Infinity) return largest;
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));
}
