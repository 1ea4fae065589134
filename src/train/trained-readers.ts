// Readers for all classes that are trained here: an estimator answers as soon as it has learned, as if read from a file.

import { readerTable } from "../estimators/families.ts";
import type { ReaderTable } from "../estimators/read-context.ts";
import { readers as cluster } from "../estimators/sklearn/cluster/readers.ts";
import { readers as compose } from "../estimators/sklearn/compose/readers.ts";
import { readers as decomposition } from "../estimators/sklearn/decomposition/readers.ts";
import { readers as dummy } from "../estimators/sklearn/dummy/readers.ts";
import { readers as ensemble } from "../estimators/sklearn/ensemble/readers.ts";
import { readers as featureExtraction } from "../estimators/sklearn/feature-extraction/readers.ts";
import { readers as impute } from "../estimators/sklearn/impute/readers.ts";
import { readers as linearModel } from "../estimators/sklearn/linear-model/readers.ts";
import { readers as naiveBayes } from "../estimators/sklearn/naive-bayes/readers.ts";
import { readers as neighbors } from "../estimators/sklearn/neighbors/readers.ts";
import { readers as pipeline } from "../estimators/sklearn/pipeline/readers.ts";
import { readers as preprocessing } from "../estimators/sklearn/preprocessing/readers.ts";
import { readers as svm } from "../estimators/sklearn/svm/readers.ts";
import { readers as tree } from "../estimators/sklearn/tree/readers.ts";

export const trainedReaders: ReaderTable = readerTable([
  cluster,
  compose,
  decomposition,
  dummy,
  ensemble,
  featureExtraction,
  impute,
  linearModel,
  naiveBayes,
  neighbors,
  pipeline,
  preprocessing,
  svm,
  tree,
]);
