// The classes of sklearn.decomposition.

import type { EstimatorReader } from "../../read-context.ts";
import { readIncrementalPca, readPca } from "./pca.ts";
import { readTruncatedSvd } from "./truncated-svd.ts";

export const decompositionReaders: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.decomposition.IncrementalPCA", readIncrementalPca],
  ["sklearn.decomposition.PCA", readPca],
  ["sklearn.decomposition.TruncatedSVD", readTruncatedSvd],
];
