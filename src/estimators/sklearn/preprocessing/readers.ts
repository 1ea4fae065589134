// The classes of sklearn.preprocessing.

import type { EstimatorReader } from "../../read-context.ts";
import { readFunctionTransformer } from "./function-transformer.ts";
import { readLabelEncoder } from "./label-encoder.ts";
import { readOneHotEncoder } from "./one-hot-encoder.ts";
import { readOrdinalEncoder } from "./ordinal-encoder.ts";
import { readPolynomialFeatures } from "./polynomial-features.ts";
import { readPowerTransformer } from "./power-transformer.ts";
import { readQuantileTransformer } from "./quantile-transformer.ts";
import { readMaxAbsScaler, readMinMaxScaler, readRobustScaler } from "./range-scalers.ts";
import { readBinarizer, readNormalizer } from "./row-transformers.ts";
import { readStandardScaler } from "./standard-scaler.ts";

export const preprocessingReaders: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.preprocessing.Binarizer", readBinarizer],
  ["sklearn.preprocessing.FunctionTransformer", readFunctionTransformer],
  ["sklearn.preprocessing.LabelEncoder", readLabelEncoder],
  ["sklearn.preprocessing.MaxAbsScaler", readMaxAbsScaler],
  ["sklearn.preprocessing.MinMaxScaler", readMinMaxScaler],
  ["sklearn.preprocessing.Normalizer", readNormalizer],
  ["sklearn.preprocessing.OneHotEncoder", readOneHotEncoder],
  ["sklearn.preprocessing.OrdinalEncoder", readOrdinalEncoder],
  ["sklearn.preprocessing.PolynomialFeatures", readPolynomialFeatures],
  ["sklearn.preprocessing.PowerTransformer", readPowerTransformer],
  ["sklearn.preprocessing.QuantileTransformer", readQuantileTransformer],
  ["sklearn.preprocessing.RobustScaler", readRobustScaler],
  ["sklearn.preprocessing.StandardScaler", readStandardScaler],
];
