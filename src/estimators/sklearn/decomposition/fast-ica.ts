// FastICA: independent sources, unmixed by one matrix and mixed again by another.

import type { Estimator } from "../../estimator.ts";
import { denseRows } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import type { State } from "../../state.ts";
import { addToColumns, centered, projector, readComponents } from "./projection.ts";

/** @see sklearn/decomposition/_fastica.py `FastICA.transform`, `inverse_transform` */
export function readFastIca(state: State): Estimator {
  const { count, features, data } = readComponents(state);
  const mixing = state.float64("mixing_", [features, count]).data;
  // `whiten` has been a bool, then the name of a way to do it.
  const mean = isWhitened(state) ? state.float64("mean_", [features]).data : null;
  const rule = { className: state.className, inputs: state.numberInputs(features) };
  const unmix = { coefficients: data, intercepts: new Float64Array(count), features };
  const mix = { coefficients: mixing, intercepts: new Float64Array(features), features: count };
  return projector(state, {
    rule,
    width: count,
    project(samples) {
      const x = denseRows(samples, rule);
      return linearScores(mean === null ? x : centered(x, mean), unmix);
    },
    restore(x) {
      const mixed = linearScores(x, mix);
      return mean === null ? mixed : addToColumns(mixed, mean);
    },
  });
}

function isWhitened(state: State): boolean {
  return typeof state.optional("whiten") === "string" || state.boolean("whiten", true);
}
