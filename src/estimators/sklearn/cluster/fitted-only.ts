// Clusterers that label the rows they were fitted on and have no answer for new ones.

import type { Estimator } from "../../estimator.ts";
import { fittedOnly } from "../../fitted-only.ts";
import type { State } from "../../state.ts";

/** Clusters of rows and columns at once. */
export function readBiclusters(state: State): Estimator {
  const rows = state.labels("row_labels_").values.length;
  const columns = state.labels("column_labels_").values.length;
  const [clusters = 0] = state.float64("rows_", [null, rows]).shape;
  state.float64("columns_", [clusters, columns]);
  return fittedOnly(state, "clusterer", columns);
}

export function readFittedOnly(state: State): Estimator {
  state.labels("labels_");
  return fittedOnly(state, "clusterer", null);
}
