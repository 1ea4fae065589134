// Where a node of a boosted tree is best split: the cut of one column that lowers the loss most.

import type { BinnedRows } from "./bins.ts";
import type { Histogram } from "./histograms.ts";

/** What leaves must have, and how their values are held back. */
export interface SplitLimits {
  readonly minSamplesLeaf: number;
  readonly l2Regularization: number;
}

/** What a node's rows sum up to. */
export interface NodeSums {
  readonly samples: number;
  readonly gradient: number;
  readonly hessian: number;
  /** The node's value, before it is shrunk. */
  readonly value: number;
}

/** The best split of a node. */
export interface NodeSplit {
  readonly gain: number;
  readonly feature: number;
  /** The last bin that goes left; 0 where categories are split. */
  readonly bin: number;
  readonly missingGoLeft: boolean;
  /** Bins of categories that go left; null for a column of numbers. */
  readonly leftBins: readonly number[] | null;
  readonly left: NodeSums;
  readonly right: NodeSums;
}

/** Sums of hessians below this are not split. @see sklearn's TreeGrower `min_hessian_to_split` */
const minHessian = 1e-3;

/** Categories with fewer rows go right, whatever they sum up to. */
const minCategorySupport = 10;

/** What was found so far: the gain, and the sums of the left side. */
class Best {
  gain = 0;
  feature = -1;
  bin = 0;
  missingGoLeft = false;
  leftBins: readonly number[] | null = null;
  samples = 0;
  gradient = 0;
  hessian = 0;
}

/** @see sklearn/ensemble/_hist_gradient_boosting/splitting.pyx `Splitter.find_node_split` */
export class SplitFinder {
  readonly #rows: BinnedRows;
  readonly #starts: Int32Array;
  readonly #limits: SplitLimits;

  /** @param starts  where each column's bins begin in a histogram */
  constructor(rows: BinnedRows, starts: Int32Array, limits: SplitLimits) {
    this.#rows = rows;
    this.#starts = starts;
    this.#limits = limits;
  }

  /**
   * @param features  the columns to look at, or null: all
   * @returns the split with the largest gain, of equal ones that of the first column; null where none is worth it
   */
  find(node: NodeSums, histogram: Histogram, features: Uint8Array | null): NodeSplit | null {
    const best = new Best();
    const { columns, isCategorical, hasMissing } = this.#rows;
    for (let j = 0; j < columns; j++) {
      if (features?.[j] === 0) continue;
      if (isCategorical[j] === 1) this.#splitCategories(best, j, node, histogram);
      else {
        this.#scanUp(best, j, node, histogram);
        if (hasMissing[j] === 1) this.#scanDown(best, j, node, histogram);
      }
    }
    return best.feature < 0 ? null : this.#splitOf(best, node);
  }

  /** From the lowest bin on; missing values go right. */
  #scanUp(best: Best, feature: number, node: NodeSums, histogram: Histogram): void {
    const start = this.#starts[feature] ?? 0;
    const { gradients, counts } = histogram;
    const hessians = histogram.hessians.length > 0 ? histogram.hessians : counts;
    const { minSamplesLeaf, l2Regularization } = this.#limits;
    const end = start + (this.#rows.bins[feature] ?? 0) - 1 + (this.#rows.hasMissing[feature] ?? 0);
    const loss = node.gradient * node.value;
    let [samples, gradient, hessian] = [0, 0, 0];
    for (let b = start; b < end; b++) {
      samples += counts[b] ?? 0;
      hessian += hessians[b] ?? 0;
      gradient += gradients[b] ?? 0;
      if (samples < minSamplesLeaf || hessian < minHessian) continue;
      if (node.samples - samples < minSamplesLeaf || node.hessian - hessian < minHessian) break;
      const rest = node.gradient - gradient;
      const left = -gradient / (hessian + l2Regularization + 1e-15);
      const right = -rest / (node.hessian - hessian + l2Regularization + 1e-15);
      const gain = loss - gradient * left - rest * right;
      if (gain <= best.gain) continue;
      best.gain = gain;
      best.feature = feature;
      best.bin = b - start;
      best.missingGoLeft = false;
      best.leftBins = null;
      best.samples = samples;
      best.gradient = gradient;
      best.hessian = hessian;
    }
  }

  /** From the highest bin on; missing values go left. */
  #scanDown(best: Best, feature: number, node: NodeSums, histogram: Histogram): void {
    const start = this.#starts[feature] ?? 0;
    const { gradients, counts } = histogram;
    const hessians = histogram.hessians.length > 0 ? histogram.hessians : counts;
    const { minSamplesLeaf, l2Regularization } = this.#limits;
    const loss = node.gradient * node.value;
    let [samples, gradient, hessian] = [0, 0, 0];
    for (let b = start + (this.#rows.bins[feature] ?? 0) - 1; b > start; b--) {
      samples += counts[b] ?? 0;
      hessian += hessians[b] ?? 0;
      gradient += gradients[b] ?? 0;
      if (samples < minSamplesLeaf || hessian < minHessian) continue;
      const restHessian = node.hessian - hessian;
      if (node.samples - samples < minSamplesLeaf || restHessian < minHessian) break;
      const rest = node.gradient - gradient;
      const right = -gradient / (hessian + l2Regularization + 1e-15);
      const left = -rest / (restHessian + l2Regularization + 1e-15);
      const gain = loss - rest * left - gradient * right;
      if (gain <= best.gain) continue;
      best.gain = gain;
      best.feature = feature;
      best.bin = b - start - 1;
      best.missingGoLeft = true;
      best.leftBins = null;
      best.samples = node.samples - samples;
      best.gradient = rest;
      best.hessian = restHessian;
    }
  }

  /**
   * Categories in the order of what they sum up to, split as if that were a number, from both ends to the middle.
   *
   * @see Fisher 1958, On Grouping for Maximum Homogeneity
   */
  #splitCategories(best: Best, feature: number, node: NodeSums, histogram: Histogram): void {
    const start = this.#starts[feature] ?? 0;
    const { gradients, counts } = histogram;
    const hessians = histogram.hessians.length > 0 ? histogram.hessians : counts;
    const { minSamplesLeaf } = this.#limits;
    const bins = (this.#rows.bins[feature] ?? 0) + (this.#rows.hasMissing[feature] ?? 0);
    const order = this.#orderedCategories(start, bins, node, histogram);
    const half = (order.length + 1) >> 1;
    for (const [direction, steps] of [
      [1, half],
      [-1, half - 1],
    ] as const) {
      let [samples, gradient, hessian] = [0, 0, 0];
      for (let i = 0; i < steps; i++) {
        const at = direction === 1 ? i : order.length - 1 - i;
        const b = start + (order[at] ?? 0);
        samples += counts[b] ?? 0;
        hessian += hessians[b] ?? 0;
        gradient += gradients[b] ?? 0;
        if (samples < minSamplesLeaf || hessian < minHessian) continue;
        const restHessian = node.hessian - hessian;
        if (node.samples - samples < minSamplesLeaf || restHessian < minHessian) break;
        const gain = this.#gain(node, gradient, hessian);
        if (gain <= best.gain) continue;
        best.gain = gain;
        best.feature = feature;
        best.bin = 0;
        best.leftBins = direction === 1 ? order.slice(0, at + 1) : order.slice(at);
        best.missingGoLeft = best.leftBins.includes(this.#rows.bins[feature] ?? 0);
        best.samples = samples;
        best.gradient = gradient;
        best.hessian = hessian;
      }
    }
  }

  /** Bins of categories with enough rows, by what a leaf of theirs alone would answer; empty for fewer than two. */
  #orderedCategories(
    start: number,
    bins: number,
    node: NodeSums,
    { gradients, hessians, counts }: Histogram,
  ): number[] {
    const sums = hessians.length > 0 ? hessians : counts;
    const factor = node.samples / node.hessian;
    const found: { bin: number; value: number }[] = [];
    for (let bin = 0; bin < bins; bin++) {
      const hessian = sums[start + bin] ?? 0;
      if (hessian * factor < minCategorySupport) continue;
      found.push({ bin, value: (gradients[start + bin] ?? 0) / (hessian + minCategorySupport) });
    }
    if (found.length < 2) return [];
    return found.sort((a, b) => a.value - b.value).map(({ bin }) => bin);
  }

  #gain(node: NodeSums, gradient: number, hessian: number): number {
    const rest = node.gradient - gradient;
    const left = this.#value(gradient, hessian);
    const right = this.#value(rest, node.hessian - hessian);
    return node.gradient * node.value - gradient * left - rest * right;
  }

  /** A Newton step. @see Chen & Guestrin 2016, XGBoost, equation 5 */
  #value(gradient: number, hessian: number): number {
    return -gradient / (hessian + this.#limits.l2Regularization + 1e-15);
  }

  #splitOf(best: Best, node: NodeSums): NodeSplit {
    const { gain, feature, bin, missingGoLeft, leftBins, samples, gradient, hessian } = best;
    const side = (count: number, sum: number, weight: number): NodeSums => {
      return { samples: count, gradient: sum, hessian: weight, value: this.#value(sum, weight) };
    };
    const left = side(samples, gradient, hessian);
    const rest = node.samples - samples;
    const right = side(rest, node.gradient - gradient, node.hessian - hessian);
    return { gain, feature, bin, missingGoLeft, leftBins, left, right };
  }
}
