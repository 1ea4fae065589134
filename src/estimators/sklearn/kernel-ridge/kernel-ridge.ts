// KernelRidge: a weighted sum of how much a row is like each training row.

import type { Estimator } from "../../estimator.ts";
import { denseNumbers, type NumberRule } from "../../inputs.ts";
import { pointHints } from "../../point-hints.ts";
import { floatMatrix, floatVector } from "../../results.ts";
import type { State } from "../../state.ts";
import { isPrecomputed, readHeldKernel, readKernelPoints } from "../metrics/held-kernel.ts";

/** @see sklearn/kernel_ridge.py `KernelRidge.predict` */
export function readKernelRidge(state: State): Estimator {
  const points = readKernelPoints(state, "X_fit_");
  const { rows: count, columns: features } = points;
  const { data: weights, shape } = state.float64("dual_coef_");
  const [rows, outputs = 1] = shape;
  if (rows !== count || shape.length > 2 || outputs < 1) {
    throw state.mismatch(
      "dual_coef_",
      `a row for each of ${count}`,
      `of shape (${shape.join(", ")})`,
    );
  }
  const given = isPrecomputed(state);
  if (given && count !== features) throw state.mismatch("X_fit_", "square", "another shape");
  const inputs = state.numberInputs(features);
  const rule: NumberRule = { className: state.className, inputs };
  const kernel = given ? denseNumbers : readHeldKernel(state, points);
  return {
    ...state.description(),
    role: "regressor",
    inputs,
    classes: null,
    outputs,
    children: [],
    hints: () => pointHints(points.data, features),
    predict(samples) {
      const { data, rows: n } = kernel(samples, rule);
      const answers = new Float64Array(n * outputs);
      for (let row = 0; row < n; row++) {
        for (let i = 0; i < count; i++) {
          const value = data[row * count + i] ?? 0;
          for (let k = 0; k < outputs; k++) {
            const at = row * outputs + k;
            answers[at] = (answers[at] ?? 0) + value * (weights[i * outputs + k] ?? 0);
          }
        }
      }
      return shape.length === 1 ? floatVector(answers) : floatMatrix(answers, n, outputs);
    },
  };
}
