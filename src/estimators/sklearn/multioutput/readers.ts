// The classes of sklearn.multioutput.

import type { EstimatorReader } from "../../read-context.ts";
import { readClassifierChain, readRegressorChain } from "./chain.ts";
import { readMultiOutputClassifier, readMultiOutputRegressor } from "./multi-output.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.multioutput.ClassifierChain", readClassifierChain],
  ["sklearn.multioutput.MultiOutputClassifier", readMultiOutputClassifier],
  ["sklearn.multioutput.MultiOutputRegressor", readMultiOutputRegressor],
  ["sklearn.multioutput.RegressorChain", readRegressorChain],
];
