// Trees of histogram gradient boosting in the engine: rows of float64, and beside a feature of categories a column
// with what its sets are asked.

import type { ModelMemory } from "../../kernels/model-memory.ts";
import type { Matrix } from "../../samples.ts";
import { addEnsemble } from "../../trees/add-ensemble.ts";
import { type Ensemble, EnsembleBuilder } from "../../trees/ensemble.ts";
import type { PlacedTree } from "../../trees/packed-tree.ts";
import type { RowSource } from "../../trees/row-blocks.ts";
import { type HistTree, isInSet, setWords } from "./hist-tree.ts";

/** Sets of the categories that training has seen, by feature. */
export interface KnownCategories {
  /** First word of a feature's set; −1 for numbers. */
  readonly starts: Int32Array;
  readonly sets: Uint32Array;
  /** Whether a negative category counts as missing (since 1.2) or wraps around as C's unsigned bytes do. */
  readonly negativeIsMissing: boolean;
}

/** Words of a set as the engine has it: of the categories 0 to 255 that training has seen, then of those it has not. */
const packedWords = 2 * setWords;

/** Categories that training has not seen are counted from here on. */
const unseen = 256;

export interface HistEnsemble {
  readonly ensemble: Ensemble;
  /** Features whose categories are asked for; their columns follow those of all features. */
  readonly categorical: Int32Array;
  readonly known: KnownCategories;
}

/**
 * @param trees    placed already, or asking for categories
 * @param outputs  tree i adds to sum i modulo `outputs`
 */
export function packHistTrees(
  trees: readonly (HistTree | PlacedTree)[],
  outputs: number,
  known: KnownCategories,
  memory: ModelMemory,
): HistEnsemble {
  const features = known.starts.length;
  const asking = trees.filter((tree) => "set" in tree);
  const categorical = Int32Array.from(askedFeatures(asking));
  const columnOf = new Map(Array.from(categorical, (feature, i) => [feature, features + i]));
  const sets = categorical.length === 0 ? null : packSets(asking);
  const columns = features + categorical.length;
  const shape = { form: "numbers", columns, width: 1, outputs } as const;
  const builder = new EnsembleBuilder(shape, memory, sets);
  let first = 0;
  for (const [i, tree] of trees.entries()) {
    if (!("set" in tree)) {
      builder.addPlaced(tree, i % outputs);
      continue;
    }
    const set = tree.set.map((asked) => (asked < 0 ? -1 : first++));
    const feature = tree.feature.map((asked, node) =>
      (set[node] ?? -1) < 0 ? asked : (columnOf.get(asked) ?? asked),
    );
    builder.add({ ...tree, feature, set }, { values: tree.value, numbers: null }, i % outputs);
  }
  return { ensemble: builder.build(), categorical, known };
}

function askedFeatures(trees: readonly HistTree[]): ReadonlySet<number> {
  const asked = new Set<number>();
  for (const { feature, set } of trees) {
    for (const [node, number] of set.entries()) if (number >= 0) asked.add(feature[node] ?? 0);
  }
  return asked;
}

/** A set for each node that asks for one: what training has not seen goes left with what is missing, if that does. */
function packSets(trees: readonly HistTree[]) {
  const words: number[] = [];
  for (const { set, sets, missingRight } of trees) {
    for (const [node, number] of set.entries()) {
      if (number < 0) continue;
      const own = sets.subarray(number * setWords, (number + 1) * setWords);
      const others = missingRight[node] === 0 ? 0xffffffff : 0;
      for (const word of own) words.push(word);
      for (const word of own) words.push((word | others) >>> 0);
    }
  }
  const count = words.length / packedWords;
  const starts = Int32Array.from({ length: count + 1 }, (_, i) => i * packedWords);
  return { starts, words: Uint32Array.from(words) };
}

/**
 * Adds the trees' leaves to sums that are already there.
 *
 * @param sums  n × outputs, row-major
 * @see sklearn/ensemble/_hist_gradient_boosting/_predictor.pyx `_predict_one_from_raw_data`
 */
export function addHistTrees(trees: HistEnsemble, x: Matrix, sums: Float64Array): void {
  addEnsemble(trees.ensemble, histRows(trees, x), sums);
}

function histRows({ ensemble, categorical, known }: HistEnsemble, x: Matrix): RowSource {
  const { data, rows: count, columns: features } = x;
  if (categorical.length === 0) {
    return {
      count,
      fill: (start, rows, to) => to.set(data.subarray(start * features, (start + rows) * features)),
    };
  }
  return {
    count,
    fill(start, rows, to) {
      for (let row = 0; row < rows; row++) {
        const from = (start + row) * features;
        const at = row * ensemble.columns;
        to.set(data.subarray(from, from + features), at);
        for (let i = 0; i < categorical.length; i++) {
          const feature = categorical[i] ?? 0;
          to[at + features + i] = categoryOf(data[from + feature] ?? 0, feature, known);
        }
      }
    },
  };
}

/** What is asked for in sets: the category, or NaN for a missing one. */
function categoryOf(
  x: number,
  feature: number,
  { starts, sets, negativeIsMissing }: KnownCategories,
): number {
  if (Number.isNaN(x) || (x < 0 && negativeIsMissing)) return Number.NaN;
  const category = asByte(x);
  const seen = starts[feature] ?? -1;
  return seen >= 0 && isInSet(sets, seen, category) ? category : category + unseen;
}

/** A number as C's unsigned byte: without its fraction, modulo 256; 0 beyond 32 bits. */
export function asByte(x: number): number {
  return Math.abs(x) < 2 ** 31 ? Math.trunc(x) & 255 : 0;
}
