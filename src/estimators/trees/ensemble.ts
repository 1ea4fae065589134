// All trees of a model as the engine walks them, and what their leaves add up to.

import { discard, type ModelMemory, type Placed } from "../kernels/model-memory.ts";
import {
  type CategorySets,
  type NodeForm,
  type PackedTree,
  type PlacedTree,
  type PlainTree,
  packNodes,
  questionsOf,
} from "./packed-tree.ts";
import { headsOf } from "./tree-heads.ts";
import type { Questions } from "./tree-hints.ts";
import { type TableShape, tableOf } from "./tree-table.ts";

/** What the leaves of one tree say. */
export interface LeafValues<A extends Float32Array | Float64Array = Float32Array | Float64Array> {
  /** By leaf, `width` numbers each. */
  readonly values: A;
  /**
   * For each node the number of its leaf; of other nodes it is not asked. null where `values` is by node, of leaves that
   * say one number.
   */
  readonly numbers: Int32Array | null;
}

export interface EnsembleShape {
  readonly form: NodeForm;
  /** Numbers in a row, as the trees ask for them. */
  readonly columns: number;
  /** Numbers that a leaf says; 1 or more. */
  readonly width: number;
  /** Sums that a row has; `width` or a multiple of it. */
  readonly outputs: number;
}

export interface Ensemble extends EnsembleShape {
  readonly trees: readonly PackedTree[];
  readonly sets: Placed<Uint32Array> | null;
  /** The largest tree's nodes, bytes. */
  readonly largest: number;
  /** What kernels need to know of the trees, of tree-table.ts; null where they cannot read all of them. */
  readonly table: Placed<Int32Array> | null;
  /** Addresses of the trees, and the last one's a few times more. */
  readonly roots: Placed<Int32Array> | null;
  /** Keeps what was placed. */
  readonly memory: ModelMemory;
}

/** Trees that a kernel may walk beyond the last one. */
const rootsPadding = 19;

export class EnsembleBuilder {
  readonly #shape: EnsembleShape;
  readonly #memory: ModelMemory;
  readonly #sets: CategorySets | null;
  readonly #trees: PackedTree[] = [];

  /** @param sets  null where no tree asks for categories */
  constructor(shape: EnsembleShape, memory: ModelMemory, sets: CategorySets | null = null) {
    this.#shape = shape;
    this.#memory = memory;
    this.#sets = sets;
  }

  /** @param target  where in a row's sums the tree's numbers are added; `target` + `width` ≤ `outputs` */
  add(tree: PlainTree, leaves: LeafValues, target = 0): void {
    const packed = packNodes(tree, this.#shape.form, this.#memory, this.#sets);
    const one = this.#shape.width === 1;
    const numbers = one || leaves.numbers === null ? null : this.#memory.place(leaves.numbers);
    const values =
      one && leaves.numbers !== null
        ? this.#memory.move(byNode(tree.feature, leaves.values, leaves.numbers))
        : this.#memory.place(leaves.values);
    this.#trees.push({ ...packed, numbers, values, target });
  }

  /** As `add`, for a tree that was placed in the ensemble's form already. @param target  as in `add` */
  addPlaced(tree: PlacedTree, target = 0): void {
    this.#trees.push({ ...tree, target });
  }

  build(): Ensemble {
    const sets = this.#sets === null ? null : this.#memory.place(this.#sets.words);
    const sizes = this.#trees.map(({ nodes }) => nodes.array.byteLength);
    const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
    const isInside = sets === null || sets.address !== null;
    const heads = this.#shape.form === "keys" ? this.#memory.move(headsOf(this.#trees)) : null;
    const table =
      isInside && heads?.address !== null
        ? tableOf(this.#trees, this.#shape.width, heads?.address ?? null)
        : null;
    return {
      ...this.#shape,
      trees: this.#trees,
      sets,
      largest,
      table: this.#placedInside(table),
      roots: this.#placedInside(table === null ? null : rootsOf(this.#trees)),
      memory: this.#memory,
    };
  }

  #placedInside(array: Int32Array | null): Placed<Int32Array> | null {
    const placed = array === null ? null : this.#memory.move(array);
    return placed === null || placed.address === null ? null : placed;
  }
}

function rootsOf(trees: readonly PackedTree[]): Int32Array {
  const last = trees.at(-1)?.nodes.address ?? 0;
  const roots = new Int32Array(trees.length + rootsPadding).fill(last);
  for (const [i, { nodes }] of trees.entries()) roots[i] = nodes.address ?? 0;
  return roots;
}

/** By node what was by leaf. */
function byNode(
  feature: Int32Array,
  values: LeafValues["values"],
  numbers: Int32Array,
): LeafValues["values"] {
  const single = values instanceof Float32Array;
  const all = single ? new Float32Array(feature.length) : new Float64Array(feature.length);
  for (let node = 0; node < feature.length; node++) {
    if ((feature[node] ?? -1) < 0) all[node] = values[numbers[node] ?? 0] ?? 0;
  }
  return all;
}

/** What all trees ask about numbers, tree by tree; good until the next one is asked for. */
export function* ensembleQuestions({ trees, form }: Ensemble): Generator<Questions> {
  for (const tree of trees) {
    const questions = questionsOf(tree, form);
    yield questions;
    discard(questions.feature);
    discard(questions.threshold);
  }
}

/** @param single  whether sums and leaves are float32 */
export function tableShape(ensemble: Ensemble, single: boolean): TableShape {
  const { form, columns, width, outputs, sets } = ensemble;
  return {
    byKeys: form === "keys" ? 1 : 0,
    columns,
    width,
    outputs,
    single: single ? 1 : 0,
    sets: sets?.address ?? 0,
  };
}
