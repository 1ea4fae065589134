// SelfTrainingClassifier: the classifier that was fitted last, on labels of its own making too, answers.

import { delegateTo } from "../../delegation.ts";
import type { Estimator } from "../../estimator.ts";
import type { State } from "../../state.ts";

/** Until 1.5 the classifier was `base_estimator_`. @see sklearn/semi_supervised/_self_training.py */
export function readSelfTraining(state: State): Estimator {
  const place = state.has("estimator_") ? "estimator_" : "base_estimator_";
  const { description, answers } = delegateTo(state, place, state.estimator(place));
  const { predict, predictProba, predictLogProba, decisionFunction } = answers;
  if (predict === undefined || description.classes === null) {
    throw state.invalid(`its ${place} is no classifier`);
  }
  return {
    ...description,
    role: "classifier",
    predict,
    ...(predictProba && { predictProba }),
    ...(predictLogProba && { predictLogProba }),
    ...(decisionFunction && { decisionFunction }),
  };
}
