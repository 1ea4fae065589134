// The classes of sklearn.semi_supervised.

import type { EstimatorReader } from "../../read-context.ts";
import { readLabelPropagation } from "./label-propagation.ts";
import { readSelfTraining } from "./self-training.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.semi_supervised.LabelPropagation", readLabelPropagation],
  ["sklearn.semi_supervised.LabelSpreading", readLabelPropagation],
  ["sklearn.semi_supervised.SelfTrainingClassifier", readSelfTraining],
];
