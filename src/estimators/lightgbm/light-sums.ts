// LightGBM's trees in the engine: float64 numbers, with a column for each meaning of "missing" that a feature is asked
// with, and one for its categories.

import type { ModelMemory } from "../kernels/model-memory.ts";
import type { Matrix } from "../samples.ts";
import { addEnsemble } from "../trees/add-ensemble.ts";
import { type Ensemble, EnsembleBuilder } from "../trees/ensemble.ts";
import { layOut } from "../trees/layout.ts";
import type { CategorySets, PlainTree } from "../trees/packed-tree.ts";
import type { RowSource } from "../trees/row-blocks.ts";
import { type AskedColumns, columnNumber, columnsOf, fillColumns } from "./asked-columns.ts";
import { defaultLeftBit, isCategorical, type LightTree } from "./light-tree.ts";
import { addLinearLeaves, LinearTrees } from "./linear-leaves.ts";

/** Adds trees to the sums of rows: tree i to output i modulo `outputs`, in the order of the trees. */
export type AddLight = (x: Matrix, sums: Float64Array) => void;

/**
 * @param outputs  sums of a row
 * @see LightGBM/src/boosting/gbdt_prediction.cpp `GBDT::PredictRaw`
 */
export function packLightTrees(
  trees: readonly LightTree[],
  outputs: number,
  memory: ModelMemory,
): AddLight {
  const asked = columnsOf(trees);
  const byLeaf = trees.some(({ linear }) => linear !== null);
  // Linear leaves are not numbers: their trees say into a sum of their own which leaf it is.
  const ensemble = packLeaves(trees, asked, byLeaf ? null : outputs, memory);
  if (!byLeaf) {
    return (x, sums) => addEnsemble(ensemble, lightRows(asked, x, 0, x.rows), sums);
  }
  const linear = new LinearTrees(trees, outputs);
  return (x, sums) => {
    for (let start = 0; start < x.rows; start += linear.blockRows) {
      const count = Math.min(linear.blockRows, x.rows - start);
      const leaves = new Float64Array(count * trees.length);
      addEnsemble(ensemble, lightRows(asked, x, start, count), leaves);
      addLinearLeaves(linear, leaves, x, start, sums);
    }
  };
}

function lightRows(asked: AskedColumns, x: Matrix, first: number, count: number): RowSource {
  return { count, fill: (start, rows, to) => fillColumns(asked, x, first + start, rows, to) };
}

/** @param outputs  null where every tree says the number of its leaf */
function packLeaves(
  trees: readonly LightTree[],
  asked: AskedColumns,
  outputs: number | null,
  memory: ModelMemory,
): Ensemble {
  const bySets = trees.some(({ setStarts }) => setStarts.length > 1);
  const shape = {
    form: "numbers",
    columns: asked.features.length,
    width: 1,
    outputs: outputs ?? trees.length,
  } as const;
  const builder = new EnsembleBuilder(shape, memory, bySets ? packSets(trees) : null);
  let firstSet = 0;
  for (const [i, tree] of trees.entries()) {
    const { plain, leaves } = plainTree(tree, asked, firstSet);
    const values = new Float64Array(leaves.length);
    for (let place = 0; place < leaves.length; place++) {
      const leaf = leaves[place] ?? 0;
      values[place] = outputs === null ? leaf : (tree.values[leaf] ?? 0);
    }
    builder.add(plain, { values, numbers: null }, i % shape.outputs);
    firstSet += tree.setStarts.length - 1;
  }
  return builder.build();
}

/** A tree as the engine has it, and for each of its nodes that is a leaf the number of the leaf. */
function plainTree(
  tree: LightTree,
  asked: AskedColumns,
  firstSet: number,
): { readonly plain: PlainTree; readonly leaves: Int32Array } {
  const { feature, threshold, decision, left, right } = tree;
  const root = feature.length === 0 ? -1 : 0;
  const { nodes, next } = layOut(2 * feature.length + 1, root, (node) =>
    node < 0 ? null : [left[node] ?? -1, right[node] ?? -1],
  );
  const count = nodes.length;
  const column = new Int32Array(count).fill(-1);
  const limit = new Float64Array(count);
  const missingRight = new Uint8Array(count).fill(1);
  const set = new Int32Array(count).fill(-1);
  const leaves = new Int32Array(count);
  for (let place = 0; place < count; place++) {
    const node = nodes[place] ?? 0;
    if (node < 0) {
      leaves[place] = ~node;
      continue;
    }
    const kind = decision[node] ?? 0;
    const value = threshold[node] ?? 0;
    column[place] = columnNumber(asked, tree, node);
    limit[place] = value;
    // What is missing is in no set.
    if (isCategorical(kind)) set[place] = firstSet + value;
    else if ((kind & defaultLeftBit) !== 0) missingRight[place] = 0;
  }
  return { plain: { feature: column, threshold: limit, next, missingRight, set }, leaves };
}

/** The sets of all trees, one tree after another. */
function packSets(trees: readonly LightTree[]): CategorySets {
  const words = new Uint32Array(trees.reduce((sum, tree) => sum + tree.setWords.length, 0));
  const starts = [0];
  let start = 0;
  for (const { setStarts, setWords } of trees) {
    words.set(setWords, start);
    for (const end of setStarts.subarray(1)) starts.push(start + end);
    start += setWords.length;
  }
  return { starts: Int32Array.from(starts), words };
}
