// XGBoost's scikit-learn classes and its own Booster.

import type { EstimatorReader } from "../read-context.ts";
import { readXgbClassifier } from "./classifier.ts";
import { readBooster, readXgbRegressor } from "./regressor.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["xgboost.Booster", readBooster],
  ["xgboost.XGBClassifier", readXgbClassifier],
  ["xgboost.XGBModel", readXgbRegressor],
  ["xgboost.XGBRFClassifier", readXgbClassifier],
  ["xgboost.XGBRFRegressor", readXgbRegressor],
  ["xgboost.XGBRanker", readXgbRegressor],
  ["xgboost.XGBRegressor", readXgbRegressor],
];
