// Estimators whose answers are about the rows that they were fitted on, and that have none for new rows. They
// are read all the same, so that the file is named for what it is.

import type { Estimator, EstimatorRole } from "./estimator.ts";
import type { State } from "./state.ts";

/** An estimator without any method, as scikit-learn's has none for new rows. @param width  as in `State.width` */
export function fittedOnly(state: State, role: EstimatorRole, width: number | null): Estimator {
  return {
    ...state.description(),
    role,
    inputs: state.numberInputs(width),
    classes: null,
    outputs: 1,
    children: [],
    hints: () => null,
  };
}
