// The classes of sklearn.model_selection.

import type { EstimatorReader } from "../../read-context.ts";
import { readSearch } from "./search.ts";
import { readFixedThreshold, readTunedThreshold } from "./threshold.ts";

const classes: readonly (readonly [string, EstimatorReader])[] = [
  ["FixedThresholdClassifier", readFixedThreshold],
  ["GridSearchCV", readSearch],
  ["HalvingGridSearchCV", readSearch],
  ["HalvingRandomSearchCV", readSearch],
  ["RandomizedSearchCV", readSearch],
  ["TunedThresholdClassifierCV", readTunedThreshold],
];

export const readers: readonly (readonly [string, EstimatorReader])[] = classes.map(
  ([name, reader]) => [`sklearn.model_selection.${name}`, reader] as const,
);
