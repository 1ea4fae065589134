// The leaves of many trees for many rows, added up: trees outside, rows inside, a block of rows at a time, so that a
// tree is loaded once per block, and every sum adds in the order of the trees.

import type { Ensemble } from "./ensemble.ts";
import { addByKernels } from "./kernel-engine.ts";
import type { RowSource } from "./row-blocks.ts";
import { addByScript } from "./script-engine.ts";
import { type TreeKernels, treeKernels } from "./tree-kernels.ts";

/**
 * Adds what the trees' leaves say to sums that are there already, in the order of the trees, in the precision of
 * the sums.
 *
 * @param sums     n × outputs, row-major; float32 exactly when the leaves are
 * @param kernels  null for the same in JavaScript
 */
export function addEnsemble(
  ensemble: Ensemble,
  source: RowSource,
  sums: Float32Array | Float64Array,
  kernels: TreeKernels | null = treeKernels(),
): void {
  if (source.count === 0) return;
  const isDone = kernels !== null && addByKernels(kernels, ensemble, source, sums);
  if (!isDone) addByScript(ensemble, source, sums);
}
