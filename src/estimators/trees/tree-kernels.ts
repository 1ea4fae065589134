// The kernels that walk trees, ready to be called; chosen once.

import { lazyKernel } from "../kernels/kernel.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { treeHeadsKernel } from "../kernels/tree-heads.generated.ts";
import { treeKeysKernel } from "../kernels/tree-keys.generated.ts";
import { treeNumbersKernel } from "../kernels/tree-numbers.generated.ts";
import { treeRowKernel } from "../kernels/tree-row.generated.ts";
import { treeRowsKernel } from "../kernels/tree-rows.generated.ts";
import { treeSumsKernel } from "../kernels/tree-sums.generated.ts";

/** Rows, or trees, that are walked beyond those that were asked for. */
export const mostExtra = 19;

/** Rows whose keys stand feature by feature. */
export const tileRows = 64;

type Walk = (
  nodes: number,
  rows: number,
  stride: number,
  count: number,
  leaves: number,
  steps: number,
  search: 0 | 1,
) => void;

interface RowWalk {
  readonly walkRow: (
    trees: number,
    count: number,
    row: number,
    leaves: number,
    steps: number,
  ) => void;
}

interface KeyTrees {
  readonly addTrees: (
    table: number,
    tableEnd: number,
    tiles: number,
    tileBytes: number,
    count: number,
    leaves: number,
    sums: number,
    stride: number,
    width: number,
    single: 0 | 1,
    missing: 0 | 1,
  ) => void;
}

interface NumberWalks extends RowWalk {
  readonly walk: Walk;
  readonly walkMissing: Walk;
  readonly walkSets: (
    nodes: number,
    rows: number,
    stride: number,
    count: number,
    leaves: number,
    sets: number,
  ) => void;
}

interface Rows {
  readonly encode: (from: number, count: number) => number;
  readonly tile: (from: number, rows: number, columns: number, tile: number) => void;
  readonly tileDoubles: (from: number, rows: number, columns: number, tile: number) => number;
  readonly anyMissing: (from: number, count: number) => number;
}

type Add = (values: number, leaves: number, count: number, sums: number, stride: number) => void;

type AddVectors = (
  numbers: number,
  values: number,
  width: number,
  leaves: number,
  count: number,
  sums: number,
  stride: number,
) => void;

interface Sums {
  readonly addDoubles: Add;
  readonly addSingles: Add;
  readonly addDoubleVectors: AddVectors;
  readonly addSingleVectors: AddVectors;
}

/** See the sources of the kernels for what each takes. Strides and widths are in bytes. */
export interface TreeKernels {
  readonly memory: KernelMemory;
  readonly keys: KeyTrees & RowWalk;
  readonly numbers: NumberWalks;
  readonly rows: Rows;
  readonly sums: Sums;
}

const headsKernel = lazyKernel<object>(treeHeadsKernel);
const sumsKernel = lazyKernel<Sums>(treeSumsKernel);
const keysKernel = lazyKernel<KeyTrees>(treeKeysKernel, { heads: headsKernel, sums: sumsKernel });
const rowKernel = lazyKernel<RowWalk>(treeRowKernel);
const numbersKernel = lazyKernel<NumberWalks>(treeNumbersKernel);
const rowsKernel = lazyKernel<Rows>(treeRowsKernel);

let chosen: TreeKernels | null | undefined;

/** null where everything is computed in JavaScript. */
export function treeKernels(): TreeKernels | null {
  if (chosen !== undefined) return chosen;
  const [keys, row, numbers] = [keysKernel(), rowKernel(), numbersKernel()];
  const [rows, sums] = [rowsKernel(), sumsKernel()];
  const isWhole =
    keys !== null && row !== null && numbers !== null && rows !== null && sums !== null;
  chosen = isWhole
    ? {
        memory: keys.memory,
        keys: { ...keys.functions, ...row.functions },
        numbers: numbers.functions,
        rows: rows.functions,
        sums: sums.functions,
      }
    : null;
  return chosen;
}
