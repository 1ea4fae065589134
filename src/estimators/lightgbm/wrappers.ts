// LightGBM's scikit-learn classes, its Booster, and model files of its own.
// @see lightgbm/python-package/lightgbm/sklearn.py `LGBMClassifier.predict`, `LGBMClassifier.predict_proba`

import { savedBy, saveModel } from "../../objects/foreign-models.ts";
import type { Estimator, Labels } from "../estimator.ts";
import { binaryColumns } from "../probabilities.ts";
import { argmaxRows, floatMatrix, takeLabels } from "../results.ts";
import type { Samples } from "../samples.ts";
import type { State } from "../state.ts";
import { answerOf, type LightBooster, readLightBooster } from "./booster.ts";

function wrappedBooster(state: State): LightBooster {
  return readLightBooster(state.member("_Booster", state.value("_Booster")), state);
}

/** LGBMRegressor, LGBMRanker, LGBMModel. */
export function readLightRegressor(state: State): Estimator {
  return answering(wrappedBooster(state));
}

/** @throws ESTIMATOR_INVALID when the booster has another number of outputs than there are classes */
export function readLightClassifier(state: State): Estimator {
  const booster = wrappedBooster(state);
  const { outputs, objective } = booster.model;
  // LightGBM itself gives raw sums then, neither labels nor probabilities.
  if (objective.isOwn) throw state.unsupported("an objective of its own");
  const count = outputs === 1 ? 2 : outputs;
  const labels = state.isSet("_le")
    ? state.member("_le", state.value("_le")).labels("classes_", count)
    : state.labels("_classes", count);
  return classifying(booster, labels);
}

const wrapperNames = {
  regression: "Regressor",
  ranking: "Ranker",
  binary: "Classifier",
  classes: "Classifier",
} as const;

/**
 * A Booster gives what its objective says: "binary" a probability per row. One that was a file of its own is what
 * LightGBM's class for its objective would be: "binary" gives the labels 0 and 1, and their probabilities.
 */
export function readBooster(state: State): Estimator {
  const booster = readLightBooster(state);
  if (state.optional(savedBy) !== saveModel) return answering(booster);
  const { objective, outputs } = booster.model;
  const name = wrapperNames[objective.task];
  const count = outputs === 1 ? 2 : outputs;
  const labels: Labels = { type: "int", values: Array.from({ length: count }, (_, k) => k) };
  const estimator = name === "Classifier" ? classifying(booster, labels) : answering(booster);
  return { ...estimator, className: `LGBM${name}`, path: `lightgbm.LGBM${name}` };
}

function answering({ common, model, predict }: LightBooster): Estimator {
  const { outputs } = model;
  return {
    ...common,
    role: "regressor",
    classes: null,
    outputs,
    predict: (samples) => answerOf(predict(samples), outputs),
  };
}

/** The class of the largest probability, the first of several. */
function classifying({ common, model, predict }: LightBooster, labels: Labels): Estimator {
  const { outputs } = model;
  const width = labels.values.length;
  const shares = (samples: Samples): Float64Array => {
    const given = predict(samples);
    return outputs === 1 ? binaryColumns(given) : given;
  };
  return {
    ...common,
    role: "classifier",
    classes: [labels],
    outputs: 1,
    predict: (samples) => takeLabels(labels, argmaxRows(shares(samples), width)),
    predictBoth(samples) {
      const given = shares(samples);
      return {
        labels: takeLabels(labels, argmaxRows(given, width)),
        probabilities: floatMatrix(given, given.length / width, width),
      };
    },
    predictProba(samples) {
      const given = shares(samples);
      return floatMatrix(given, given.length / width, width);
    },
  };
}
