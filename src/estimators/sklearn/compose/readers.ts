// The classes of sklearn.compose.

import type { EstimatorReader } from "../../read-context.ts";
import { readColumnTransformer } from "./column-transformer.ts";
import { readTransformedTarget } from "./transformed-target.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.compose.ColumnTransformer", readColumnTransformer],
  ["sklearn.compose.TransformedTargetRegressor", readTransformedTarget],
];
