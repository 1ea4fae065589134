// The classes of sklearn.mixture.

import type { EstimatorReader } from "../../read-context.ts";
import { readBayesianGaussianMixture, readGaussianMixture } from "./gaussian-mixture.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.mixture.BayesianGaussianMixture", readBayesianGaussianMixture],
  ["sklearn.mixture.GaussianMixture", readGaussianMixture],
];
