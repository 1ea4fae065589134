// KernelPCA: principal components in the space of a kernel, found by comparing with the training rows.

import type { Estimator } from "../../estimator.ts";
import { denseNumbers, numbers } from "../../inputs.ts";
import type { Matrix, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { readKernel, readKernelName } from "./kernels.ts";
import { combine, projector } from "./projection.ts";

/** @see sklearn/decomposition/_kernel_pca.py `KernelPCA.transform`, `inverse_transform` */
export function readKernelPca(state: State): Estimator {
  const { data: points, shape } = state.float64("X_fit_", [null, null]);
  const [rows = 0, features = 0] = shape;
  const { scaled, width } = readAxes(state, rows);
  const center = readCenterer(state, rows);
  const rule = { className: state.className, inputs: state.numberInputs(features) };
  const isPrecomputed = readKernelName(state) === "precomputed";
  if (isPrecomputed && rows !== features) throw state.mismatch("X_fit_", "square", "another shape");
  const kernel = isPrecomputed ? null : readKernel(state, points, features);
  return projector(state, {
    rule,
    width,
    project(samples) {
      const data = kernel === null ? copied(samples) : kernel(numbers(samples, rule));
      const compared: Matrix = { kind: "dense", data, rows: data.length / rows, columns: rows };
      return combine(center(compared), { count: rows, features: width, data: scaled });
    },
    ...(state.boolean("fit_inverse_transform", false) && { restore: readWayBack(state, rows) }),
  });

  function copied(samples: Samples): Float64Array {
    return denseNumbers(samples, rule).data.slice();
  }
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
  const { data: points, shape } = state.float64("X_transformed_fit_", [rows, null]);
  const dual = state.float64("dual_coef_", [rows, null]);
  const kernel = readKernel(state, points, shape[1] ?? 0);
  // In 0.23 and 0.24 the ridge was added on the diagonal of what was asked, too.
  const isRidged =
    versionAtLeast(state.writtenBy, "0.23") && !versionAtLeast(state.writtenBy, "1.0");
  const ridge = isRidged ? state.number("alpha", 1) : 0;
  return (x) => {
    const data = kernel(x);
    for (let i = 0; i < Math.min(x.rows, rows); i++) {
      data[i * rows + i] = (data[i * rows + i] ?? 0) + ridge;
    }
    const compared: Matrix = { kind: "dense", data, rows: x.rows, columns: rows };
    return combine(compared, { count: rows, features: dual.shape[1] ?? 0, data: dual.data });
  };
}
