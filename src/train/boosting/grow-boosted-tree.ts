// Grows a tree of histogram gradient boosting: the split that helps most first.

import type { RandomNumbers } from "../random.ts";
import type { BinnedRows } from "./bins.ts";
import { type BoostedNode, type BoostedTree, goesLeft } from "./boosted-tree.ts";
import { GainHeap } from "./gain-heap.ts";
import { type Histogram, HistogramBuilder } from "./histograms.ts";
import { type NodeSplit, type NodeSums, SplitFinder, type SplitLimits } from "./node-split.ts";

export interface TreeGrowth extends SplitLimits {
  /** null: no limit. */
  readonly maxLeafNodes: number | null;
  readonly maxDepth: number | null;
  readonly maxBins: number;
  /** What leaves' values are multiplied by. */
  readonly learningRate: number;
  /** The share of columns that each split looks at, in (0, 1]. */
  readonly maxFeatures: number;
}

/** One gradient per row, and one hessian, or none where each is 1. */
export interface Steps {
  readonly gradients: Float32Array;
  readonly hessians: Float32Array | null;
}

/** A node that can be split. */
interface Splittable {
  readonly node: BoostedNode;
  readonly split: NodeSplit;
  readonly histogram: Histogram;
}

/** Grows trees of one training set. @see sklearn/ensemble/_hist_gradient_boosting/grower.py `TreeGrower` */
export class TreeGrower {
  readonly #rows: BinnedRows;
  readonly #builder: HistogramBuilder;
  readonly #finder: SplitFinder;
  readonly #growth: TreeGrowth;
  readonly #random: RandomNumbers;
  #samples: Uint32Array = new Uint32Array(0);
  /** Rows that go right, while a node's rows are parted. */
  readonly #right: Uint32Array;
  #leaves: BoostedNode[] = [];
  readonly #splittable = new GainHeap<Splittable>();

  /** @param isConstant  whether every hessian is 1 */
  constructor(rows: BinnedRows, growth: TreeGrowth, isConstant: boolean, random: RandomNumbers) {
    this.#rows = rows;
    this.#builder = new HistogramBuilder(rows, isConstant, growth.maxBins);
    this.#finder = new SplitFinder(rows, this.#builder.starts, growth);
    this.#growth = growth;
    this.#random = random;
    this.#right = new Uint32Array(rows.rows);
  }

  /** A tree that answers the next step of each row. */
  grow({ gradients, hessians }: Steps): BoostedTree {
    const { rows } = this.#rows;
    this.#builder.begin(gradients, hessians);
    const samples = new Uint32Array(rows);
    for (let i = 0; i < rows; i++) samples[i] = i;
    this.#samples = samples;
    this.#leaves = [];
    const histogram = this.#builder.build(this.#samples);
    const sums = { samples: rows, value: 0, ...this.#builder.totals(histogram) };
    const root = nodeOf(sums, 0, 0, rows);
    if (rows < 2 * this.#growth.minSamplesLeaf || sums.hessian < 1e-3) {
      this.#leaves.push(root);
      this.#builder.release(histogram);
    } else this.#consider(root, histogram);
    for (let next = this.#splittable.pop(); next !== undefined; next = this.#splittable.pop()) {
      this.#split(next);
    }
    for (const leaf of this.#leaves) leaf.value *= this.#growth.learningRate;
    return { root, leaves: this.#leaves, samples: this.#samples };
  }

  /** Finds a node's best split; without one it is a leaf. */
  #consider(node: BoostedNode, histogram: Histogram): void {
    const split = this.#finder.find(node.sums, histogram, this.#drawFeatures());
    if (split !== null) {
      node.split = split;
      this.#splittable.push({ node, split, histogram });
      return;
    }
    this.#leaves.push(node);
    this.#builder.release(histogram);
  }

  #split({ node, split: found, histogram }: Splittable): void {
    const { maxLeafNodes, maxDepth, minSamplesLeaf } = this.#growth;
    const leafCount = this.#leaves.length + this.#splittable.size + 2;
    const { left, right } = this.#part(node, found);
    if (maxLeafNodes !== null && leafCount === maxLeafNodes) {
      const open = this.#splittable.drain();
      this.#leaves.push(left, right, ...open.map((other) => other.node));
      for (const own of [histogram, ...open.map((other) => other.histogram)]) {
        this.#builder.release(own);
      }
      return;
    }
    const isDeep = maxDepth !== null && left.depth === maxDepth;
    const isLeaf = (child: BoostedNode): boolean =>
      isDeep || child.sums.samples < 2 * minSamplesLeaf;
    for (const child of [left, right]) if (isLeaf(child)) this.#leaves.push(child);
    if (isLeaf(left) && isLeaf(right)) {
      this.#builder.release(histogram);
      return;
    }
    const [small, large] = left.sums.samples < right.sums.samples ? [left, right] : [right, left];
    const own = this.#builder.build(this.#samples.subarray(small.start, small.stop));
    const other = this.#builder.subtract(histogram, own);
    const histograms = new Map([
      [small, own],
      [large, other],
    ]);
    for (const child of [left, right]) {
      const sums = histograms.get(child) ?? own;
      if (isLeaf(child)) this.#builder.release(sums);
      else this.#consider(child, sums);
    }
  }

  /** Parts a node's rows, each side in its order, and makes its children. */
  #part(node: BoostedNode, found: NodeSplit): { left: BoostedNode; right: BoostedNode } {
    const { rows, bins, codes, hasMissing } = this.#rows;
    const { feature } = found;
    const own = codes.subarray(feature * rows, (feature + 1) * rows);
    const left = new Uint8Array(256);
    for (let bin = 0; bin < 256; bin++)
      left[bin] = goesLeft(found, bin, bins[feature] ?? 0) ? 1 : 0;
    const samples = this.#samples;
    const right = this.#right;
    let [to, others] = [node.start, 0];
    // Both places are written and one is kept: without a branch, as where a row goes is anybody's guess.
    for (let k = node.start; k < node.stop; k++) {
      const row = samples[k] ?? 0;
      const isLeft = left[own[row] ?? 0] ?? 0;
      samples[to] = row;
      right[others] = row;
      to += isLeft;
      others += 1 - isLeft;
    }
    samples.set(right.subarray(0, others), to);
    const children = {
      left: nodeOf(found.left, node.depth + 1, node.start, to),
      right: nodeOf(found.right, node.depth + 1, to, node.stop),
    };
    // Where training had no missing values, they will go where more rows went.
    const missingGoLeft =
      hasMissing[feature] === 1 ? found.missingGoLeft : to - node.start > node.stop - to;
    node.split = { ...found, missingGoLeft };
    node.left = children.left;
    node.right = children.right;
    return children;
  }

  /** 1 for the columns that a split looks at; null: all. */
  #drawFeatures(): Uint8Array | null {
    const { maxFeatures } = this.#growth;
    const { columns } = this.#rows;
    if (maxFeatures >= 1) return null;
    const chosen = new Uint8Array(columns);
    let wanted = Math.max(1, Math.ceil(maxFeatures * columns));
    for (let j = 0; j < columns; j++) {
      if (this.#random.integer(columns - j) >= wanted) continue;
      chosen[j] = 1;
      wanted--;
    }
    return chosen;
  }
}

function nodeOf(sums: NodeSums, depth: number, start: number, stop: number): BoostedNode {
  const { value } = sums;
  return { sums, depth, start, stop, split: null, left: null, right: null, value };
}
