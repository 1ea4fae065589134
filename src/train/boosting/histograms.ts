// Histograms of gradients: for each bin of each column, what the rows in it sum up to.

import { pairwiseSum } from "../../estimators/summation.ts";
import type { BinnedRows } from "./bins.ts";

/** Sums of a node's rows: columns one after the other, from `starts[column]` on, the bin of missing values last. */
export interface Histogram {
  readonly gradients: Float64Array;
  /** Empty where every row's hessian is 1: then the counts are the sums. */
  readonly hessians: Float64Array;
  readonly counts: Int32Array;
}

/**
 * Builds histograms of one training set, for trees that grow one after the other.
 *
 * Rows are added in their order, as scikit-learn adds them, so that the sums are the same to the last bit.
 *
 * @see sklearn/ensemble/_hist_gradient_boosting/histogram.pyx
 */
export class HistogramBuilder {
  /** For each column, where its bins begin. */
  readonly starts: Int32Array;
  readonly #rows: BinnedRows;
  readonly #size: number;
  readonly #isConstant: boolean;
  readonly #maxBins: number;
  #gradients: Float32Array = new Float32Array(0);
  #hessians: Float32Array = new Float32Array(0);
  /** Of a node's rows, one after the other. */
  readonly #ownGradients: Float32Array;
  readonly #ownHessians: Float32Array;
  /** Histograms that no node needs any more. */
  readonly #free: Histogram[] = [];

  /**
   * @param isConstant  whether every hessian is 1
   * @param maxBins     bins of a column at most, without that of missing values
   */
  constructor(rows: BinnedRows, isConstant: boolean, maxBins: number) {
    this.#rows = rows;
    this.#maxBins = maxBins;
    this.starts = new Int32Array(rows.columns);
    let size = 0;
    for (let j = 0; j < rows.columns; j++) {
      this.starts[j] = size;
      size += (rows.bins[j] ?? 0) + 1;
    }
    this.#size = size;
    this.#isConstant = isConstant;
    this.#ownGradients = new Float32Array(rows.rows);
    this.#ownHessians = new Float32Array(isConstant ? 0 : rows.rows);
  }

  /** One gradient per row for the next tree, and one hessian where these are not constant. */
  begin(gradients: Float32Array, hessians: Float32Array | null): void {
    this.#gradients = gradients;
    if (hessians !== null) this.#hessians = hessians;
  }

  /** The histogram of some rows. */
  build(samples: Uint32Array): Histogram {
    const histogram = this.#empty();
    const { rows, columns, codes } = this.#rows;
    const isAll = samples.length === rows;
    const gradients = isAll ? this.#gradients : this.#gather(samples);
    const hessians = isAll ? this.#hessians : this.#ownHessians;
    for (let j = 0; j < columns; j++) {
      const own = codes.subarray(j * rows, (j + 1) * rows);
      const start = this.starts[j] ?? 0;
      if (this.#isConstant) addGradients(histogram, start, own, samples, gradients);
      else addBoth(histogram, start, own, samples, gradients, hessians);
    }
    return histogram;
  }

  /** Takes the sums of one child away from its parent's, which become those of the other child. */
  subtract(parent: Histogram, child: Histogram): Histogram {
    const { gradients, hessians, counts } = parent;
    for (let b = 0; b < gradients.length; b++) {
      gradients[b] = (gradients[b] ?? 0) - (child.gradients[b] ?? 0);
      counts[b] = (counts[b] ?? 0) - (child.counts[b] ?? 0);
    }
    for (let b = 0; b < hessians.length; b++) {
      hessians[b] = (hessians[b] ?? 0) - (child.hessians[b] ?? 0);
    }
    return parent;
  }

  /** Gives a histogram back. */
  release(histogram: Histogram): void {
    this.#free.push(histogram);
  }

  /** What all rows sum up to, in numpy's order over all bins that the first column could have. */
  totals(histogram: Histogram): { readonly gradient: number; readonly hessian: number } {
    const gradient = this.#sum(histogram.gradients);
    const hessian = this.#isConstant ? this.#rows.rows : this.#sum(histogram.hessians);
    return { gradient, hessian };
  }

  #sum(sums: Float64Array): number {
    const bins = this.#rows.bins[0] ?? 0;
    const whole = new Float64Array(this.#maxBins + 1);
    whole.set(sums.subarray(0, bins));
    whole[this.#maxBins] = sums[bins] ?? 0;
    return pairwiseSum(whole, 0, whole.length);
  }

  #gather(samples: Uint32Array): Float32Array {
    const [gradients, hessians] = [this.#ownGradients, this.#ownHessians];
    for (let k = 0; k < samples.length; k++) gradients[k] = this.#gradients[samples[k] ?? 0] ?? 0;
    if (!this.#isConstant) {
      for (let k = 0; k < samples.length; k++) hessians[k] = this.#hessians[samples[k] ?? 0] ?? 0;
    }
    return gradients;
  }

  #empty(): Histogram {
    const used = this.#free.pop();
    if (used === undefined) {
      return {
        gradients: new Float64Array(this.#size),
        hessians: new Float64Array(this.#isConstant ? 0 : this.#size),
        counts: new Int32Array(this.#size),
      };
    }
    used.gradients.fill(0);
    used.hessians.fill(0);
    used.counts.fill(0);
    return used;
  }
}

function addGradients(
  { gradients, counts }: Histogram,
  start: number,
  codes: Uint8Array,
  samples: Uint32Array,
  own: Float32Array,
): void {
  for (let k = 0; k < samples.length; k++) {
    const bin = start + (codes[samples[k] ?? 0] ?? 0);
    gradients[bin] = (gradients[bin] ?? 0) + (own[k] ?? 0);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
}

function addBoth(
  { gradients, hessians, counts }: Histogram,
  start: number,
  codes: Uint8Array,
  samples: Uint32Array,
  own: Float32Array,
  ownHessians: Float32Array,
): void {
  for (let k = 0; k < samples.length; k++) {
    const bin = start + (codes[samples[k] ?? 0] ?? 0);
    gradients[bin] = (gradients[bin] ?? 0) + (own[k] ?? 0);
    hessians[bin] = (hessians[bin] ?? 0) + (ownHessians[k] ?? 0);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
}
