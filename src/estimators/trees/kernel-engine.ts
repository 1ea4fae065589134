// `addEnsemble` by the kernels: rows, leaves and sums of a block lie in a workspace in their memory.

import { type Ensemble, tableShape } from "./ensemble.ts";
import { numbersOf, readyBlock, readyRows, stagedOf } from "./ready-rows.ts";
import { blockRows, type RowSource } from "./row-blocks.ts";
import { mostExtra, type TreeKernels } from "./tree-kernels.ts";
import { addRow, addTable } from "./tree-table.ts";
import { Workspace } from "./workspace.ts";

/** Rows that are few enough to go through all trees one by one, many trees at once. */
const fewRows = 8;

/** Numbers of a row that is too long to stand beside the ones that a walk takes too many. */
const wideRow = 2 ** 16;

const workspaces = new WeakMap<TreeKernels, Workspace>();

/** @returns whether kernels can read all of it, and there was room */
export function addByKernels(
  kernels: TreeKernels,
  ensemble: Ensemble,
  source: RowSource,
  sums: Float32Array | Float64Array,
): boolean {
  const { columns, outputs, trees, sets, form, table } = ensemble;
  if (table === null || ensemble.roots === null) return false;
  const size = blockRows(ensemble, source.count);
  const byRow = size < fewRows && (trees.length > 1 || columns > wideRow) && sets === null;
  const space = workspaceOf(kernels).open({
    numbers: byRow ? columns : numbersOf(ensemble, size, mostExtra),
    numberBytes: form === "keys" ? 4 : 8,
    staged: byRow ? 0 : stagedOf(ensemble),
    leaves: Math.max(size, trees.length) + mostExtra,
    sums: (size + mostExtra) * outputs,
    single: sums instanceof Float32Array,
  });
  if (space === null) return false;
  const { rows } = space;
  const shape = tableShape(ensemble, sums instanceof Float32Array);
  if (byRow) {
    for (let row = 0; row < source.count; row++) {
      readyRows(kernels, ensemble, source, { start: row, count: 1 }, rows);
      walkTrees(kernels, ensemble, rows.address, space.leaves.address);
      addRow(kernels.memory, table.array, shape, {
        leaves: space.leaves.array,
        sums,
        first: row * outputs,
      });
    }
    return true;
  }
  for (let start = 0; start < source.count; start += size) {
    const count = Math.min(size, source.count - start);
    const missing = readyBlock(kernels, ensemble, source, { start, count }, space, 0);
    const block = sums.subarray(start * outputs, (start + count) * outputs);
    space.sums.array.set(block);
    addTable(kernels, table.array, shape, {
      rows: rows.address,
      leaves: space.leaves.address,
      sums: space.sums.address,
      count,
      missing,
    });
    block.set(space.sums.array.subarray(0, count * outputs));
  }
  return true;
}

function workspaceOf(kernels: TreeKernels): Workspace {
  const known = workspaces.get(kernels) ?? new Workspace(kernels.memory);
  workspaces.set(kernels, known);
  return known;
}

/** One row through all trees. */
function walkTrees(kernels: TreeKernels, ensemble: Ensemble, row: number, leaves: number): void {
  const { form, trees, roots } = ensemble;
  const steps = trees[0]?.steps ?? 1;
  kernels[form].walkRow(roots?.address ?? 0, trees.length, row, leaves, steps);
}
