// The classes of picklejar/train by scikit-learn's paths, for the cases that scikit-learn fitted, too.

import {
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
} from "../../src/train/boosting/hist-gradient-boosting.ts";
import { KMeans } from "../../src/train/cluster/k-means.ts";
import { ColumnTransformer } from "../../src/train/compose/column-transformer.ts";
import { Pipeline } from "../../src/train/compose/pipeline.ts";
import { PCA } from "../../src/train/decomposition/pca.ts";
import { DummyClassifier, DummyRegressor } from "../../src/train/dummy/dummy.ts";
import {
  ExtraTreesClassifier,
  ExtraTreesRegressor,
  RandomForestClassifier,
  RandomForestRegressor,
} from "../../src/train/ensemble/random-forest.ts";
import { CountVectorizer } from "../../src/train/feature-extraction/count-vectorizer.ts";
import { TfidfTransformer, TfidfVectorizer } from "../../src/train/feature-extraction/tfidf.ts";
import { ElasticNet, Lasso } from "../../src/train/linear-model/elastic-net.ts";
import { LinearRegression } from "../../src/train/linear-model/linear-regression.ts";
import { LogisticRegression } from "../../src/train/linear-model/logistic-regression.ts";
import { Ridge } from "../../src/train/linear-model/ridge.ts";
import { SGDClassifier, SGDRegressor } from "../../src/train/linear-model/stochastic-gradient.ts";
import { GaussianNB } from "../../src/train/naive-bayes/gaussian.ts";
import { MultinomialNB } from "../../src/train/naive-bayes/multinomial.ts";
import { KNeighborsClassifier, KNeighborsRegressor } from "../../src/train/neighbors/neighbors.ts";
import { OneHotEncoder, OrdinalEncoder } from "../../src/train/preprocessing/encoders.ts";
import { MinMaxScaler, StandardScaler } from "../../src/train/preprocessing/scalers.ts";
import { SimpleImputer } from "../../src/train/preprocessing/simple-imputer.ts";
import { LinearSVC } from "../../src/train/svm/linear-svc.ts";
import type { Trainable } from "../../src/train/trainable.ts";
import {
  DecisionTreeClassifier,
  ExtraTreeClassifier,
} from "../../src/train/tree/decision-tree-classifier.ts";
import {
  DecisionTreeRegressor,
  ExtraTreeRegressor,
} from "../../src/train/tree/decision-tree-regressor.ts";

const exact = { tol: 1e-12, maxIter: 10_000, solver: "newton-cg" } as const;

function scaledLogisticRegression(): Trainable {
  return new Pipeline([
    ["scale", new StandardScaler()],
    ["model", new LogisticRegression(exact)],
  ]);
}

function mixedColumns(): Trainable {
  const numbers = new Pipeline([
    ["fill", new SimpleImputer({ strategy: "median" })],
    ["scale", new StandardScaler()],
  ]);
  const columns = new ColumnTransformer([
    ["numbers", numbers, ["age", "income"]],
    ["categories", new OneHotEncoder({ handleUnknown: "ignore" }), ["city", "phone"]],
  ]);
  return new Pipeline([
    ["columns", columns],
    ["model", new LogisticRegression(exact)],
  ]);
}

function termsBesideColumns(): Trainable {
  const categories = new Pipeline([
    ["fill", new SimpleImputer({ strategy: "constant", fillValue: "missing" })],
    ["encode", new OneHotEncoder({ handleUnknown: "ignore" })],
  ]);
  return new ColumnTransformer(
    [
      ["numbers", new StandardScaler(), ["income", "plan"]],
      ["categories", categories, ["phone"]],
      ["terms", new TfidfVectorizer(), "city"],
    ],
    { sparseThreshold: 1 },
  );
}

function columnsWithRemainder(): Trainable {
  return new ColumnTransformer(
    [
      ["one", new OrdinalEncoder(), ["city"]],
      ["two", "passthrough", ["plan"]],
    ],
    { remainder: "passthrough" },
  );
}

function columnsWithDropped(): Trainable {
  return new ColumnTransformer(
    [
      ["one", new OneHotEncoder(), ["city"]],
      ["two", "drop", ["plan"]],
    ],
    { sparseThreshold: 0 },
  );
}

function columnsByPosition(): Trainable {
  return new ColumnTransformer(
    [
      ["low", new MinMaxScaler(), [0, 2]],
      ["high", new StandardScaler(), [3]],
    ],
    { remainder: "passthrough" },
  );
}

function sparseColumns(): Trainable {
  const encoder = new OneHotEncoder({ handleUnknown: "ignore" });
  return new ColumnTransformer([["one", encoder, ["city", "age"]]]);
}

function scaledRidge(): Trainable {
  return new Pipeline([
    ["scale", new MinMaxScaler()],
    ["model", new Ridge({ alpha: 2 })],
  ]);
}

function termsAndBayes(): Trainable {
  return new Pipeline([
    ["terms", new CountVectorizer({ ngramRange: [1, 2], stopWords: "english" })],
    ["model", new MultinomialNB({ alpha: 0.5 })],
  ]);
}

function termsAndRegression(): Trainable {
  return new Pipeline([
    ["terms", new TfidfVectorizer({ minDf: 2 })],
    ["model", new LogisticRegression(exact)],
  ]);
}

function countsWeighed(): Trainable {
  return new Pipeline([
    ["counts", new CountVectorizer({ analyzer: "char_wb", ngramRange: [2, 3] })],
    ["weights", new TfidfTransformer({ sublinearTf: true, norm: "l1" })],
  ]);
}

function clustersAroundGivenCenters(): Trainable {
  const init = [
    [5, 3.5, 1.5, 0.2],
    [5.5, 2.5, 4, 1.2],
    [7, 3, 6, 2],
  ];
  return new KMeans({ nClusters: 3, init, nInit: 1, tol: 0 });
}

function termsAndMargins(): Trainable {
  return new Pipeline([
    ["terms", new TfidfVectorizer()],
    ["model", new LinearSVC({ dual: false, tol: 1e-12, maxIter: 100_000 })],
  ]);
}

type Make = (params: object) => Trainable;

export const trainableClasses: ReadonlyMap<string, Make> = new Map<string, Make>([
  ["linear_model.LinearRegression", (params) => new LinearRegression(params)],
  ["linear_model.Ridge", (params) => new Ridge(params)],
  ["linear_model.Lasso", (params) => new Lasso(params)],
  ["linear_model.ElasticNet", (params) => new ElasticNet(params)],
  ["linear_model.LogisticRegression", (params) => new LogisticRegression(params)],
  ["dummy.DummyClassifier", (params) => new DummyClassifier(params)],
  ["dummy.DummyRegressor", (params) => new DummyRegressor(params)],
  ["preprocessing.StandardScaler", (params) => new StandardScaler(params)],
  ["preprocessing.OneHotEncoder", (params) => new OneHotEncoder(params)],
  ["preprocessing.OrdinalEncoder", (params) => new OrdinalEncoder(params)],
  ["impute.SimpleImputer", (params) => new SimpleImputer(params)],
  ["scaled logistic regression", scaledLogisticRegression],
  ["mixed columns", mixedColumns],
  ["terms beside columns", termsBesideColumns],
  ["columns with a remainder", columnsWithRemainder],
  ["columns with some dropped", columnsWithDropped],
  ["columns by position", columnsByPosition],
  ["sparse columns", sparseColumns],
  ["scaled ridge", scaledRidge],
  ["tree.DecisionTreeClassifier", (params) => new DecisionTreeClassifier(params)],
  ["tree.DecisionTreeRegressor", (params) => new DecisionTreeRegressor(params)],
  ["tree.ExtraTreeClassifier", (params) => new ExtraTreeClassifier(params)],
  ["tree.ExtraTreeRegressor", (params) => new ExtraTreeRegressor(params)],
  [
    "ensemble.HistGradientBoostingClassifier",
    (params) => new HistGradientBoostingClassifier(params),
  ],
  ["ensemble.HistGradientBoostingRegressor", (params) => new HistGradientBoostingRegressor(params)],
  ["linear_model.SGDClassifier", (params) => new SGDClassifier(params)],
  ["linear_model.SGDRegressor", (params) => new SGDRegressor(params)],
  [
    "terms and stochastic gradient",
    () =>
      new Pipeline([
        ["terms", new TfidfVectorizer()],
        ["model", new SGDClassifier({ randomState: 0, alpha: 0.01, maxIter: 40 })],
      ]),
  ],
  ["ensemble.RandomForestClassifier", (params) => new RandomForestClassifier(params)],
  ["ensemble.RandomForestRegressor", (params) => new RandomForestRegressor(params)],
  ["ensemble.ExtraTreesClassifier", (params) => new ExtraTreesClassifier(params)],
  ["ensemble.ExtraTreesRegressor", (params) => new ExtraTreesRegressor(params)],
  ["preprocessing.MinMaxScaler", (params) => new MinMaxScaler(params)],
  ["naive_bayes.GaussianNB", (params) => new GaussianNB(params)],
  ["naive_bayes.MultinomialNB", (params) => new MultinomialNB(params)],
  ["terms and naive Bayes", termsAndBayes],
  ["terms and logistic regression", termsAndRegression],
  ["counts, then weighed", countsWeighed],
  [
    "own stop words",
    () => new CountVectorizer({ stopWords: ["was", "the"], minDf: 0.05, maxDf: 20 }),
  ],
  ["own vocabulary", () => new TfidfVectorizer({ vocabulary: ["wine", "food", "was"] })],
  ["feature_extraction.text.CountVectorizer", (params) => new CountVectorizer(params)],
  ["feature_extraction.text.TfidfVectorizer", (params) => new TfidfVectorizer(params)],
  ["feature_extraction.text.TfidfTransformer", (params) => new TfidfTransformer(params)],
  ["decomposition.PCA", (params) => new PCA(params)],
  ["neighbors.KNeighborsClassifier", (params) => new KNeighborsClassifier(params)],
  ["neighbors.KNeighborsRegressor", (params) => new KNeighborsRegressor(params)],
  ["clusters around given centers", clustersAroundGivenCenters],
  ["cluster.KMeans", (params) => new KMeans(params)],
  ["terms and margins", termsAndMargins],
  ["svm.LinearSVC", (params) => new LinearSVC(params)],
]);
