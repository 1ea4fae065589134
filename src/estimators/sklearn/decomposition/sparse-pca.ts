// SparsePCA and MiniBatchSparsePCA: components with many zeros; rows are fitted to them by a ridge regression.

import type { Estimator } from "../../estimator.ts";
import { denseRows } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { rootOfProducts, solveRows } from "./component-products.ts";
import { addToColumns, centered, combine, projector, readComponents } from "./projection.ts";

/**
 * (C Cᵀ + α)⁻¹ C (x − μ); the way back is there since 1.1.
 *
 * @see sklearn/decomposition/_sparse_pca.py `_BaseSparsePCA.transform`
 */
export function readSparsePca(state: State): Estimator {
  const components = readComponents(state);
  const { count, features, data } = components;
  // Until 0.21 the mean was taken away only with `normalize_components`, which also scaled.
  if (!versionAtLeast(state.writtenBy, "0.22")) throw state.unsupported("a version before 0.22");
  const mean = state.float64("mean_", [features]).data;
  const root = rootOfProducts(state, components, {
    diagonal: state.number("ridge_alpha", 0.01),
  });
  const map = { coefficients: data, intercepts: new Float64Array(count), features };
  const rule = { className: state.className, inputs: state.numberInputs(features) };
  return projector(state, {
    rule,
    width: count,
    project: (samples) =>
      solveRows(root, linearScores(centered(denseRows(samples, rule), mean), map)),
    ...(versionAtLeast(state.writtenBy, "1.1") && {
      restore: (x) => addToColumns(combine(x, components), mean),
    }),
  });
}
