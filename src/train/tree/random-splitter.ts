// Draws one cut of a column between the smallest and the largest number of a node's samples: nothing is sorted.

import type { RandomNumbers } from "../random.ts";
import { type Criterion, isAbove } from "./criterion.ts";
import type { FloatRows } from "./float-numbers.ts";
import { type Cut, type SplitSearch, Splitter } from "./splitter.ts";

/** @see sklearn/tree/_splitter.pyx `node_split_random` */
export class RandomSplitter extends Splitter {
  readonly #rows: FloatRows;
  /** Of the node's samples, the column's numbers. */
  readonly #values: Float32Array;
  #low = 0;
  #high = 0;
  #threshold = 0;
  #count = 0;
  /** Which samples the last cut sends left, and the best one. */
  #marks: Uint8Array;
  #bestMarks: Uint8Array;

  /** @param samples  rows to split; reordered on the way */
  constructor(
    rows: FloatRows,
    samples: Int32Array,
    criterion: Criterion,
    search: SplitSearch,
    random: RandomNumbers,
  ) {
    super(rows.columns, samples, criterion, search, random);
    this.#rows = rows;
    this.#values = new Float32Array(samples.length);
    this.#marks = new Uint8Array(samples.length);
    this.#bestMarks = new Uint8Array(samples.length);
  }

  protected gather(feature: number, start: number, end: number): boolean {
    const { samples } = this;
    const { data, columns } = this.#rows;
    const values = this.#values;
    let low = data[(samples[start] ?? 0) * columns + feature] ?? 0;
    let high = low;
    for (let k = start; k < end; k++) {
      const value = data[(samples[k] ?? 0) * columns + feature] ?? 0;
      values[k - start] = value;
      if (value < low) low = value;
      else if (value > high) high = value;
    }
    this.#low = low;
    this.#high = high;
    return isAbove(high, low);
  }

  /** A cut anywhere between the smallest and the largest number, each as likely. */
  protected gainOf(_feature: number, count: number): number {
    const { criterion } = this;
    const { limits } = this.search;
    const drawn = this.#low + this.random.next() * (this.#high - this.#low);
    this.#threshold = drawn < this.#high ? drawn : this.#low;
    const left = this.#mark(count);
    this.#count = left;
    if (left < limits.samples || count - left < limits.samples) return Number.NEGATIVE_INFINITY;
    criterion.sum(this.#marks);
    const { leftWeight, rightWeight } = criterion.sides;
    if (leftWeight < limits.weight || rightWeight < limits.weight) return Number.NEGATIVE_INFINITY;
    return criterion.summedGain();
  }

  protected keep(feature: number, best: Cut): void {
    best.feature = feature;
    best.threshold = this.#threshold;
    best.count = this.#count;
    const marks = this.#bestMarks;
    this.#bestMarks = this.#marks;
    this.#marks = marks;
  }

  protected marks(): Uint8Array {
    return this.#bestMarks;
  }

  /** Marks the samples up to the threshold. @returns how many they are */
  #mark(count: number): number {
    const values = this.#values;
    const marks = this.#marks;
    const threshold = this.#threshold;
    let left = 0;
    for (let k = 0; k < count; k++) {
      const mark = Number((values[k] ?? 0) <= threshold);
      marks[k] = mark;
      left += mark;
    }
    return left;
  }
}
