// Looks for the split of a node: the best cut of each column, or a random one.

import { permutation, type RandomNumbers } from "../random.ts";
import { type Criterion, isAbove, type SideLimits, type SortedNode } from "./criterion.ts";
import { RankSorter } from "./rank-sort.ts";
import { type RankedFeatures, rankUpTo } from "./ranked-features.ts";

/** How columns are tried. */
export interface SplitSearch {
  /** Columns to look at for each split. */
  readonly maxFeatures: number;
  readonly kind: "best" | "random";
  readonly limits: SideLimits;
}

export interface Split {
  readonly feature: number;
  readonly threshold: number;
  /** How many samples go left. */
  readonly cut: number;
  readonly leftImpurity: number;
  readonly rightImpurity: number;
  /** How much less impure the sides are than the node, by its share of all weight. */
  readonly improvement: number;
}

interface Candidate extends Pick<Split, "feature" | "threshold" | "cut"> {
  /** The last rank on the left. */
  readonly last: number;
  readonly gain: number;
}

/** @see sklearn/tree/_splitter.pyx `node_split_best`, `node_split_random` */
export class Splitter {
  /** The samples; those of a node lie side by side. */
  readonly samples: Int32Array;
  readonly #features: RankedFeatures;
  readonly #criterion: Criterion;
  readonly #search: SplitSearch;
  readonly #random: RandomNumbers;
  readonly #sorter: RankSorter;
  readonly #values: Float32Array;
  readonly #spare: Int32Array;
  readonly #order: Int32Array;
  readonly #isComplete: boolean;
  readonly #total: number;
  #low = 0;
  #high = 0;

  /** @param samples  rows to split; reordered on the way */
  constructor(
    features: RankedFeatures,
    samples: Int32Array,
    criterion: Criterion,
    search: SplitSearch,
    random: RandomNumbers,
  ) {
    this.samples = samples;
    this.#features = features;
    this.#criterion = criterion;
    this.#search = search;
    this.#random = random;
    this.#sorter = new RankSorter(samples.length);
    this.#values = new Float32Array(samples.length);
    this.#spare = new Int32Array(samples.length);
    // All columns in their order: of equal splits the first column's is taken, and nothing is left to chance.
    this.#isComplete = search.kind === "best" && search.maxFeatures >= features.ranks.length;
    this.#order = this.#isComplete
      ? Int32Array.from(features.ranks.keys())
      : permutation(features.ranks.length, random);
    criterion.enter(samples, 0, samples.length);
    this.#total = criterion.weight;
  }

  /**
   * The split of the node that the criterion entered; moves its samples to their sides.
   *
   * @returns null where no column can be cut
   */
  split(start: number, end: number, impurity: number): Split | null {
    const best = this.#bestCandidate(start, end);
    if (best === null) return null;
    this.#partition(start, end, best);
    const { sides, weight } = this.#criterion;
    const decrease =
      impurity -
      (sides.rightWeight / weight) * sides.right -
      (sides.leftWeight / weight) * sides.left;
    return {
      feature: best.feature,
      threshold: best.threshold,
      cut: best.cut,
      leftImpurity: sides.left,
      rightImpurity: sides.right,
      improvement: (weight / this.#total) * decrease,
    };
  }

  /** Columns are drawn until there are enough of them and one of them varies. */
  #bestCandidate(start: number, end: number): Candidate | null {
    const { maxFeatures, kind } = this.#search;
    const order = this.#order;
    let best: Candidate | null = null;
    let varying = 0;
    for (let drawn = 0; drawn < order.length; drawn++) {
      if (drawn >= maxFeatures && varying > 0) break;
      const feature = this.#draw(drawn);
      this.#gather(feature, start, end);
      if (this.#isConstant(feature)) continue;
      varying++;
      const cut = kind === "best" ? this.#bestCut : this.#randomCut;
      const found = cut.call(this, feature, end - start);
      if (found !== null && (best === null || found.gain > best.gain)) best = found;
    }
    return best;
  }

  #draw(drawn: number): number {
    const order = this.#order;
    const at = this.#isComplete ? drawn : drawn + this.#random.integer(order.length - drawn);
    const feature = order[at] ?? 0;
    order[at] = order[drawn] ?? 0;
    order[drawn] = feature;
    return feature;
  }

  #gather(feature: number, start: number, end: number): void {
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
  }

  #isConstant(feature: number): boolean {
    const levels = this.#features.levels[feature];
    return !isAbove(levels?.[this.#high] ?? 0, levels?.[this.#low] ?? 0);
  }

  #bestCut(feature: number, count: number): Candidate | null {
    const criterion = this.#criterion;
    const node = this.#sorted(feature, count);
    criterion.search(node, this.#search.limits);
    const { cut, gain } = criterion;
    if (cut === 0) return null;
    const threshold = (node.values[cut - 1] ?? 0) / 2 + (node.values[cut] ?? 0) / 2;
    return { feature, threshold, cut, last: this.#sorter.keys[cut - 1] ?? 0, gain };
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

  /** A cut anywhere between the smallest and the largest number, each as likely. */
  #randomCut(feature: number, count: number): Candidate | null {
    const { limits } = this.#search;
    const levels = this.#features.levels[feature] ?? new Float32Array(0);
    const low = levels[this.#low] ?? 0;
    const high = levels[this.#high] ?? 0;
    const drawn = low + this.#random.next() * (high - low);
    const threshold = drawn < high ? drawn : low;
    const last = rankUpTo(levels, threshold);
    const criterion = this.#criterion;
    const cut = criterion.divide(this.#sorter.keys, last);
    if (cut < limits.samples || count - cut < limits.samples) return null;
    const { leftWeight, rightWeight } = criterion.sides;
    if (leftWeight < limits.weight || rightWeight < limits.weight) return null;
    return { feature, threshold, cut, last, gain: criterion.dividedGain() };
  }

  /** Samples up to the cut first; weighs both sides. */
  #partition(start: number, end: number, { feature, cut, last }: Candidate): void {
    const { samples } = this;
    this.#gather(feature, start, end);
    const { keys } = this.#sorter;
    const spare = this.#spare;
    let left = 0;
    let right = cut;
    for (let k = start; k < end; k++) {
      const to = (keys[k - start] ?? 0) <= last ? left++ : right++;
      spare[to] = samples[k] ?? 0;
    }
    this.#criterion.divide(keys, last);
    for (let k = start; k < end; k++) samples[k] = spare[k - start] ?? 0;
  }
}
