// The classes of sklearn.discriminant_analysis.

import type { EstimatorReader } from "../../read-context.ts";
import { readLinearDiscriminant } from "./linear.ts";
import { readQuadraticDiscriminant } from "./quadratic.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.discriminant_analysis.LinearDiscriminantAnalysis", readLinearDiscriminant],
  ["sklearn.discriminant_analysis.QuadraticDiscriminantAnalysis", readQuadraticDiscriminant],
];
