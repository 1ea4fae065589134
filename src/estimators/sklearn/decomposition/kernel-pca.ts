// KernelPCA: principal components in the space of a kernel, found by comparing with the training rows.

import type { Estimator } from "../../estimator.ts";
import { denseNumbers, type NumberRule } from "../../inputs.ts";
import type { Matrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { isPrecomputed, readHeldKernel, readKernelPoints } from "../metrics/held-kernel.ts";
import { combine, projector } from "./projection.ts";

/** @see sklearn/decomposition/_kernel_pca.py `KernelPCA.transform`, `inverse_transform` */
export function readKernelPca(state: State): Estimator {
  const points = readKernelPoints(state, "X_fit_");
  const { rows, columns: features } = points;
  const { scaled, width } = readAxes(state, rows);
  const center = readCenterer(state, rows);
  const rule = { className: state.className, inputs: state.numberInputs(features) };
  if (isPrecomputed(state) && rows !== features) {
    throw state.mismatch("X_fit_", "square", "another shape");
  }
  const kernel = isPrecomputed(state) ? denseNumbers : readOwnKernel(state, points);
  return projector(state, {
    rule,
    width,
    project: (samples) =>
      combine(center(kernel(samples, rule)), { count: rows, features: width, data: scaled }),
    ...(state.boolean("fit_inverse_transform", false) && { restore: readWayBack(state, rows) }),
  });
}

/** With the `gamma_` of since 1.3; before, None stood for one over the number of features. */
function readOwnKernel(state: State, points: Matrix): ReturnType<typeof readHeldKernel> {
  return readHeldKernel(state, points, state.isSet("gamma_") ? state.number("gamma_") : undefined);
}

/** Eigenvectors over the roots of their eigenvalues: rows × width. */
function readAxes(state: State, rows: number): { scaled: Float64Array; width: number } {
  // `alphas_` and `lambdas_` until 0.24.
  const isNew = state.has("eigenvectors_");
  const { data, shape } = state.float64(isNew ? "eigenvectors_" : "alphas_", [rows, null]);
  const width = shape[1] ?? 0;
  const name = isNew ? "eigenvalues_" : "lambdas_";
  const values = state.float64(name, [width]).data;
  for (const value of values) {
    if (value < 0) throw state.mismatch(name, "numbers from 0 on", String(value));
  }
  const scaled = data.map((item, i) => {
    const value = values[i % width] ?? 0;
    return value === 0 ? 0 : item / Math.sqrt(value);
  });
  return { scaled, width };
}

/** @see sklearn/preprocessing/_data.py `KernelCenterer.transform` */
function readCenterer(state: State, rows: number): (kernel: Matrix) => Matrix {
  const centerer = state.member("_centerer", state.value("_centerer"));
  const means = centerer.float64("K_fit_rows_", [rows]).data;
  const all = centerer.number("K_fit_all_");
  return (kernel) => {
    const { data } = kernel;
    const moved = new Float64Array(data.length);
    for (let start = 0; start < data.length; start += rows) {
      let sum = 0;
      for (let j = 0; j < rows; j++) sum += data[start + j] ?? 0;
      const mean = sum / rows;
      for (let j = 0; j < rows; j++) {
        moved[start + j] = (data[start + j] ?? 0) - (means[j] ?? 0) - mean + all;
      }
    }
    return { ...kernel, data: moved };
  };
}

/** A kernel ridge regression from the components to the features. */
function readWayBack(state: State, rows: number): (x: Matrix) => Float64Array {
  const { data, shape } = state.float64("X_transformed_fit_", [rows, null]);
  const width = shape[1] ?? 0;
  const dual = state.float64("dual_coef_", [rows, null]);
  const kernel = readOwnKernel(state, { kind: "dense", data, rows, columns: width });
  const inputs = { kind: "numbers", width, names: null, allowsMissing: false } as const;
  const rule: NumberRule = { className: state.className, inputs };
  // In 0.23 and 0.24 the ridge was added on the diagonal of what was asked, too.
  const isRidged =
    versionAtLeast(state.writtenBy, "0.23") && !versionAtLeast(state.writtenBy, "1.0");
  const ridge = isRidged ? state.number("alpha", 1) : 0;
  return (x) => {
    const compared = kernel(x, rule);
    for (let i = 0; i < Math.min(x.rows, rows); i++) {
      compared.data[i * rows + i] = (compared.data[i * rows + i] ?? 0) + ridge;
    }
    return combine(compared, { count: rows, features: dual.shape[1] ?? 0, data: dual.data });
  };
}
