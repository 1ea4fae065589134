// The classes of sklearn.linear_model.

import type { EstimatorReader } from "../../read-context.ts";
import { readBayesianRegression } from "./bayesian.ts";
import {
  readLinearClassifier,
  readRidgeClassifier,
  readSgdClassifier,
} from "./linear-classifiers.ts";
import { readGeneralizedLinear, readLinearRegression } from "./linear-regression.ts";
import { readLogisticRegression } from "./logistic-regression.ts";
import { readRansac } from "./ransac.ts";
import { readSgdOneClassSvm } from "./sgd-one-class-svm.ts";

/** They differ in how they are fitted, not in how they answer. */
const regressions = [
  "ElasticNet",
  "ElasticNetCV",
  "HuberRegressor",
  "Lars",
  "LarsCV",
  "Lasso",
  "LassoCV",
  "LassoLars",
  "LassoLarsCV",
  "LassoLarsIC",
  "LinearRegression",
  "MultiTaskElasticNet",
  "MultiTaskElasticNetCV",
  "MultiTaskLasso",
  "MultiTaskLassoCV",
  "OrthogonalMatchingPursuit",
  "OrthogonalMatchingPursuitCV",
  "PassiveAggressiveRegressor",
  "QuantileRegressor",
  "Ridge",
  "RidgeCV",
  "SGDRegressor",
  "TheilSenRegressor",
];

const others: readonly (readonly [string, EstimatorReader])[] = [
  ["ARDRegression", readBayesianRegression],
  ["BayesianRidge", readBayesianRegression],
  ["GammaRegressor", readGeneralizedLinear],
  ["LogisticRegression", readLogisticRegression],
  ["LogisticRegressionCV", readLogisticRegression],
  ["PassiveAggressiveClassifier", (state) => readLinearClassifier(state)],
  ["Perceptron", (state) => readLinearClassifier(state)],
  ["PoissonRegressor", readGeneralizedLinear],
  ["RANSACRegressor", readRansac],
  ["RidgeClassifier", readRidgeClassifier],
  ["RidgeClassifierCV", readRidgeClassifier],
  ["SGDClassifier", readSgdClassifier],
  ["SGDOneClassSVM", readSgdOneClassSvm],
  ["TweedieRegressor", readGeneralizedLinear],
];

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ...regressions.map((name) => [name, readLinearRegression] as const),
  ...others,
].map(([name, reader]) => [`sklearn.linear_model.${name}`, reader] as const);
