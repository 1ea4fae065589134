// The classes of sklearn.linear_model.

import type { EstimatorReader } from "../../read-context.ts";
import { readLinearRegression } from "./linear-regression.ts";
import { readLogisticRegression } from "./logistic-regression.ts";

export const linearModelReaders: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.linear_model.LinearRegression", readLinearRegression],
  ["sklearn.linear_model.LogisticRegression", readLogisticRegression],
];
