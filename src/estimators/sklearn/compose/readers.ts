// The classes of sklearn.compose.

import type { EstimatorReader } from "../../read-context.ts";
import { readColumnTransformer } from "./column-transformer.ts";

export const composeReaders: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.compose.ColumnTransformer", readColumnTransformer],
];
