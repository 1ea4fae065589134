// The classes of sklearn.dummy.

import type { EstimatorReader } from "../../read-context.ts";
import { readDummyClassifier } from "./dummy-classifier.ts";
import { readDummyRegressor } from "./dummy-regressor.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.dummy.DummyClassifier", readDummyClassifier],
  ["sklearn.dummy.DummyRegressor", readDummyRegressor],
];
