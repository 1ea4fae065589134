// Trees as a file has them, checked one by one and put into the flat arrays of a forest.

import type { Fail } from "./document.ts";
import { byCategory, type Forest, missingLeft } from "./forest.ts";

/** One tree of a file. Node 0 is the root; nodes that pruning deleted are out of reach. */
export interface RawTree {
  /** −1 in a leaf. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly feature: Int32Array;
  /** Where x < condition goes left; in a leaf its value. */
  readonly condition: Float32Array;
  /** 1 where a missing value goes left. */
  readonly defaultLeft: Uint8Array;
  /** Nodes that the file counts as deleted; null when it does not say. */
  readonly deleted: number | null;
  /** For each split by category the categories that go right. */
  readonly sets: ReadonlyMap<number, Int32Array>;
  /** Numbers of the leaves, where they hold one for every output. */
  readonly vectors: LeafVectors | null;
}

export interface LeafVectors {
  readonly values: Float32Array;
  /** Where the numbers of a leaf begin. */
  startOf(leaf: number): number;
}

/** XGBoost's largest category, exclusive: what a float32 can count to. */
const maxCategory = 2 ** 24;

export class ForestBuilder {
  readonly #features: number;
  readonly #outputs: number;
  readonly #fail: Fail;
  readonly #roots: number[] = [0];
  readonly #sets: Int32Array[] = [];
  #feature = new Int32Array(1024);
  #threshold = new Float32Array(1024);
  #left = new Int32Array(1024);
  #flags = new Uint8Array(1024);
  #size = 0;
  #vectors = new Float32Array(0);
  #vectorSize = 0;

  constructor(features: number, outputs: number, fail: Fail) {
    this.#features = features;
    this.#outputs = outputs;
    this.#fail = fail;
  }

  get trees(): number {
    return this.#roots.length - 1;
  }

  /**
   * Adds one tree: each node but the root has one parent, children and features are within range, thresholds
   * are no NaN, leaves are finite.
   *
   * @throws what `fail` makes
   */
  add(tree: RawTree): void {
    const count = tree.left.length;
    if (count < 1) throw this.#wrong("it has no nodes");
    this.#grow(this.#size + count);
    const seen = new Uint8Array(count);
    const root = this.#size++;
    // Pairs: a node as the file numbers it, its place in our order.
    const places = [0, root];
    let reached = 0;
    while (places.length > 0) {
      const place = places.pop() ?? 0;
      const node = places.pop() ?? 0;
      if (seen[node] !== 0) throw this.#wrong(`node ${node} has two parents`);
      seen[node] = 1;
      reached++;
      if (tree.left[node] === -1) {
        this.#addLeaf(tree, node, place);
        continue;
      }
      const left = this.#child(tree.left, node);
      const right = this.#child(tree.right, node);
      this.#addSplit(tree, node, place);
      const next = this.#size;
      if (next + 2 > root + count) throw this.#wrong(`node ${node} has children of another node`);
      this.#size += 2;
      this.#left[place] = next;
      places.push(right, next + 1, left, next);
    }
    if (tree.deleted !== null && count - reached !== tree.deleted) {
      throw this.#wrong(`${count - reached} nodes are out of reach, ${tree.deleted} are deleted`);
    }
    this.#roots.push(this.#size);
  }

  #child(children: Int32Array, node: number): number {
    const child = children[node] ?? -1;
    if (child > 0 && child < children.length) return child;
    throw this.#wrong(`node ${node} has the child ${child} of ${children.length} nodes`);
  }

  #addSplit(tree: RawTree, node: number, place: number): void {
    const feature = tree.feature[node] ?? -1;
    if (feature < 0 || feature >= this.#features) {
      throw this.#wrong(`node ${node} asks for feature ${feature} of ${this.#features}`);
    }
    this.#feature[place] = feature;
    this.#flags[place] = tree.defaultLeft[node] === 0 ? 0 : missingLeft;
    const set = tree.sets.get(node);
    if (set !== undefined) {
      this.#flags[place] = (this.#flags[place] ?? 0) | byCategory;
      this.#threshold[place] = this.#addSet(set, node);
      return;
    }
    const threshold = tree.condition[node] ?? Number.NaN;
    if (Number.isNaN(threshold)) throw this.#wrong(`node ${node} has the threshold NaN`);
    this.#threshold[place] = threshold;
  }

  /** Keeps a set of categories; returns its number, which a float32 must be able to hold. */
  #addSet(set: Int32Array, node: number): number {
    const sorted = set.every((category, i) => i === 0 || category > (set[i - 1] ?? 0))
      ? set
      : set.slice().sort();
    if ((sorted[0] ?? 0) < 0 || (sorted.at(-1) ?? 0) >= maxCategory) {
      throw this.#wrong(`node ${node} has a category out of range`);
    }
    if (this.#sets.length >= maxCategory)
      throw this.#wrong("there are too many splits by category");
    return this.#sets.push(sorted) - 1;
  }

  #addLeaf(tree: RawTree, node: number, place: number): void {
    this.#feature[place] = -1;
    if (tree.vectors === null) {
      const value = tree.condition[node] ?? Number.NaN;
      if (!Number.isFinite(value)) throw this.#wrong(`the value of leaf ${node} is ${value}`);
      this.#threshold[place] = value;
      return;
    }
    const { values } = tree.vectors;
    const start = tree.vectors.startOf(node);
    this.#growVectors(this.#vectorSize + this.#outputs);
    this.#left[place] = this.#vectorSize;
    for (let k = 0; k < this.#outputs; k++) {
      const value = values[start + k] ?? Number.NaN;
      if (!Number.isFinite(value)) throw this.#wrong(`a value of leaf ${node} is ${value}`);
      this.#vectors[this.#vectorSize++] = value;
    }
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
    return {
      features: this.#features,
      outputs: this.#outputs,
      roots: Int32Array.from(this.#roots),
      groups,
      feature: this.#feature.slice(0, this.#size),
      threshold: this.#threshold.slice(0, this.#size),
      left: this.#left.slice(0, this.#size),
      flags: this.#flags.slice(0, this.#size),
      sets: this.#sets,
      vectors: this.#vectors.slice(0, this.#vectorSize),
    };
  }

  #grow(size: number): void {
    const { length } = this.#feature;
    if (size <= length) return;
    const longer = Math.max(size, 2 * length);
    this.#feature = copyInto(new Int32Array(longer), this.#feature);
    this.#threshold = copyInto(new Float32Array(longer), this.#threshold);
    this.#left = copyInto(new Int32Array(longer), this.#left);
    this.#flags = copyInto(new Uint8Array(longer), this.#flags);
  }

  #growVectors(size: number): void {
    if (size <= this.#vectors.length) return;
    const longer = Math.max(size, 2 * this.#vectors.length);
    this.#vectors = copyInto(new Float32Array(longer), this.#vectors);
  }

  #wrong(reason: string): Error {
    return this.#fail(`tree ${this.trees}: ${reason}`);
  }
}

function copyInto<T extends Int32Array | Float32Array | Uint8Array>(target: T, source: T): T {
  target.set(source);
  return target;
}
