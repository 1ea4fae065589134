// XGBoost's models that answer with numbers: regressors, rankers, and boosters by themselves.

import type { Estimator } from "../estimator.ts";
import type { State } from "../state.ts";
import { floatAnswer, readBare, readWrapped, type Wrapped } from "./wrapper.ts";

/** XGBRegressor, XGBRFRegressor, XGBRanker, XGBModel. */
export function readXgbRegressor(state: State): Estimator {
  return answering(readWrapped(state));
}

/** A Booster gives what its objective says: "binary:logistic" a probability per row. */
export function readBooster(state: State): Estimator {
  return answering(readBare(state));
}

function answering(wrapped: Wrapped): Estimator {
  const { width } = wrapped;
  return {
    ...wrapped.common,
    role: "regressor",
    classes: null,
    outputs: width,
    predict: (samples) => floatAnswer(wrapped.predict(samples), width),
  };
}
