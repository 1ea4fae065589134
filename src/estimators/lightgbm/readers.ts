// LightGBM's scikit-learn classes and its own Booster.

import type { EstimatorReader } from "../read-context.ts";
import { readBooster, readLightClassifier, readLightRegressor } from "./wrappers.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["lightgbm.Booster", readBooster],
  ["lightgbm.LGBMClassifier", readLightClassifier],
  ["lightgbm.LGBMModel", readLightRegressor],
  ["lightgbm.LGBMRanker", readLightRegressor],
  ["lightgbm.LGBMRegressor", readLightRegressor],
];
