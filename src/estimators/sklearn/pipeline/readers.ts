// The classes of sklearn.pipeline.

import type { EstimatorReader } from "../../read-context.ts";
import { readPipeline } from "./pipeline.ts";

export const pipelineReaders: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.pipeline.Pipeline", (state) => readPipeline(state)],
];
