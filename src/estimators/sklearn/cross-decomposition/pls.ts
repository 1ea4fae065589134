// Partial least squares and canonical correlation: features and targets seen along directions that vary
// together.

import type { Estimator, InputHint } from "../../estimator.ts";
import { denseRows, type NumberRule } from "../../inputs.ts";
import type { LinearMap } from "../../linear-map.ts";
import { linearScores } from "../../linear-scores.ts";
import { floatMatrix, floatVector } from "../../results.ts";
import type { Matrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { transposed } from "../../transposed.ts";
import { usualRange } from "../../usual-range.ts";
import { versionAtLeast } from "../../version.ts";
import { addToColumns, centered, type Projection, projector } from "../decomposition/projection.ts";

/** What is taken from each feature, and by what it is divided. */
interface Scale {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** @see sklearn/cross_decomposition/_pls.py `_PLS`: PLSRegression, PLSCanonical, CCA */
export function readPls(state: State): Estimator {
  const rotations = state.float64("x_rotations_", [null, null]);
  const [features = 0, width = 0] = rotations.shape;
  const scale = readScale(state, features);
  const rule = { className: state.className, inputs: state.numberInputs(features) };
  const loadings = state.float64("x_loadings_", [features, width]).data;
  const back = { coefficients: loadings, intercepts: new Float64Array(features), features: width };
  const map = readCoefficients(state, features);
  const outputs = map.intercepts.length;
  const isVector = state.boolean("_predict_1d", false) && outputs === 1;
  const restore = (x: Matrix): Float64Array => {
    const restored = linearScores(x, back).map((value, i) => {
      return value * (scale.deviation[i % features] ?? 1);
    });
    return addToColumns(restored, scale.mean);
  };
  // Since 1.5 the deviations are in the coefficients.
  const isScaled = versionAtLeast(state.writtenBy, "1.5");
  return {
    ...projector(state, { ...scores(rule, scale, { ...rotations, width }), restore }),
    role: "regressor",
    outputs,
    hints: () => scaleHints(scale),
    predict(samples) {
      const x = denseRows(samples, rule);
      const answers = linearScores(isScaled ? centered(x, scale.mean) : scaled(x, scale), map);
      return isVector ? floatVector(answers) : floatMatrix(answers, x.rows, outputs);
    },
  };
}

/** @see sklearn/cross_decomposition/_pls.py `PLSSVD` */
export function readPlsSvd(state: State): Estimator {
  const { data, shape } = state.float64("x_weights_", [null, null]);
  const [features = 0, width = 0] = shape;
  const scale = readScale(state, features);
  const rule = { className: state.className, inputs: state.numberInputs(features) };
  return {
    ...projector(state, scores(rule, scale, { data, width })),
    hints: () => scaleHints(scale),
  };
}

/** Deviations are all 1 where the features were not scaled. */
function scaleHints({ mean, deviation }: Scale): readonly InputHint[] {
  const isScaled = deviation.some((value) => value !== 1);
  return Array.from(mean, (center, j) =>
    usualRange(center, isScaled ? (deviation[j] ?? Number.NaN) : Number.NaN),
  );
}

/** Attributes that were public until 0.23. */
function readScale(state: State, features: number): Scale {
  const isNew = state.has("_x_mean");
  const deviation = state.float64(isNew ? "_x_std" : "x_std_", [features]).data;
  if (deviation.includes(0)) throw state.mismatch(isNew ? "_x_std" : "x_std_", "not 0", "0");
  return { mean: state.float64(isNew ? "_x_mean" : "x_mean_", [features]).data, deviation };
}

/** Until 1.0 the coefficients lay the other way round and the mean of the targets stood for the intercepts. */
function readCoefficients(state: State, features: number): LinearMap {
  if (state.has("intercept_")) {
    const name = state.has("_coef_") ? "_coef_" : "coef_";
    const { data, shape } = state.float64(name, [null, features]);
    const intercepts = state.float64("intercept_", [shape[0] ?? 0]).data;
    return { coefficients: data, intercepts, features };
  }
  const { data, shape } = state.float64(state.has("_coef_") ? "_coef_" : "coef_", [features, null]);
  const outputs = shape[1] ?? 0;
  const name = state.has("_y_mean") ? "_y_mean" : "y_mean_";
  const intercepts = state.float64(name, [outputs]).data;
  return { coefficients: transposed(data, features, outputs), intercepts, features };
}

function scaled(x: Matrix, { mean, deviation }: Scale): Matrix {
  const { columns } = x;
  const data = x.data.map((value, i) => {
    return (value - (mean[i % columns] ?? 0)) / (deviation[i % columns] ?? 1);
  });
  return { ...x, data };
}

/** @param weights  features × width */
function scores(
  rule: NumberRule,
  scale: Scale,
  weights: { readonly data: Float64Array; readonly width: number },
): Pick<Projection, "rule" | "width" | "project"> {
  const { data, width } = weights;
  const features = scale.mean.length;
  const coefficients = transposed(data, features, width);
  const map = { coefficients, intercepts: new Float64Array(width), features };
  return {
    rule,
    width,
    project: (samples) => linearScores(scaled(denseRows(samples, rule), scale), map),
  };
}
