// Nystroem: the kernel's values with some training rows, turned so that their inner products come near the
// whole kernel.

import type { Estimator } from "../../estimator.ts";
import { denseNumbers, type NumberRule } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import { floatMatrix } from "../../results.ts";
import type { State } from "../../state.ts";
import { transformer } from "../../transformer.ts";
import { isPrecomputed, readHeldKernel, readKernelPoints } from "../metrics/held-kernel.ts";

/** @see sklearn/kernel_approximation.py `Nystroem.transform` */
export function readNystroem(state: State): Estimator {
  const points = readKernelPoints(state, "components_");
  const count = points.rows;
  const normalization = state.float64("normalization_", [count, count]).data;
  // The columns of a kernel that was computed beforehand are the training rows.
  const inputs = state.numberInputs(isPrecomputed(state) ? count : points.columns);
  const rule: NumberRule = { className: state.className, inputs };
  const kernel = isPrecomputed(state) ? denseNumbers : readHeldKernel(state, points);
  const map = { coefficients: normalization, intercepts: new Float64Array(count), features: count };
  return transformer(state, {
    inputs,
    width: count,
    transform(samples) {
      const embedded = kernel(samples, rule);
      return floatMatrix(linearScores(embedded, map), embedded.rows, count);
    },
  });
}
