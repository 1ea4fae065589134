// The leaves of many trees for many rows, added up: trees outside, rows inside, a block of rows at a time, so that a
// tree is loaded once per block, and every sum adds in the order of the trees.

import { crewFor } from "./crew.ts";
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
  if (kernels === null || !addInside(kernels, ensemble, source, sums)) {
    addByScript(ensemble, source, sums);
  }
}

/** @returns whether kernels could */
function addInside(
  kernels: TreeKernels,
  ensemble: Ensemble,
  source: RowSource,
  sums: Float32Array | Float64Array,
): boolean {
  const crew = crewFor(kernels, ensemble, source.count);
  const done = crew?.add(ensemble, source, sums) ?? 0;
  if (done === 0) return addByKernels(kernels, ensemble, source, sums);
  if (done === source.count) return true;
  const rest = {
    count: source.count - done,
    fill: (start, count, to) => source.fill(done + start, count, to),
  } satisfies RowSource;
  const restSums = sums.subarray(done * ensemble.outputs);
  if (!addByKernels(kernels, ensemble, rest, restSums)) addByScript(ensemble, rest, restSums);
  return true;
}
