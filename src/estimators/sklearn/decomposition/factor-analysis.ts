// FactorAnalysis: few hidden factors, and noise of its own in each feature.

import { logDeterminant } from "../../cholesky.ts";
import type { Estimator } from "../../estimator.ts";
import { denseRows } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import { floatVector } from "../../results.ts";
import type { Matrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { rootOfProducts, solveRows } from "./component-products.ts";
import { centered, projector, readComponents } from "./projection.ts";

/**
 * Expected factors are (I + W Ψ⁻¹ Wᵀ)⁻¹ W Ψ⁻¹ (x − μ); densities come from the same inverse.
 *
 * @see sklearn/decomposition/_factor_analysis.py `FactorAnalysis.transform`, `score_samples`
 */
export function readFactorAnalysis(state: State): Estimator {
  const components = readComponents(state);
  const { count, features, data } = components;
  const mean = state.float64("mean_", [features]).data;
  const noise = state.float64("noise_variance_", [features]).data;
  for (const variance of noise) {
    if (variance <= 0) throw state.mismatch("noise_variance_", "above 0", String(variance));
  }
  const precise = noise.map((variance) => 1 / variance);
  const root = rootOfProducts(state, components, { weights: precise, diagonal: 1 });
  const coefficients = data.map((value, i) => value / (noise[i % features] ?? 1));
  const map = { coefficients, intercepts: new Float64Array(count), features };
  const rule = { className: state.className, inputs: state.numberInputs(features) };
  const logVolume = noise.reduce((sum, variance) => sum + Math.log(variance), 0);
  const constant = -0.5 * (features * Math.log(2 * Math.PI) + logVolume + logDeterminant(root));
  const densities = (x: Matrix): Float64Array => {
    const weighted = linearScores(x, map);
    const factors = solveRows(root, weighted.slice());
    return Float64Array.from({ length: x.rows }, (_, row) => {
      let distance = 0;
      for (let j = 0; j < features; j++) {
        distance += (x.data[row * features + j] ?? 0) ** 2 / (noise[j] ?? 1);
      }
      for (let k = 0; k < count; k++) {
        distance -= (weighted[row * count + k] ?? 0) * (factors[row * count + k] ?? 0);
      }
      return constant - 0.5 * distance;
    });
  };
  return {
    ...projector(state, {
      rule,
      width: count,
      project: (samples) =>
        solveRows(root, linearScores(centered(denseRows(samples, rule), mean), map)),
    }),
    scoreSamples: (samples) => floatVector(densities(centered(denseRows(samples, rule), mean))),
  };
}
