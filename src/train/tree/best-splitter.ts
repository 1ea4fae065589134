// Looks for the best of all cuts of a column: the samples of a node are sorted by the ranks of their numbers.

import type { RandomNumbers } from "../random.ts";
import { RankSorter } from "../rank-sort.ts";
import { type Criterion, isAbove, type SortedNode } from "./criterion.ts";
import type { RankedFeatures } from "./ranked-features.ts";
import { type Cut, type SplitSearch, Splitter } from "./splitter.ts";

/** @see sklearn/tree/_splitter.pyx `node_split_best` */
export class BestSplitter extends Splitter {
  readonly #features: RankedFeatures;
  readonly #sorter: RankSorter;
  readonly #values: Float32Array;
  readonly #marks: Uint8Array;
  #low = 0;
  #high = 0;
  /** The last rank on the left of the best cut. */
  #last = 0;

  /** @param samples  rows to split; reordered on the way */
  constructor(
    features: RankedFeatures,
    samples: Int32Array,
    criterion: Criterion,
    search: SplitSearch,
    random: RandomNumbers,
  ) {
    super(features.ranks.length, samples, criterion, search, random);
    this.#features = features;
    this.#sorter = new RankSorter(samples.length);
    this.#values = new Float32Array(samples.length);
    this.#marks = new Uint8Array(samples.length);
  }

  protected gather(feature: number, start: number, end: number): boolean {
    const { samples } = this;
    const { keys } = this.#sorter;
    const ranks = this.#features.ranks[feature] ?? new Int32Array(0);
    let low = ranks[samples[start] ?? 0] ?? 0;
    let high = low;
    for (let k = start; k < end; k++) {
      const rank = ranks[samples[k] ?? 0] ?? 0;
      keys[k - start] = rank;
      if (rank < low) low = rank;
      if (rank > high) high = rank;
    }
    this.#low = low;
    this.#high = high;
    const levels = this.#features.levels[feature];
    return isAbove(levels?.[high] ?? 0, levels?.[low] ?? 0);
  }

  protected gainOf(feature: number, count: number): number {
    this.criterion.search(this.#sorted(feature, count), this.search.limits);
    return this.criterion.gain;
  }

  protected keep(feature: number, best: Cut): void {
    const { cut } = this.criterion;
    const values = this.#values;
    best.feature = feature;
    best.threshold = (values[cut - 1] ?? 0) / 2 + (values[cut] ?? 0) / 2;
    best.count = cut;
    this.#last = this.#sorter.keys[cut - 1] ?? 0;
  }

  protected marks({ feature }: Cut, start: number, end: number): Uint8Array {
    const { samples } = this;
    const ranks = this.#features.ranks[feature] ?? new Int32Array(0);
    const marks = this.#marks;
    const last = this.#last;
    for (let k = start; k < end; k++) {
      marks[k - start] = Number((ranks[samples[k] ?? 0] ?? 0) <= last);
    }
    return marks;
  }

  #sorted(feature: number, count: number): SortedNode {
    const sorter = this.#sorter;
    const levels = this.#features.levels[feature] ?? new Float32Array(0);
    const values = this.#values;
    sorter.sort(count, this.#low, this.#high);
    const { keys, positions } = sorter;
    for (let k = 0; k < count; k++) values[k] = levels[keys[k] ?? 0] ?? 0;
    return { count, positions, values };
  }
}
