// The classes of sklearn.gaussian_process.

import type { EstimatorReader } from "../../read-context.ts";
import { readGaussianProcessClassifier, readLaplaceClassifier } from "./classifier.ts";
import { readGaussianProcessRegressor } from "./regressor.ts";

export const readers: ReadonlyMap<string, EstimatorReader> = new Map([
  ["sklearn.gaussian_process.GaussianProcessClassifier", readGaussianProcessClassifier],
  ["sklearn.gaussian_process.GaussianProcessRegressor", readGaussianProcessRegressor],
  // What the classifier holds one of, or one for each class.
  ["sklearn.gaussian_process._gpc._BinaryGaussianProcessClassifierLaplace", readLaplaceClassifier],
]);
