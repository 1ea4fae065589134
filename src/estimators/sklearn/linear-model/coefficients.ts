// `coef_` and `intercept_` of linear models, in the shapes that they have had over the years.

import type { Labels } from "../../estimator.ts";
import type { LinearMap } from "../../linear-map.ts";
import type { State } from "../../state.ts";

/**
 * `coef_` as outputs × features with one intercept per output.
 *
 * @returns `vector` is true when `coef_` has one dimension, so that answers have one too
 * @throws ESTIMATOR_INVALID
 */
export function readLinearMap(state: State): LinearMap & { readonly vector: boolean } {
  const { shape, data } = state.float64("coef_");
  const vector = shape.length === 1;
  const [outputs = 0, features = 0] = vector ? [1, ...shape] : shape;
  if (shape.length < 1 || shape.length > 2 || outputs < 1) {
    throw state.mismatch("coef_", "of one or two dimensions", `of ${shape.length}`);
  }
  return { coefficients: data, intercepts: readIntercepts(state, outputs), features, vector };
}

/** A single number (0.0 without `fit_intercept`) stands for every output. */
function readIntercepts(state: State, outputs: number): Float64Array {
  const { shape, data } = state.float64("intercept_");
  if (data.length === outputs) return data;
  if (data.length === 1) return new Float64Array(outputs).fill(data[0] ?? 0);
  throw state.mismatch("intercept_", `${outputs} numbers`, `of shape (${shape.join(", ")})`);
}

/**
 * `coef_`, `intercept_` and `classes_` of a linear classifier: one row for two classes, else one per class.
 *
 * @param labels  the part whose `classes_` are meant
 * @throws ESTIMATOR_INVALID when they contradict each other
 */
export function readClassMap(
  state: State,
  labels: State = state,
): { readonly map: LinearMap; readonly classes: Labels } {
  const map = readLinearMap(state);
  const classes = labels.labels("classes_");
  const count = classes.values.length;
  const rows = map.intercepts.length;
  if (count < 2 || rows !== (count === 2 ? 1 : count)) {
    throw labels.mismatch("classes_", `labels for ${rows} rows of coefficients`, `${count} labels`);
  }
  return { map, classes };
}
