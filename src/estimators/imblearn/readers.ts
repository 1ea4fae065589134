// The classes of imbalanced-learn: a pipeline that passes over what only balances the training data, and
// ensembles that answer as scikit-learn's own.

import type { EstimatorReader } from "../read-context.ts";
import { readAdaBoostClassifier } from "../sklearn/ensemble/adaboost-classifier.ts";
import { readBaggingClassifier } from "../sklearn/ensemble/bagging.ts";
import { readForestClassifier } from "../sklearn/ensemble/forest.ts";
import { readPipeline } from "../sklearn/pipeline/pipeline.ts";

/** Classes that draw training samples, by public path; they transform nothing. */
const samplers = /^imblearn\.((over_sampling|under_sampling|combine)\.\w+|FunctionSampler)$/;

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["imblearn.ensemble.BalancedBaggingClassifier", readBaggingClassifier],
  ["imblearn.ensemble.BalancedRandomForestClassifier", readForestClassifier],
  ["imblearn.ensemble.EasyEnsembleClassifier", readBaggingClassifier],
  ["imblearn.ensemble.RUSBoostClassifier", readAdaBoostClassifier],
  ["imblearn.pipeline.Pipeline", (state) => readPipeline(state, (path) => samplers.test(path))],
];
