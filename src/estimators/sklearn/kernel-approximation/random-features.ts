// RBFSampler and SkewedChi2Sampler: cosines of random projections, whose inner products come near a kernel.

import type { Estimator } from "../../estimator.ts";
import { denseRows, type NumberRule, numbers, wrongKind } from "../../inputs.ts";
import type { LinearMap } from "../../linear-map.ts";
import { linearScores } from "../../linear-scores.ts";
import { floatMatrix } from "../../results.ts";
import type { Matrix, Result, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { checkAnswerSize, transformer } from "../../transformer.ts";
import { transposed } from "../../transposed.ts";

/** @see sklearn/kernel_approximation.py `RBFSampler.transform` */
export function readRbfSampler(state: State): Estimator {
  return randomFeatures(state, numbers);
}

/** @see sklearn/kernel_approximation.py `SkewedChi2Sampler.transform` */
export function readSkewedChi2Sampler(state: State): Estimator {
  const skewedness = state.number("skewedness", 1);
  return randomFeatures(state, (samples, rule) => {
    const x = denseRows(samples, rule);
    const low = x.data.find((value) => value <= -skewedness);
    if (low !== undefined) throw wrongKind(rule, `numbers above ${-skewedness}`, String(low));
    return { ...x, data: x.data.map((value) => Math.log(value + skewedness)) };
  });
}

/** √(2 / n) · cos(x · weights + offset). */
function randomFeatures(
  state: State,
  prepare: (samples: Parameters<typeof numbers>[0], rule: NumberRule) => Matrix | SparseMatrix,
): Estimator {
  const { data, shape } = state.float64("random_weights_", [null, null]);
  const [features = 0, count = 0] = shape;
  const map: LinearMap = {
    coefficients: transposed(data, features, count),
    intercepts: state.float64("random_offset_", [count]).data,
    features,
  };
  const stated = state.integer("n_components", 0, 2 ** 31, count);
  if (stated !== count) throw state.mismatch("n_components", String(count), String(stated));
  const factor = Math.sqrt(2) / Math.sqrt(count);
  const inputs = state.numberInputs(features);
  const rule: NumberRule = { className: state.className, inputs };
  return transformer(state, {
    inputs,
    width: count,
    transform(samples): Result {
      const x = prepare(samples, rule);
      checkAnswerSize(x.rows, count, rule);
      const projection = linearScores(x, map);
      return floatMatrix(
        projection.map((value) => Math.cos(value) * factor),
        x.rows,
        count,
      );
    },
  });
}
