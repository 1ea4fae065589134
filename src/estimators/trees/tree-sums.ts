// scikit-learn's trees in the engine: how they are packed, and the sums of their leaves.

import type { SklearnTree } from "../../objects/cython-globals.ts";
import type { NumberRule } from "../inputs.ts";
import type { ModelMemory } from "../kernels/model-memory.ts";
import type { Samples } from "../samples.ts";
import { addEnsemble } from "./add-ensemble.ts";
import { type Ensemble, EnsembleBuilder } from "./ensemble.ts";
import type { LaidTree } from "./laid-tree.ts";
import type { Fail } from "./node-records.ts";
import { type NodeForm, nodeForm } from "./packed-tree.ts";
import { placeTree } from "./placed-tree.ts";
import { singleRows } from "./single-rows.ts";
import { layOutTree } from "./tree-layout.ts";

/** What a set of trees has in common. */
export interface TreesShape {
  readonly features: number;
  /** Numbers that each leaf says. */
  readonly width: number;
  /** Nodes of the largest tree. */
  readonly nodes: number;
  readonly memory: ModelMemory;
}

/** The shape of trees like one, before that is checked. @param nodes  of the largest */
export function shapeLike(
  { nFeatures, nClasses }: SklearnTree,
  nodes: number,
  memory: ModelMemory,
): TreesShape {
  const width = nClasses.length * nClasses.reduce((most, count) => Math.max(most, count), 1);
  return { features: nFeatures, width, nodes, memory };
}

/** Packs trees one by one, so that none need be kept. */
export class TreePacker {
  readonly #builder: EnsembleBuilder;
  readonly #form: NodeForm;
  readonly #memory: ModelMemory;
  readonly #outputs: number;
  #count = 0;

  /**
   * @param outputs  1, or for trees whose leaves say one number each how many sums take turns: tree i adds to sum i
   *   modulo `outputs`
   */
  constructor({ features, width, nodes, memory }: TreesShape, outputs = 1) {
    this.#form = nodeForm(features, nodes);
    this.#memory = memory;
    this.#outputs = outputs;
    const shape = { form: this.#form, columns: features, width, outputs: width * outputs };
    this.#builder = new EnsembleBuilder(shape, memory);
  }

  /**
   * A tree of the file, to be added before the next one is laid out.
   *
   * @param columns  of the tree's features among those of all trees; null where they are the same
   * @throws as `decodeTree`
   */
  layOut(source: SklearnTree, fail: Fail, columns: Int32Array | null = null): LaidTree {
    return layOutTree(source, { form: this.#form, memory: this.#memory, columns }, fail);
  }

  /** @param tree  as it was laid out, or with leaves that say something else */
  add(tree: LaidTree): void {
    this.#builder.addPlaced(placeTree(tree, this.#memory), this.#count++ % this.#outputs);
  }

  build(): Ensemble {
    return this.#builder.build();
  }
}

/** A tree whose leaves say one other number each. @param saidBy  a leaf */
export function withOneValue(tree: LaidTree, saidBy: (leaf: number) => number): LaidTree {
  const { values, leafNodes } = tree;
  // There is room for one number or more.
  const array = values.array.subarray(0, leafNodes.length);
  for (let leaf = 0; leaf < array.length; leaf++) array[leaf] = saidBy(leaf);
  return { ...tree, width: 1, values: { ...values, array } };
}

/** The same nodes with another reading of their leaves. @param tree  as it was added, but for its values */
export function withLeaves({ memory, form, columns, width }: Ensemble, tree: LaidTree): Ensemble {
  const builder = new EnsembleBuilder({ form, columns, width, outputs: width }, memory);
  builder.addPlaced(placeTree(tree, memory));
  return builder.build();
}

/**
 * The sums of the trees' leaf values for each row, added in the order of the trees.
 *
 * @returns n × outputs
 * @throws as `singleRows`
 */
export function sumOfTrees(ensemble: Ensemble, samples: Samples, rule: NumberRule): Float64Array {
  const rows = singleRows(samples, rule);
  const sums = new Float64Array(rows.count * ensemble.outputs);
  addEnsemble(ensemble, rows, sums);
  return sums;
}
