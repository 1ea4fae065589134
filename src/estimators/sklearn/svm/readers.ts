// The classes of sklearn.svm.

import type { EstimatorReader } from "../../read-context.ts";
import { readLinearClassifier } from "../linear-model/linear-classifiers.ts";
import { readLinearRegression } from "../linear-model/linear-regression.ts";
import { readSvc } from "./svc.ts";
import { readOneClassSvm, readSvr } from "./svr.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.svm.LinearSVC", (state) => readLinearClassifier(state)],
  ["sklearn.svm.LinearSVR", readLinearRegression],
  ["sklearn.svm.NuSVC", readSvc],
  ["sklearn.svm.NuSVR", readSvr],
  ["sklearn.svm.OneClassSVM", readOneClassSvm],
  ["sklearn.svm.SVC", readSvc],
  ["sklearn.svm.SVR", readSvr],
];
