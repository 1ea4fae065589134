// XGBoost's models that answer with numbers: regressors, rankers, and boosters by themselves.

import { savedBy, saveModel } from "../../objects/foreign-models.ts";
import type { Estimator } from "../estimator.ts";
import type { State } from "../state.ts";
import { savedClassifier } from "./classifier.ts";
import { isClassification, readSavedModel } from "./saved-model.ts";
import { floatAnswer, readBare, readSaved, readWrapped, type Wrapped } from "./wrapper.ts";

/** XGBRegressor, XGBRFRegressor, XGBRanker, XGBModel. */
export function readXgbRegressor(state: State): Estimator {
  return answering(readWrapped(state));
}

/**
 * A Booster gives what its objective says: "binary:logistic" a probability per row. One that was a file of its own is
 * what XGBoost's class for its objective makes of that file: "binary:logistic" gives labels, and their probabilities.
 */
export function readBooster(state: State): Estimator {
  return state.optional(savedBy) === saveModel
    ? readSavedBooster(state)
    : answering(readBare(state));
}

function readSavedBooster(state: State): Estimator {
  const wrapped = readSaved(state);
  const { className, labels } = readSavedModel(wrapped.file);
  const isClassifier =
    className?.endsWith("Classifier") ?? isClassification(wrapped.objective.name);
  const name = className ?? (isClassifier ? "XGBClassifier" : "XGBRegressor");
  const estimator = isClassifier ? savedClassifier(wrapped, labels) : answering(wrapped);
  return { ...estimator, className: name, path: `xgboost.${name}` };
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
