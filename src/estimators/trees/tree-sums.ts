// scikit-learn's trees in the engine: how they are packed, and the sums of their leaves.

import type { NumberRule } from "../inputs.ts";
import type { ModelMemory } from "../kernels/model-memory.ts";
import type { Samples } from "../samples.ts";
import { addEnsemble } from "./add-ensemble.ts";
import { type Ensemble, EnsembleBuilder } from "./ensemble.ts";
import { nodeForm } from "./packed-tree.ts";
import { singleRows } from "./single-rows.ts";
import type { Tree } from "./tree.ts";

/** What a set of trees has in common. */
export interface TreesShape {
  readonly features: number;
  /** Numbers that each leaf says. */
  readonly width: number;
  /** Nodes of the largest tree. */
  readonly nodes: number;
  readonly memory: ModelMemory;
}

/** Packs trees one by one, so that none need be kept. */
export class TreePacker {
  readonly #builder: EnsembleBuilder;
  readonly #outputs: number;
  #count = 0;

  /**
   * @param outputs  1, or for trees whose leaves say one number each how many sums take turns: tree i adds to sum i
   *   modulo `outputs`
   */
  constructor({ features, width, nodes, memory }: TreesShape, outputs = 1) {
    const form = nodeForm(features, nodes);
    this.#outputs = outputs;
    const shape = { form, columns: features, width, outputs: width * outputs };
    this.#builder = new EnsembleBuilder(shape, memory);
  }

  add(tree: Tree): void {
    const target = this.#count++ % this.#outputs;
    this.#builder.add(tree, { values: tree.values, numbers: tree.next }, target);
  }

  build(): Ensemble {
    return this.#builder.build();
  }
}

/** An ensemble of one tree. */
export function packTree(tree: Tree, memory: ModelMemory): Ensemble {
  const { features, width, feature } = tree;
  const packer = new TreePacker({ features, width, nodes: feature.length, memory });
  packer.add(tree);
  return packer.build();
}

/** The same nodes with another reading of their leaves. @param tree  as it was packed, but for its values */
export function withLeaves({ memory, form, trees }: Ensemble, tree: Tree): Ensemble {
  const { width, features: columns, values, next: numbers } = tree;
  const builder = new EnsembleBuilder({ form, columns, width, outputs: width }, memory);
  for (const nodes of trees) builder.addPacked(nodes, tree, { values, numbers });
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

/** Adds the trees' leaf values to sums that are there already. @param sums  n × outputs @throws as `singleRows` */
export function addTrees(
  ensemble: Ensemble,
  samples: Samples,
  rule: NumberRule,
  sums: Float64Array,
): void {
  addEnsemble(ensemble, singleRows(samples, rule), sums);
}
