// KernelCenterer: a kernel's values with all training points, as if these had been centered.

import type { Estimator } from "../../estimator.ts";
import { denseRows, type NumberRule } from "../../inputs.ts";
import { floatMatrix } from "../../results.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import { transformer } from "../../transformer.ts";

/** @see sklearn/preprocessing/_data.py `KernelCenterer.transform` */
export function readKernelCenterer(state: State): Estimator {
  const means = state.float64("K_fit_rows_", [null]).data;
  const [mean = 0] = state.float64("K_fit_all_", []).data;
  const count = means.length;
  const inputs = state.numberInputs(count);
  const rule: NumberRule = { className: state.className, inputs };
  return transformer(state, {
    inputs,
    width: count,
    transform(samples) {
      const { data, rows } = denseRows(samples, rule);
      const centered = new Float64Array(data.length);
      for (let start = 0; start < data.length; start += count) {
        const own = pairwiseSum(data, start, count) / count;
        for (let j = 0; j < count; j++) {
          centered[start + j] = (data[start + j] ?? 0) - (means[j] ?? 0) - own + mean;
        }
      }
      return floatMatrix(centered, rows, count);
    },
  });
}
