// Trees as a file has them, checked one by one and put into the flat arrays of a forest.

import type { Fail } from "./document.ts";
import type { Forest } from "./forest.ts";
import { Growing } from "./growing.ts";
import { orderNodes, type RawTree } from "./raw-tree.ts";

/** XGBoost's largest category, exclusive: what a float32 can count to. */
const maxCategory = 2 ** 24;

/** The engine has a bit for every category up to a set's largest: 64 MB for all sets of a model. */
const maxSetWords = 2 ** 24;

export class ForestBuilder {
  readonly #features: number;
  readonly #outputs: number;
  readonly #fail: Fail;
  readonly #roots = new Growing((length) => new Int32Array(length));
  readonly #feature = new Growing((length) => new Int32Array(length));
  readonly #threshold = new Growing((length) => new Float32Array(length));
  readonly #left = new Growing((length) => new Int32Array(length));
  readonly #missingRight = new Growing((length) => new Uint8Array(length));
  readonly #values = new Growing((length) => new Float32Array(length));
  readonly #vectorStarts = new Growing((length) => new Int32Array(length));
  readonly #vectors = new Growing((length) => new Float32Array(length));
  readonly #setOf = new Growing((length) => new Int32Array(length));
  readonly #sets: Int32Array[] = [];
  #setWords = 0;

  constructor(features: number, outputs: number, fail: Fail) {
    this.#features = features;
    this.#outputs = outputs;
    this.#fail = fail;
  }

  get trees(): number {
    return this.#roots.length;
  }

  /**
   * Adds one tree: it is one, its features are within range, its thresholds are no NaN, its leaves are finite.
   *
   * @throws what `fail` makes
   */
  add(tree: RawTree): void {
    const { nodes, lefts } = orderNodes(tree, (reason) => this.#wrong(reason));
    const root = this.#left.length;
    for (let place = 0; place < nodes.length; place++) {
      const node = nodes[place] ?? 0;
      const left = lefts[place] ?? -1;
      if (left === -1) this.#addLeaf(tree, node, root + place);
      else this.#addSplit(tree, node, root + left);
    }
    this.#roots.push(root);
  }

  #addSplit(tree: RawTree, node: number, left: number): void {
    const feature = tree.feature[node] ?? -1;
    if (feature < 0 || feature >= this.#features) {
      throw this.#wrong(`node ${node} asks for feature ${feature} of ${this.#features}`);
    }
    const set = tree.sets.get(node);
    const threshold = set === undefined ? (tree.condition[node] ?? Number.NaN) : 0;
    if (Number.isNaN(threshold)) throw this.#wrong(`node ${node} has the threshold NaN`);
    this.#feature.push(feature);
    this.#threshold.push(threshold);
    this.#left.push(left);
    this.#missingRight.push(tree.defaultLeft[node] === 0 ? 1 : 0);
    this.#values.push(0);
    this.#setOf.push(set === undefined ? -1 : this.#addSet(set, node));
    if (tree.vectors !== null) this.#vectorStarts.push(0);
  }

  /** Keeps a set of categories; returns its number. */
  #addSet(set: Int32Array, node: number): number {
    const ascending = set.every((category, i) => i === 0 || category > (set[i - 1] ?? 0));
    const sorted = ascending ? set : set.slice().sort();
    if ((sorted[0] ?? 0) < 0 || (sorted.at(-1) ?? 0) >= maxCategory) {
      throw this.#wrong(`node ${node} has a category out of range`);
    }
    this.#setWords += ((sorted.at(-1) ?? -1) >> 5) + 1;
    if (this.#setWords > maxSetWords) throw this.#wrong(`its categories take more than 64 MB`);
    return this.#sets.push(sorted) - 1;
  }

  /** A leaf is its own right child, whatever is asked. */
  #addLeaf(tree: RawTree, node: number, place: number): void {
    this.#feature.push(0);
    this.#threshold.push(-Infinity);
    this.#left.push(place - 1);
    this.#missingRight.push(1);
    this.#setOf.push(-1);
    const value = tree.vectors === null ? (tree.condition[node] ?? Number.NaN) : 0;
    this.#values.push(this.#finite(value, node));
    if (tree.vectors === null) return;
    this.#vectorStarts.push(this.#vectors.length);
    const start = tree.vectors.startOf(node);
    for (let k = 0; k < this.#outputs; k++) {
      this.#vectors.push(this.#finite(tree.vectors.values[start + k] ?? Number.NaN, node));
    }
  }

  #finite(value: number, leaf: number): number {
    if (Number.isFinite(value)) return value;
    throw this.#wrong(`a value of leaf ${leaf} is ${value}`);
  }

  /** @param groups  output of each tree; null when leaves hold a number for every output */
  build(groups: Int32Array | null): Forest {
    if (groups !== null && groups.length !== this.trees) {
      throw this.#fail(`${groups.length} trees have an output, of ${this.trees} trees`);
    }
    for (const group of groups ?? []) {
      if (group < 0 || group >= this.#outputs) {
        throw this.#fail(`a tree adds to output ${group} of ${this.#outputs}`);
      }
    }
    const byCategory = this.#sets.length > 0;
    this.#roots.push(this.#left.length);
    return {
      features: this.#features,
      outputs: this.#outputs,
      roots: this.#roots.compact(),
      groups,
      feature: this.#feature.compact(),
      threshold: this.#threshold.compact(),
      left: this.#left.compact(),
      missingRight: this.#missingRight.compact(),
      values: this.#values.compact(),
      vectorStarts: this.#vectorStarts.compact(),
      vectors: this.#vectors.compact(),
      setOf: byCategory ? this.#setOf.compact() : new Int32Array(0),
      sets: this.#sets,
    };
  }

  #wrong(reason: string): Error {
    return this.#fail(`tree ${this.trees}: ${reason}`);
  }
}
