// The classes of sklearn.pipeline.

import type { EstimatorReader } from "../../read-context.ts";
import { readFeatureUnion } from "./feature-union.ts";
import { readPipeline } from "./pipeline.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.pipeline.FeatureUnion", readFeatureUnion],
  ["sklearn.pipeline.Pipeline", (state) => readPipeline(state)],
];
