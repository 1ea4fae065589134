// `addEnsemble` in JavaScript: without WebAssembly, or where its memory was refused.

import type { Ensemble } from "./ensemble.ts";
import { keyOf } from "./float-keys.ts";
import type { PackedTree } from "./packed-tree.ts";
import { blockRows, type RowSource } from "./row-blocks.ts";
import { walkKeys, walkNumbers, walkSets } from "./script-walk.ts";

/** Rows that a walk may go beyond the last one. */
const extra = 3;

export function addByScript(
  ensemble: Ensemble,
  source: RowSource,
  sums: Float32Array | Float64Array,
): void {
  const { outputs, trees } = ensemble;
  const size = blockRows(ensemble, source.count);
  const leaves = new Int32Array(size + extra);
  const fill = rowFiller(ensemble, source, size);
  for (let start = 0; start < source.count; start += size) {
    const count = Math.min(size, source.count - start);
    const walk = fill(start, count);
    for (const tree of trees) {
      walk(tree, leaves);
      addLeaves(tree, ensemble, leaves.subarray(0, count), sums, start * outputs);
    }
  }
}

type Walk = (tree: PackedTree, leaves: Int32Array) => void;

function rowFiller(
  { form, columns, sets }: Ensemble,
  source: RowSource,
  size: number,
): (start: number, count: number) => Walk {
  const numbers = (size + extra) * columns;
  if (form === "keys") {
    const rows = new Float32Array(numbers);
    const data = new Int32Array(rows.buffer);
    return (start, count) => {
      source.fill(start, count, rows);
      for (let i = 0; i < count * columns; i++) data[i] = keyOf(rows[i] ?? 0);
      return ({ nodes }, leaves) => walkKeys(nodes.array, { data, columns, count }, leaves);
    };
  }
  const data = new Float64Array(numbers);
  return (start, count) => {
    source.fill(start, count, data);
    return ({ nodes: { array: words } }, leaves) => {
      const thresholds = new Float64Array(words.buffer, words.byteOffset, words.length / 2);
      const rows = { data, columns, count };
      if (sets === null) walkNumbers({ words, thresholds }, rows, leaves);
      else walkSets({ words, thresholds }, sets.array, rows, leaves);
    };
  };
}

/** What the leaf of each row says, from the number `first` of the sums on. */
export function addLeaves(
  { numbers, values: { array: values }, target }: PackedTree,
  { width, outputs }: Ensemble,
  leaves: Int32Array,
  sums: Float32Array | Float64Array,
  first: number,
): void {
  let to = first + target;
  for (let row = 0; row < leaves.length; row++, to += outputs) {
    const leaf = leaves[row] ?? 0;
    if (numbers === null) {
      sums[to] = (sums[to] ?? 0) + (values[leaf] ?? 0);
      continue;
    }
    const from = (numbers.array[leaf] ?? 0) * width;
    for (let k = 0; k < width; k++) sums[to + k] = (sums[to + k] ?? 0) + (values[from + k] ?? 0);
  }
}
