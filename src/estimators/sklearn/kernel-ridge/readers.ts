// The class of sklearn.kernel_ridge.

import type { EstimatorReader } from "../../read-context.ts";
import { readKernelRidge } from "./kernel-ridge.ts";

export const readers: ReadonlyMap<string, EstimatorReader> = new Map([
  ["sklearn.kernel_ridge.KernelRidge", readKernelRidge],
]);
