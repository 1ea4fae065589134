// The classes of sklearn.feature_selection.

import type { EstimatorReader } from "../../read-context.ts";
import { readSelectFromModel } from "./from-model.ts";
import { readRecursiveElimination, readSequentialSelector } from "./recursive.ts";
import {
  readGenericUnivariateSelect,
  readSelectFdr,
  readSelectFpr,
  readSelectFwe,
  readSelectKBest,
  readSelectPercentile,
  readVarianceThreshold,
} from "./univariate.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.feature_selection.GenericUnivariateSelect", readGenericUnivariateSelect],
  ["sklearn.feature_selection.RFE", readRecursiveElimination],
  ["sklearn.feature_selection.RFECV", readRecursiveElimination],
  ["sklearn.feature_selection.SelectFdr", readSelectFdr],
  ["sklearn.feature_selection.SelectFpr", readSelectFpr],
  ["sklearn.feature_selection.SelectFromModel", readSelectFromModel],
  ["sklearn.feature_selection.SelectFwe", readSelectFwe],
  ["sklearn.feature_selection.SelectKBest", readSelectKBest],
  ["sklearn.feature_selection.SelectPercentile", readSelectPercentile],
  ["sklearn.feature_selection.SequentialFeatureSelector", readSequentialSelector],
  ["sklearn.feature_selection.VarianceThreshold", readVarianceThreshold],
];
