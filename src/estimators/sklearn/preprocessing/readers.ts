// The classes of sklearn.preprocessing.

import type { EstimatorReader } from "../../read-context.ts";
import { readFunctionTransformer } from "./function-transformer.ts";
import { readImputer } from "./imputer.ts";
import { readKBinsDiscretizer } from "./kbins-discretizer.ts";
import { readKernelCenterer } from "./kernel-centerer.ts";
import { readLabelBinarizer } from "./label-binarizer.ts";
import { readLabelEncoder } from "./label-encoder.ts";
import { readMultiLabelBinarizer } from "./multi-label-binarizer.ts";
import { readOneHotEncoder } from "./one-hot-encoder.ts";
import { readOrdinalEncoder } from "./ordinal-encoder.ts";
import { readPolynomialFeatures } from "./polynomial-features.ts";
import { readPowerTransformer } from "./power-transformer.ts";
import { readQuantileTransformer } from "./quantile-transformer.ts";
import { readMaxAbsScaler, readMinMaxScaler, readRobustScaler } from "./range-scalers.ts";
import { readBinarizer, readNormalizer } from "./row-transformers.ts";
import { readSplineTransformer } from "./spline-transformer.ts";
import { readStandardScaler } from "./standard-scaler.ts";
import { readTargetEncoder } from "./target-encoder.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.preprocessing.Binarizer", readBinarizer],
  ["sklearn.preprocessing.FunctionTransformer", readFunctionTransformer],
  ["sklearn.preprocessing.LabelBinarizer", readLabelBinarizer],
  ["sklearn.preprocessing.Imputer", readImputer],
  ["sklearn.preprocessing.KBinsDiscretizer", readKBinsDiscretizer],
  ["sklearn.preprocessing.KernelCenterer", readKernelCenterer],
  ["sklearn.preprocessing.LabelEncoder", readLabelEncoder],
  ["sklearn.preprocessing.MaxAbsScaler", readMaxAbsScaler],
  ["sklearn.preprocessing.MinMaxScaler", readMinMaxScaler],
  ["sklearn.preprocessing.MultiLabelBinarizer", readMultiLabelBinarizer],
  ["sklearn.preprocessing.Normalizer", readNormalizer],
  ["sklearn.preprocessing.OneHotEncoder", readOneHotEncoder],
  ["sklearn.preprocessing.OrdinalEncoder", readOrdinalEncoder],
  ["sklearn.preprocessing.PolynomialFeatures", readPolynomialFeatures],
  ["sklearn.preprocessing.PowerTransformer", readPowerTransformer],
  ["sklearn.preprocessing.QuantileTransformer", readQuantileTransformer],
  ["sklearn.preprocessing.RobustScaler", readRobustScaler],
  ["sklearn.preprocessing.SplineTransformer", readSplineTransformer],
  ["sklearn.preprocessing.StandardScaler", readStandardScaler],
  ["sklearn.preprocessing.TargetEncoder", readTargetEncoder],
];
