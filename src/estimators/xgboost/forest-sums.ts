// XGBoost's trees in the engine. Every sum is rounded to float32, as XGBoost rounds it; and a row goes left where its
// number is below the threshold, where other trees send it left up to the threshold.

import type { ModelMemory } from "../kernels/model-memory.ts";
import { addEnsemble } from "../trees/add-ensemble.ts";
import { type Ensemble, EnsembleBuilder, type LeafValues } from "../trees/ensemble.ts";
import { floatBelow } from "../trees/float-keys.ts";
import { layOut } from "../trees/layout.ts";
import { type CategorySets, nodeForm, type PlainTree } from "../trees/packed-tree.ts";
import type { RowSource } from "../trees/row-blocks.ts";
import { type Forest, isLeaf } from "./forest.ts";

export interface PackedForest {
  readonly ensemble: Ensemble;
  readonly features: number;
  /** Features whose categories are asked for; their columns follow those of all features. */
  readonly categorical: readonly number[];
}

/** The trees from `first` to before `end`. */
export function packForest(
  forest: Forest,
  trees: { readonly first: number; readonly end: number },
  memory: ModelMemory,
): PackedForest {
  const { features, outputs, groups, roots, setOf } = forest;
  const bySets = setOf.length > 0;
  const categorical = bySets ? askedFeatures(forest) : [];
  const columns = features + categorical.length;
  const sizes = Array.from(roots, (root, tree) => (roots[tree + 1] ?? root) - root);
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  const form = bySets ? "numbers" : nodeForm(features, largest);
  const width = groups === null ? outputs : 1;
  const sets = bySets ? packSets(forest) : null;
  const builder = new EnsembleBuilder({ form, columns, width, outputs }, memory, sets);
  const columnOf = new Map(categorical.map((feature, i) => [feature, features + i]));
  for (let tree = trees.first; tree < trees.end; tree++) {
    const { plain, nodes } = plainTree(forest, tree, columnOf);
    builder.add(plain, leafValues(forest, nodes), groups?.[tree] ?? 0);
  }
  return { ensemble: builder.build(), features, categorical };
}

function askedFeatures({ feature, setOf }: Forest): number[] {
  const asked = new Set<number>();
  for (const [node, set] of setOf.entries()) if (set >= 0) asked.add(feature[node] ?? 0);
  return [...asked];
}

/** One tree as the engine has it, and for each of its nodes that of the forest. */
function plainTree(
  forest: Forest,
  tree: number,
  columnOf: ReadonlyMap<number, number>,
): { readonly plain: PlainTree; readonly nodes: Int32Array } {
  const { roots, left, setOf, missingRight } = forest;
  const root = roots[tree] ?? 0;
  const count = (roots[tree + 1] ?? root) - root;
  const { nodes, next } = layOut(count, root, (node) => {
    if (isLeaf(forest, node)) return null;
    const first = left[node] ?? 0;
    // Members of a set go right here, and left in the engine.
    return (setOf[node] ?? -1) < 0 ? [first, first + 1] : [first + 1, first];
  });
  const feature = new Int32Array(count).fill(-1);
  const threshold = new Float32Array(count);
  const missing = new Uint8Array(count);
  const set = new Int32Array(count).fill(-1);
  for (let place = 0; place < count; place++) {
    const node = nodes[place] ?? 0;
    const asked = forest.feature[node] ?? 0;
    const asksSet = setOf[node] ?? -1;
    const right = missingRight[node] ?? 1;
    threshold[place] = floatBelow(forest.threshold[node] ?? 0);
    set[place] = asksSet;
    missing[place] = asksSet < 0 ? right : 1 - right;
    if (isLeaf(forest, node)) continue;
    feature[place] = asksSet < 0 ? asked : (columnOf.get(asked) ?? asked);
  }
  return { plain: { feature, threshold, next, missingRight: missing, set }, nodes };
}

function leafValues(forest: Forest, nodes: Int32Array): LeafValues {
  const { groups, outputs, values, vectors, vectorStarts } = forest;
  const count = nodes.length;
  if (groups !== null) {
    const all = new Float32Array(count);
    for (let place = 0; place < count; place++) all[place] = values[nodes[place] ?? 0] ?? 0;
    return { values: all, numbers: null };
  }
  let leaves = 0;
  const numbers = nodes.map((node) => (isLeaf(forest, node) ? leaves++ : 0));
  const all = new Float32Array(leaves * outputs);
  for (let place = 0; place < count; place++) {
    const node = nodes[place] ?? 0;
    const from = vectorStarts[node] ?? 0;
    if (isLeaf(forest, node)) {
      all.set(vectors.subarray(from, from + outputs), (numbers[place] ?? 0) * outputs);
    }
  }
  return { values: all, numbers };
}

function packSets({ sets }: Forest): CategorySets {
  const starts = new Int32Array(sets.length + 1);
  for (const [i, set] of sets.entries()) {
    starts[i + 1] = (starts[i] ?? 0) + ((set.at(-1) ?? -1) >> 5) + 1;
  }
  const words = new Uint32Array(starts.at(-1) ?? 0);
  for (const [i, set] of sets.entries()) {
    for (const category of set) {
      const word = (starts[i] ?? 0) + (category >> 5);
      words[word] = ((words[word] ?? 0) | (1 << (category & 31))) >>> 0;
    }
  }
  return { starts, words };
}

/**
 * Adds what the trees say to each row's outputs, in the order of the trees.
 *
 * @param rows     of all features, NaN = missing
 * @param margins  n × outputs, changed in place
 * @see xgboost/src/predictor/cpu_predictor.cc `PredictByAllTrees`; until 1.2 trees were summed before the base
 *   score was added, which differs in the last bit and which later versions do not repeat for old models either
 */
export function addForest(
  { ensemble, features, categorical }: PackedForest,
  rows: RowSource,
  margins: Float32Array,
): void {
  if (categorical.length === 0) {
    addEnsemble(ensemble, rows, margins);
    return;
  }
  let plain = new Float32Array(0);
  const fill: RowSource["fill"] = (start, count, to) => {
    if (plain.length < count * features) plain = new Float32Array(count * features);
    rows.fill(start, count, plain);
    for (let row = 0; row < count; row++) {
      const from = row * features;
      const at = row * ensemble.columns;
      to.set(plain.subarray(from, from + features), at);
      for (const [i, feature] of categorical.entries()) {
        to[at + features + i] = categoryOf(plain[from + feature] ?? 0);
      }
    }
  };
  addEnsemble(ensemble, { count: rows.count, fill }, margins);
}

/** Above every category that a set can hold. */
const unknown = 2 ** 31 - 1;

/** What is asked for in sets. Those below 0 are in none, and go left whatever is missing goes. */
function categoryOf(x: number): number {
  if (Number.isNaN(x)) return x;
  return x < 0 ? unknown : Math.min(Math.floor(x), unknown);
}
