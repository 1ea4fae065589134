// Estimators of every family at once, for whoever asks about all of them: tests, the bench and the docs. What loads a
// model takes the families that its file names (`families.ts`).

import type { PyValue } from "../objects/values.ts";
import type { Estimator } from "./estimator.ts";
import { estimatorReader, type ReadEstimatorOptions } from "./estimator-reader.ts";
import { loadEveryReader } from "./families.ts";
import type { ReaderTable } from "./read-context.ts";

export const everyReader: ReaderTable = await loadEveryReader();

/** The estimator that a decoded value is a record of. @throws as `estimatorReader` */
export function readEstimator(value: PyValue, options: ReadEstimatorOptions = {}): Estimator {
  return estimatorReader(everyReader, options)(value);
}

/** Public paths of all classes that are served. */
export function servedClasses(): readonly string[] {
  return [...everyReader.keys()];
}
