// TruncatedSVD, also known as latent semantic analysis: rows times singular vectors, sparse rows too.

import type { Estimator } from "../../estimator.ts";
import { numbers } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import type { State } from "../../state.ts";
import { combine, projector, readComponents } from "./projection.ts";

/** @see sklearn/decomposition/_truncated_svd.py `TruncatedSVD` */
export function readTruncatedSvd(state: State): Estimator {
  const components = readComponents(state);
  const { count, features, data } = components;
  const rule = { className: state.className, inputs: state.numberInputs(features) };
  const map = { coefficients: data, intercepts: new Float64Array(count), features };
  return projector(state, {
    rule,
    width: count,
    project: (samples) => linearScores(numbers(samples, rule), map),
    restore: (x) => combine(x, components),
  });
}
