// SelectFromModel: features that an estimator found important enough.

import { describe, type FloatArray, scalarNumber, scalarText } from "../../attribute-values.ts";
import type { Estimator } from "../../estimator.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import { versionAtLeast } from "../../version.ts";
import { readImportances } from "./importances.ts";
import { median } from "./percentile.ts";
import { passesMissing, positionsWhere, selector } from "./selector.ts";

/** @see sklearn/feature_selection/_from_model.py `SelectFromModel._get_support_mask` */
export function readSelectFromModel(state: State): Estimator {
  // With `prefit` the given estimator is the fitted one.
  const place = state.has("estimator_") ? "estimator_" : "estimator";
  const inner = state.estimator(place);
  const fitted = state.member(place, state.value(place));
  const scores = normed(state, readImportances(fitted, getterOf(state)));
  const threshold = thresholdOf(state, fitted, scores);
  const most = mostFeatures(state);
  const chosen = most === null ? null : firstBest(scores, most);
  const kept = positionsWhere(scores.length, (j) => {
    return !((scores[j] ?? 0) < threshold) && (chosen === null || chosen.has(j));
  });
  const { width, names } = inner.inputs;
  if (width !== null && width !== scores.length) {
    throw state.invalid(`its ${place} takes ${width} features and rates ${scores.length}`);
  }
  const inputs = state.numberInputs(scores.length, { missing: passesMissing(inner) });
  return {
    ...selector(state, { ...inputs, names: inputs.names ?? names }, kept),
    children: [{ name: place, estimator: inner }],
    hints: () => inner.hints(),
  };
}

function getterOf(state: State): string {
  if (!state.has("importance_getter")) return "auto";
  const getter = state.value("importance_getter");
  const text = scalarText(getter);
  if (text === undefined) throw state.unsupported(`importances by ${describe(getter)}`);
  return text;
}

/** The norm of each feature's coefficients over the outputs. @see numpy.linalg.norm */
function normed(state: State, { shape, data }: FloatArray): Float64Array {
  if (shape.length === 1) return data.map(Math.abs);
  const [rows = 0, features = 0] = shape;
  const order = state.number("norm_order", 1);
  return Float64Array.from({ length: features }, (_, j) => {
    const column = Float64Array.from({ length: rows }, (_, row) => {
      return Math.abs(data[row * features + j] ?? 0);
    });
    return norm(column, order);
  });
}

/** @param sizes  absolute values */
function norm(sizes: Float64Array, order: number): number {
  if (order === Infinity) return sizes.reduce((a, b) => Math.max(a, b), -Infinity);
  if (order === -Infinity) return sizes.reduce((a, b) => Math.min(a, b), Infinity);
  if (order === 0) return sizes.filter((size) => size !== 0).length;
  if (order === 1) return sizes.reduce((a, b) => a + b, 0);
  if (order === 2) return Math.sqrt(sizes.reduce((a, b) => a + b * b, 0));
  return sizes.reduce((a, b) => a + b ** order, 0) ** (1 / order);
}

function thresholdOf(state: State, fitted: State, scores: Float64Array): number {
  const given = state.optional("threshold") ?? null;
  if (given === null) return isLasso(state, fitted) ? 1e-5 : reference(state, "mean", scores);
  const number = scalarNumber(given);
  if (number !== undefined) return number;
  const text = scalarText(given) ?? "";
  if (!text.includes("*")) return reference(state, text, scores);
  const [scale = "", name = "", ...more] = text.split("*").map((part) => part.trim());
  const factor = scale === "" || more.length > 0 ? Number.NaN : Number(scale);
  if (Number.isNaN(factor)) throw state.mismatch("threshold", "such as 1.25*mean", text);
  return factor * reference(state, name, scores);
}

function reference(state: State, name: string, scores: Float64Array): number {
  if (name === "mean") return pairwiseSum(scores, 0, scores.length) / scores.length;
  if (name === "median") return median(scores);
  throw state.mismatch("threshold", "a number, mean or median", name);
}

/**
 * Whether the estimator sets coefficients to zero itself, so that all others count. Elastic nets that are
 * lassos are told since 1.1, such logistic regressions since 1.8.
 *
 * @see sklearn/feature_selection/_from_model.py `_calculate_threshold`
 */
function isLasso(state: State, fitted: State): boolean {
  const { className } = fitted;
  if (scalarText(fitted.optional("penalty")) === "l1" || className.includes("Lasso")) return true;
  const isNet = className.includes("ElasticNet") && versionAtLeast(state.writtenBy, "1.1");
  const isLogistic =
    className.startsWith("LogisticRegression") && versionAtLeast(state.writtenBy, "1.8");
  return (isNet || isLogistic) && ["l1_ratio", "l1_ratio_"].some((name) => isOne(fitted, name));
}

function isOne(state: State, name: string): boolean {
  const number = scalarNumber(state.optional(name));
  return number !== undefined && Math.abs(number - 1) <= 1e-8 + 1e-5;
}

function mostFeatures(state: State): number | null {
  if (!state.isSet("max_features")) return null;
  return state.integer(state.has("max_features_") ? "max_features_" : "max_features", 0, 2 ** 31);
}

/** The features with the largest scores, the first ones among equals. */
function firstBest(scores: Float64Array, count: number): ReadonlySet<number> {
  const order = Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  return new Set(order.slice(0, count));
}
