// The classes of picklejar/train by scikit-learn's paths, for the cases that scikit-learn fitted, too.

import { ElasticNet, Lasso } from "../../src/train/linear-model/elastic-net.ts";
import { LinearRegression } from "../../src/train/linear-model/linear-regression.ts";
import { LogisticRegression } from "../../src/train/linear-model/logistic-regression.ts";
import { Ridge } from "../../src/train/linear-model/ridge.ts";
import { OneHotEncoder, OrdinalEncoder } from "../../src/train/preprocessing/encoders.ts";
import { MinMaxScaler, StandardScaler } from "../../src/train/preprocessing/scalers.ts";
import { SimpleImputer } from "../../src/train/preprocessing/simple-imputer.ts";
import type { Trainable } from "../../src/train/trainable.ts";

type Make = (params: object) => Trainable;

export const trainableClasses: ReadonlyMap<string, Make> = new Map<string, Make>([
  ["linear_model.LinearRegression", (params) => new LinearRegression(params)],
  ["linear_model.Ridge", (params) => new Ridge(params)],
  ["linear_model.Lasso", (params) => new Lasso(params)],
  ["linear_model.ElasticNet", (params) => new ElasticNet(params)],
  ["linear_model.LogisticRegression", (params) => new LogisticRegression(params)],
  ["preprocessing.StandardScaler", (params) => new StandardScaler(params)],
  ["preprocessing.OneHotEncoder", (params) => new OneHotEncoder(params)],
  ["preprocessing.OrdinalEncoder", (params) => new OrdinalEncoder(params)],
  ["impute.SimpleImputer", (params) => new SimpleImputer(params)],
  ["preprocessing.MinMaxScaler", (params) => new MinMaxScaler(params)],
]);
