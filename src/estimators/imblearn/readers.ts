// The classes of imbalanced-learn: a pipeline that passes over what only balances the training data.

import type { EstimatorReader } from "../read-context.ts";
import { readPipeline } from "../sklearn/pipeline/pipeline.ts";

/** Classes that draw training samples, by public path; they transform nothing. */
const samplers = /^imblearn\.((over_sampling|under_sampling|combine)\.\w+|FunctionSampler)$/;

export const imblearnReaders: readonly (readonly [string, EstimatorReader])[] = [
  ["imblearn.pipeline.Pipeline", (state) => readPipeline(state, (path) => samplers.test(path))],
];
