// The classes of sklearn.multiclass.

import type { EstimatorReader } from "../../read-context.ts";
import { readOneVersusOne } from "./one-versus-one.ts";
import { readOneVersusRest } from "./one-versus-rest.ts";
import { readOutputCode } from "./output-code.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.multiclass.OneVsOneClassifier", readOneVersusOne],
  ["sklearn.multiclass.OneVsRestClassifier", readOneVersusRest],
  ["sklearn.multiclass.OutputCodeClassifier", readOutputCode],
];
