// The classes of sklearn.ensemble.

import type { EstimatorReader } from "../../read-context.ts";
import { readForestClassifier, readForestRegressor } from "./forest.ts";

export const ensembleReaders: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.ensemble.RandomForestClassifier", readForestClassifier],
  ["sklearn.ensemble.RandomForestRegressor", readForestRegressor],
  ["sklearn.ensemble.ExtraTreesClassifier", readForestClassifier],
  ["sklearn.ensemble.ExtraTreesRegressor", readForestRegressor],
];
