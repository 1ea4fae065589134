// `coef_` of a support vector machine with a linear kernel: its dual coefficients times its support vectors.

import type { FloatArray } from "../../attribute-values.ts";
import type { State } from "../../state.ts";

/**
 * Rows × features: one row for two classes and for regression, else one per pair of classes.
 *
 * @throws ESTIMATOR_UNSUPPORTED for other kernels, as scikit-learn has no `coef_` then, and for sparse vectors
 * @see sklearn/svm/_base.py `BaseLibSVM.coef_`, `_one_vs_one_coef`
 */
export function supportVectorCoefficients(state: State): FloatArray {
  if (state.text("kernel") !== "linear") throw state.unsupported("a kernel that is not linear");
  if (state.boolean("_sparse", false)) throw state.unsupported("sparse support vectors");
  const { shape, data: vectors } = state.float64("support_vectors_", [null, null]);
  const [count = 0, features = 0] = shape;
  const name = state.has("_dual_coef_") ? "_dual_coef_" : "dual_coef_";
  const dual = state.float64(name, [null, count]);
  const rows = dual.shape[0] ?? 0;
  const sums = (row: number, from: number, to: number, into: Float64Array) => {
    for (let i = from; i < to; i++) {
      const weight = dual.data[row * count + i] ?? 0;
      for (let j = 0; j < features; j++) {
        into[j] = (into[j] ?? 0) + weight * (vectors[i * features + j] ?? 0);
      }
    }
  };
  if (rows === 1) {
    const data = new Float64Array(features);
    sums(0, 0, count, data);
    return { shape: [1, features], data };
  }
  const starts = classStarts(state, rows + 1, count);
  const pairs = (rows * (rows + 1)) / 2;
  const data = new Float64Array(pairs * features);
  for (let first = 0, pair = 0; first <= rows; first++) {
    for (let second = first + 1; second <= rows; second++, pair++) {
      const into = data.subarray(pair * features, (pair + 1) * features);
      sums(second - 1, starts[first] ?? 0, starts[first + 1] ?? 0, into);
      sums(first, starts[second] ?? 0, starts[second + 1] ?? 0, into);
    }
  }
  return { shape: [pairs, features], data };
}

/** Where the support vectors of each class begin, and where the last ones end. */
function classStarts(state: State, classes: number, count: number): readonly number[] {
  const name = state.has("_n_support") ? "_n_support" : "n_support_";
  const starts = [0];
  for (const size of state.float64(name, [classes]).data) starts.push((starts.at(-1) ?? 0) + size);
  if (starts.at(-1) !== count) {
    throw state.mismatch(name, `numbers that add up to ${count}`, String(starts.at(-1)));
  }
  return starts;
}
