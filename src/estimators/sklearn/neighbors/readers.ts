// The classes of sklearn.neighbors.

import type { EstimatorReader } from "../../read-context.ts";
import { readNeighborhoodComponents } from "./components.ts";
import { readKernelDensity } from "./kernel-density.ts";
import { readKNeighborsClassifier } from "./kneighbors-classifier.ts";
import { readKNeighborsRegressor } from "./kneighbors-regressor.ts";
import { readLocalOutlierFactor } from "./local-outlier-factor.ts";
import { readNearestCentroid } from "./nearest-centroid.ts";
import {
  readKNeighborsTransformer,
  readNearestNeighbors,
  readRadiusNeighborsTransformer,
} from "./nearest-neighbors.ts";
import { readRadiusNeighborsClassifier } from "./radius-classifier.ts";
import { readRadiusNeighborsRegressor } from "./radius-regressor.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.neighbors.KNeighborsClassifier", readKNeighborsClassifier],
  ["sklearn.neighbors.KNeighborsRegressor", readKNeighborsRegressor],
  ["sklearn.neighbors.KNeighborsTransformer", readKNeighborsTransformer],
  ["sklearn.neighbors.KernelDensity", readKernelDensity],
  ["sklearn.neighbors.LocalOutlierFactor", readLocalOutlierFactor],
  ["sklearn.neighbors.NearestCentroid", readNearestCentroid],
  ["sklearn.neighbors.NearestNeighbors", readNearestNeighbors],
  ["sklearn.neighbors.NeighborhoodComponentsAnalysis", readNeighborhoodComponents],
  ["sklearn.neighbors.RadiusNeighborsClassifier", readRadiusNeighborsClassifier],
  ["sklearn.neighbors.RadiusNeighborsRegressor", readRadiusNeighborsRegressor],
  ["sklearn.neighbors.RadiusNeighborsTransformer", readRadiusNeighborsTransformer],
];
