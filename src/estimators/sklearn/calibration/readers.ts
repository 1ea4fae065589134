// The classes of sklearn.calibration.

import type { EstimatorReader } from "../../read-context.ts";
import { readCalibratedClassifier } from "./calibrated-classifier.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.calibration.CalibratedClassifierCV", readCalibratedClassifier],
];
