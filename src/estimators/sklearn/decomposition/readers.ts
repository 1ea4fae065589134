// The classes of sklearn.decomposition.

import type { EstimatorReader } from "../../read-context.ts";
import { readFactorAnalysis } from "./factor-analysis.ts";
import { readFastIca } from "./fast-ica.ts";
import { readKernelPca } from "./kernel-pca.ts";
import { readLatentDirichletAllocation } from "./latent-dirichlet-allocation.ts";
import { readMiniBatchNmf, readNmf } from "./nonnegative-factorization.ts";
import { readIncrementalPca, readPca } from "./pca.ts";
import { readSparseCoding } from "./sparse-coding.ts";
import { readSparsePca } from "./sparse-pca.ts";
import { readTruncatedSvd } from "./truncated-svd.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.decomposition.DictionaryLearning", readSparseCoding],
  ["sklearn.decomposition.FactorAnalysis", readFactorAnalysis],
  ["sklearn.decomposition.FastICA", readFastIca],
  ["sklearn.decomposition.IncrementalPCA", readIncrementalPca],
  ["sklearn.decomposition.KernelPCA", readKernelPca],
  ["sklearn.decomposition.LatentDirichletAllocation", readLatentDirichletAllocation],
  ["sklearn.decomposition.MiniBatchDictionaryLearning", readSparseCoding],
  ["sklearn.decomposition.MiniBatchNMF", readMiniBatchNmf],
  ["sklearn.decomposition.MiniBatchSparsePCA", readSparsePca],
  ["sklearn.decomposition.NMF", readNmf],
  ["sklearn.decomposition.PCA", readPca],
  ["sklearn.decomposition.SparseCoder", readSparseCoding],
  ["sklearn.decomposition.SparsePCA", readSparsePca],
  ["sklearn.decomposition.TruncatedSVD", readTruncatedSvd],
];
