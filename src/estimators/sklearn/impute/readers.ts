// The classes of sklearn.impute.

import type { EstimatorReader } from "../../read-context.ts";
import { readSimpleImputer } from "./simple-imputer.ts";

export const imputeReaders: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.impute.SimpleImputer", readSimpleImputer],
];
