// The classes of sklearn.isotonic.

import type { EstimatorReader } from "../../read-context.ts";
import { readIsotonicRegression } from "./isotonic-regression.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.isotonic.IsotonicRegression", readIsotonicRegression],
];
