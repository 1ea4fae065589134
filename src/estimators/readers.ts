// The one table from public paths of classes to their readers, put together from one part per module.

import { imblearnReaders } from "./imblearn/readers.ts";
import { lightgbmReaders } from "./lightgbm/readers.ts";
import { withOutputNames } from "./output-names.ts";
import type { EstimatorReader, ReaderTable } from "./read-context.ts";
import { calibrationReaders } from "./sklearn/calibration/readers.ts";
import { clusterReaders } from "./sklearn/cluster/readers.ts";
import { composeReaders } from "./sklearn/compose/readers.ts";
import { covarianceReaders } from "./sklearn/covariance/readers.ts";
import { crossDecompositionReaders } from "./sklearn/cross-decomposition/readers.ts";
import { decompositionReaders } from "./sklearn/decomposition/readers.ts";
import { discriminantAnalysisReaders } from "./sklearn/discriminant-analysis/readers.ts";
import { dummyReaders } from "./sklearn/dummy/readers.ts";
import { ensembleReaders } from "./sklearn/ensemble/readers.ts";
import { featureExtractionReaders } from "./sklearn/feature-extraction/readers.ts";
import { featureSelectionReaders } from "./sklearn/feature-selection/readers.ts";
import { frozenReaders } from "./sklearn/frozen/readers.ts";
import { gaussianProcessReaders } from "./sklearn/gaussian-process/readers.ts";
import { imputeReaders } from "./sklearn/impute/readers.ts";
import { isotonicReaders } from "./sklearn/isotonic/readers.ts";
import { kernelApproximationReaders } from "./sklearn/kernel-approximation/readers.ts";
import { kernelRidgeReaders } from "./sklearn/kernel-ridge/readers.ts";
import { linearModelReaders } from "./sklearn/linear-model/readers.ts";
import { manifoldReaders } from "./sklearn/manifold/readers.ts";
import { mixtureReaders } from "./sklearn/mixture/readers.ts";
import { modelSelectionReaders } from "./sklearn/model-selection/readers.ts";
import { multiclassReaders } from "./sklearn/multiclass/readers.ts";
import { multioutputReaders } from "./sklearn/multioutput/readers.ts";
import { naiveBayesReaders } from "./sklearn/naive-bayes/readers.ts";
import { namingOf } from "./sklearn/naming.ts";
import { neighborsReaders } from "./sklearn/neighbors/readers.ts";
import { neuralNetworkReaders } from "./sklearn/neural-network/readers.ts";
import { pipelineReaders } from "./sklearn/pipeline/readers.ts";
import { preprocessingReaders } from "./sklearn/preprocessing/readers.ts";
import { randomProjectionReaders } from "./sklearn/random-projection/readers.ts";
import { semiSupervisedReaders } from "./sklearn/semi-supervised/readers.ts";
import { svmReaders } from "./sklearn/svm/readers.ts";
import { treeReaders } from "./sklearn/tree/readers.ts";
import { statsmodelsReaders } from "./statsmodels/readers.ts";
import { xgboostReaders } from "./xgboost/readers.ts";

const readers: readonly (readonly [string, EstimatorReader])[] = [
  ...calibrationReaders,
  ...clusterReaders,
  ...composeReaders,
  ...covarianceReaders,
  ...crossDecompositionReaders,
  ...decompositionReaders,
  ...discriminantAnalysisReaders,
  ...dummyReaders,
  ...ensembleReaders,
  ...featureExtractionReaders,
  ...featureSelectionReaders,
  ...frozenReaders,
  ...gaussianProcessReaders,
  ...imblearnReaders,
  ...imputeReaders,
  ...isotonicReaders,
  ...kernelApproximationReaders,
  ...kernelRidgeReaders,
  ...lightgbmReaders,
  ...linearModelReaders,
  ...manifoldReaders,
  ...mixtureReaders,
  ...modelSelectionReaders,
  ...multiclassReaders,
  ...multioutputReaders,
  ...naiveBayesReaders,
  ...neighborsReaders,
  ...neuralNetworkReaders,
  ...pipelineReaders,
  ...preprocessingReaders,
  ...randomProjectionReaders,
  ...semiSupervisedReaders,
  ...svmReaders,
  ...treeReaders,
  ...statsmodelsReaders,
  ...xgboostReaders,
];

export const estimatorReaders: ReaderTable = new Map(
  readers.map(([path, read]): readonly [string, EstimatorReader] => {
    const scheme = namingOf(path);
    return [path, (state) => withOutputNames(read(state), scheme)];
  }),
);
