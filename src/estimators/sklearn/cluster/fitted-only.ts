// Clusterers that label the rows they were fitted on and have no answer for new ones.

import type { Estimator } from "../../estimator.ts";
import { fittedOnly } from "../../fitted-only.ts";
import type { State } from "../../state.ts";

export function readFittedOnly(state: State): Estimator {
  state.labels("labels_");
  return fittedOnly(state, "clusterer", null);
}
