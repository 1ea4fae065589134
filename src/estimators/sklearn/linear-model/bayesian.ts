// BayesianRidge and ARDRegression: linear regressions that know how sure they are.

import { quadraticForm } from "../../dot-product.ts";
import type { Estimator } from "../../estimator.ts";
import { denseRows, type NumberRule } from "../../inputs.ts";
import { floatVector } from "../../results.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { readLinearRegression } from "./linear-regression.ts";

/** Deviations came in 0.19. @see sklearn/linear_model/_bayes.py `BayesianRidge.predict`, `ARDRegression.predict` */
export function readBayesianRegression(state: State): Estimator {
  const estimator = readLinearRegression(state);
  const { className, inputs } = estimator;
  const width = inputs.width ?? 0;
  const scaled = state.has("normalize") && isTrue(state, "normalize");
  // What 0.23 forgot to keep it cannot use.
  if (!versionAtLeast(state.writtenBy, "0.19") || (scaled && !state.isSet("X_offset_"))) {
    return estimator;
  }
  const used = readUsed(state, width);
  const sigma = state.float64("sigma_", [used.length, used.length]).data;
  const precision = state.number("alpha_");
  const { offsets, scales } = readUnits(state, width, scaled);
  const rule: NumberRule = { className, inputs };
  return {
    ...estimator,
    predictStd(samples) {
      const x = denseRows(samples, rule);
      const answers = new Float64Array(x.rows);
      const row = new Float64Array(used.length);
      for (let i = 0; i < x.rows; i++) {
        for (const [k, j] of used.entries()) {
          row[k] = ((x.data[i * width + j] ?? 0) - (offsets[j] ?? 0)) / (scales[j] ?? 1);
        }
        answers[i] = Math.sqrt(quadraticForm(row, sigma) + 1 / precision);
      }
      return floatVector(answers);
    },
  };
}

/** `normalize` was "deprecated", which is no, in 1.0 and 1.1. */
function isTrue(state: State, name: string): boolean {
  return state.optional(name) === true;
}

/** The features that the model uses: all, or those that ARDRegression did not prune. */
function readUsed(state: State, width: number): readonly number[] {
  const all = Array.from({ length: width }, (_, j) => j);
  if (state.className !== "ARDRegression") return all;
  const precisions = state.rawFloat64("lambda_", [width]).data;
  const threshold = state.number("threshold_lambda");
  return all.filter((j) => (precisions[j] ?? Infinity) < threshold);
}

/** What is taken from the features, since 1.9 and where they were normalized, and what they are divided by. */
function readUnits(
  state: State,
  width: number,
  scaled: boolean,
): { readonly offsets: Float64Array; readonly scales: Float64Array } {
  const centered = scaled || versionAtLeast(state.writtenBy, "1.9");
  return {
    offsets: centered ? state.float64("X_offset_", [width]).data : new Float64Array(width),
    scales: scaled ? state.float64("X_scale_", [width]).data : new Float64Array(width).fill(1),
  };
}
