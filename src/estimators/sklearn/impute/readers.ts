// The classes of sklearn.impute.

import type { EstimatorReader } from "../../read-context.ts";
import { readIterativeImputer } from "./iterative-imputer.ts";
import { readKnnImputer } from "./knn-imputer.ts";
import { readMissingIndicator } from "./missing-indicator.ts";
import { readSimpleImputer } from "./simple-imputer.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.impute.IterativeImputer", readIterativeImputer],
  ["sklearn.impute.KNNImputer", readKnnImputer],
  ["sklearn.impute.MissingIndicator", readMissingIndicator],
  ["sklearn.impute.SimpleImputer", readSimpleImputer],
];
