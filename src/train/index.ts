// The front door `picklejar/train`: estimators that learn, with scikit-learn's names, parameters and answers.

export {
  HistGradientBoostingClassifier,
  type HistGradientBoostingClassifierParameters,
  HistGradientBoostingRegressor,
  type HistGradientBoostingRegressorParameters,
} from "./boosting/hist-gradient-boosting.ts";
export { KMeans, type KMeansParameters } from "./cluster/k-means.ts";
export {
  type ColumnChoice,
  type ColumnGroup,
  ColumnTransformer,
  type ColumnTransformerParameters,
} from "./compose/column-transformer.ts";
export { Pipeline, type Step } from "./compose/pipeline.ts";
export { PCA, type PCAParameters } from "./decomposition/pca.ts";
export { type Dialect, dialects } from "./dialect.ts";
export {
  DummyClassifier,
  type DummyClassifierParameters,
  DummyRegressor,
  type DummyRegressorParameters,
} from "./dummy/dummy.ts";
export {
  ExtraTreesClassifier,
  ExtraTreesRegressor,
  type ForestClassifierParameters,
  type ForestRegressorParameters,
  RandomForestClassifier,
  RandomForestRegressor,
} from "./ensemble/random-forest.ts";
export {
  CountVectorizer,
  type CountVectorizerParameters,
} from "./feature-extraction/count-vectorizer.ts";
export {
  TfidfTransformer,
  type TfidfTransformerParameters,
  TfidfVectorizer,
  type TfidfVectorizerParameters,
} from "./feature-extraction/tfidf.ts";
export { Classifier, Composite, ProbabilityClassifier, Regressor, Transformer } from "./kinds.ts";
export {
  ElasticNet,
  type ElasticNetParameters,
  Lasso,
  type LassoParameters,
} from "./linear-model/elastic-net.ts";
export {
  LinearRegression,
  type LinearRegressionParameters,
} from "./linear-model/linear-regression.ts";
export {
  LogisticRegression,
  type LogisticRegressionParameters,
} from "./linear-model/logistic-regression.ts";
export { Ridge, type RidgeParameters } from "./linear-model/ridge.ts";
export {
  SGDClassifier,
  type SGDClassifierParameters,
  SGDRegressor,
  type SGDRegressorParameters,
} from "./linear-model/stochastic-gradient.ts";
export {
  accuracyScore,
  confusionMatrix,
  logLoss,
  rocAucScore,
} from "./metrics/classification.ts";
export {
  balancedAccuracyScore,
  type F1Options,
  f1Score,
  type LabelScore,
  labelScores,
} from "./metrics/label-counts.ts";
export {
  meanAbsoluteError,
  meanSquaredError,
  r2Score,
  rootMeanSquaredError,
} from "./metrics/regression.ts";
export {
  crossValidate,
  crossValPredict,
  crossValScore,
  type ValidationOptions,
  type ValidationResult,
} from "./model-selection/cross-validate.ts";
export {
  type Fold,
  type FoldOptions,
  KFold,
  type Splitter,
  StratifiedKFold,
} from "./model-selection/folds.ts";
export {
  type GridResult,
  type GridSearchOptions,
  type GridSearchResult,
  gridSearch,
  type ParameterGrid,
} from "./model-selection/grid-search.ts";
export { scorerNames } from "./model-selection/scorers.ts";
export {
  type Split,
  type SplitOptions,
  trainTestSplit,
} from "./model-selection/train-test-split.ts";
export { GaussianNB, type GaussianNBParameters } from "./naive-bayes/gaussian.ts";
export { MultinomialNB, type MultinomialNBParameters } from "./naive-bayes/multinomial.ts";
export {
  KNeighborsClassifier,
  type KNeighborsParameters,
  KNeighborsRegressor,
} from "./neighbors/neighbors.ts";
export type { ParameterChanges } from "./parameter-paths.ts";
export {
  OneHotEncoder,
  type OneHotEncoderParameters,
  OrdinalEncoder,
  type OrdinalEncoderParameters,
} from "./preprocessing/encoders.ts";
export {
  MinMaxScaler,
  type MinMaxScalerParameters,
  StandardScaler,
  type StandardScalerParameters,
} from "./preprocessing/scalers.ts";
export { SimpleImputer, type SimpleImputerParameters } from "./preprocessing/simple-imputer.ts";
export { type SaveOptions, save, toPickle } from "./save.ts";
export { LinearSVC, type LinearSVCParameters } from "./svm/linear-svc.ts";
export { type DataRecord, loadRecords } from "./tabular/records.ts";
export type { FitOptions } from "./trainable.ts";
export { Trainable } from "./trainable.ts";
export type { ColumnRows, MatrixRows, Target, TrainingRows } from "./training-data.ts";
export {
  DecisionTreeClassifier,
  ExtraTreeClassifier,
  type TreeClassifierParameters,
} from "./tree/decision-tree-classifier.ts";
export {
  DecisionTreeRegressor,
  ExtraTreeRegressor,
  type TreeRegressorParameters,
} from "./tree/decision-tree-regressor.ts";
