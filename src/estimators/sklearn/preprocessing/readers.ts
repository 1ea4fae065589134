// The classes of sklearn.preprocessing.

import type { EstimatorReader } from "../../read-context.ts";
import { readStandardScaler } from "./standard-scaler.ts";

export const preprocessingReaders: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.preprocessing.StandardScaler", readStandardScaler],
];
