// Clusterers that label the rows they were fitted on and have no answer for new ones. They are read all the
// same, so that the file is named for what it is.

import type { Estimator } from "../../estimator.ts";
import type { State } from "../../state.ts";

/** An estimator without any method, as scikit-learn's has none for new rows. */
export function readFittedOnly(state: State): Estimator {
  state.labels("labels_");
  return {
    ...state.description(),
    role: "clusterer",
    inputs: state.numberInputs(null),
    classes: null,
    outputs: 1,
    children: [],
    hints: () => null,
  };
}
