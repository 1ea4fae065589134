// Dummy estimators look at no samples: they take whatever they are given.

import type { InputSpec } from "../../estimator.ts";
import type { State } from "../../state.ts";

/** The width is for display; samples of another one are taken too. */
export function anyInputs(state: State): InputSpec {
  const width = state.width(null);
  return { kind: "table", width, names: state.featureNames(width), allowsMissing: true };
}
