// The classes of sklearn.random_projection.

import type { EstimatorReader } from "../../read-context.ts";
import { readGaussianRandomProjection, readSparseRandomProjection } from "./random-projection.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.random_projection.GaussianRandomProjection", readGaussianRandomProjection],
  ["sklearn.random_projection.SparseRandomProjection", readSparseRandomProjection],
];
