// Principal components: rows around their mean, seen along the directions of largest variance.

import { NdArray } from "../../../objects/ndarray.ts";
import type { Estimator, InputHint } from "../../estimator.ts";
import { denseNumbers, denseRows, type NumberRule, numbers } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import { floatVector } from "../../results.ts";
import type { Matrix, Samples, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import {
  addToColumns,
  type Components,
  centered,
  combine,
  projector,
  readComponents,
} from "./projection.ts";

interface Pca {
  readonly components: Components;
  /** One number per feature. */
  readonly mean: Float64Array;
  /** One number per component. */
  readonly variances: Float64Array;
  readonly whiten: boolean;
}

/** @see sklearn/decomposition/_pca.py `PCA` */
export function readPca(state: State): Estimator {
  const pca = readModel(state);
  const rule = ruleOf(state, pca);
  // Sparse rows are taken since 1.4.
  const read = versionAtLeast(state.writtenBy, "1.4") ? numbers : denseRows;
  const likelihoods = logLikelihoods(state, pca);
  const estimator = projectorOf(state, pca, { rule, read });
  if (likelihoods === null) return estimator;
  return {
    ...estimator,
    scoreSamples: (samples) => floatVector(likelihoods(denseRows(samples, rule))),
  };
}

/** Sparse rows are made dense, in batches. @see sklearn/decomposition/_incremental_pca.py `IncrementalPCA` */
export function readIncrementalPca(state: State): Estimator {
  const pca = readModel(state);
  return projectorOf(state, pca, { rule: ruleOf(state, pca), read: denseNumbers });
}

function ruleOf(state: State, { components }: Pca): NumberRule {
  return { className: state.className, inputs: state.numberInputs(components.features) };
}

function readModel(state: State): Pca {
  const components = readComponents(state);
  const { count, features } = components;
  const mean = state.isSet("mean_")
    ? state.float64("mean_", [features]).data
    : new Float64Array(features);
  const variances = state.float64("explained_variance_", [count]).data;
  for (const variance of variances) {
    if (variance < 0) throw state.mismatch("explained_variance_", "not below 0", String(variance));
  }
  return { components, mean, variances, whiten: state.boolean("whiten", false) };
}

/** @see sklearn/decomposition/_base.py `_BasePCA.transform`, `inverse_transform` */
function projectorOf(
  state: State,
  pca: Pca,
  taking: {
    readonly rule: NumberRule;
    readonly read: (samples: Samples, rule: NumberRule) => Matrix | SparseMatrix;
  },
): Estimator {
  const { rule, read } = taking;
  const { components, mean, variances, whiten } = pca;
  const isSingle = holdsSingles(state);
  const deviations = variances.map((variance) => {
    const deviation = Math.sqrt(variance);
    return isSingle ? Math.fround(deviation) : deviation;
  });
  const scale = whiten ? whitening(state, deviations) : null;
  const project = projectionOf(state, pca);
  return projector(state, {
    rule,
    width: components.count,
    project(samples) {
      const projected = project(read(samples, rule));
      if (scale === null) return projected;
      return projected.map((value, i) => value / (scale[i % scale.length] ?? 1));
    },
    restore(x) {
      if (!whiten) return addToColumns(combine(x, components), mean);
      const data = x.data.map((value, i) => value * (deviations[i % deviations.length] ?? 1));
      return addToColumns(combine({ ...x, data }, components), mean);
    },
    hints: () => usualRanges(pca, Math.max(noiseOf(state) ?? 0, 0)),
  });
}

/** Whether the model was fitted on float32, which its square roots are then too. */
function holdsSingles(state: State): boolean {
  const held = state.value("explained_variance_");
  return held instanceof NdArray && held.dtype.itemSize === 4;
}

/** Since 1.5 whitening divides by no less than the smallest step of the numbers. */
function whitening(state: State, deviations: Float64Array): Float64Array {
  if (!versionAtLeast(state.writtenBy, "1.5")) return deviations;
  const least = holdsSingles(state) ? 2 ** -23 : Number.EPSILON;
  return deviations.map((deviation) => Math.max(deviation, least));
}

/** Since 1.5, and for sparse rows ever, the mean is taken away after the projection. */
function projectionOf(state: State, pca: Pca): (x: Matrix | SparseMatrix) => Float64Array {
  const { components, mean } = pca;
  const { count, features, data } = components;
  const map = { coefficients: data, intercepts: new Float64Array(count), features };
  const middle = linearScores({ kind: "dense", data: mean, rows: 1, columns: features }, map);
  const shift = middle.map((value) => -value);
  const isLate = versionAtLeast(state.writtenBy, "1.5");
  return (x) => {
    if (isLate || x.kind === "sparse") return addToColumns(linearScores(x, map), shift);
    return linearScores(centered(x, mean), map);
  };
}

function noiseOf(state: State): number | null {
  return state.isSet("noise_variance_") ? state.number("noise_variance_") : null;
}

/**
 * The logarithm of each row's density under the probabilistic model of PCA, whose covariance has the
 * components as its axes and the same noise in all other directions. scikit-learn inverts that covariance;
 * along its axes it is a division.
 *
 * @returns null where there is no noise and not every direction has a component: the covariance has no inverse
 * @see sklearn/decomposition/_pca.py `PCA.score_samples`, sklearn/decomposition/_base.py `get_precision`
 */
function logLikelihoods(state: State, pca: Pca): ((x: Matrix) => Float64Array) | null {
  const { components, mean, variances, whiten } = pca;
  const { count, features, data } = components;
  const noise = noiseOf(state);
  if (noise === null || !(noise >= 0) || (noise === 0 && count < features)) return null;
  const along = variances.map((variance) => {
    const more = Math.max(variance - noise, 0);
    return noise + (whiten ? more * variance : more);
  });
  const rest = features - count;
  const logNoise = rest > 0 ? rest * Math.log(noise) : 0;
  const logVolume = along.reduce((sum, variance) => sum + Math.log(variance), logNoise);
  const constant = -0.5 * (features * Math.log(2 * Math.PI) + logVolume);
  const map = { coefficients: data, intercepts: new Float64Array(count), features };
  return (x) => {
    const away = centered(x, mean);
    const projected = linearScores(away, map);
    return Float64Array.from({ length: x.rows }, (_, row) => {
      let [outside, distance] = [0, 0];
      for (let j = 0; j < features; j++) outside += (away.data[row * features + j] ?? 0) ** 2;
      for (let k = 0; k < count; k++) {
        const square = (projected[row * count + k] ?? 0) ** 2;
        outside -= square;
        distance += square / (along[k] ?? 1);
      }
      if (rest > 0) distance += outside / noise;
      return constant - 0.5 * distance;
    });
  };
}

/** Each feature's mean ± 2 standard deviations, as far as the components and the noise explain it. */
function usualRanges({ components, mean, variances }: Pca, noise: number): readonly InputHint[] {
  const { count, features, data } = components;
  return Array.from(mean, (typical, j) => {
    let variance = count < features ? noise : 0;
    for (let k = 0; k < count; k++) {
      const share = data[k * features + j] ?? 0;
      variance += Math.max((variances[k] ?? 0) - (count < features ? noise : 0), 0) * share * share;
    }
    const reach = 2 * Math.sqrt(variance);
    return { low: typical - reach, high: typical + reach, typical };
  });
}
