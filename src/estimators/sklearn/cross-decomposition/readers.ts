// The classes of sklearn.cross_decomposition.

import type { EstimatorReader } from "../../read-context.ts";
import { readPls, readPlsSvd } from "./pls.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.cross_decomposition.CCA", readPls],
  ["sklearn.cross_decomposition.PLSCanonical", readPls],
  ["sklearn.cross_decomposition.PLSRegression", readPls],
  ["sklearn.cross_decomposition.PLSSVD", readPlsSvd],
];
