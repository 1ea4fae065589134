// Looks for the split of a node: what the best cut and the random one have in common.

import { permutation, type RandomNumbers } from "../random.ts";
import type { Criterion, SideLimits } from "./criterion.ts";

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

/** A cut of one column. */
export interface Cut {
  feature: number;
  threshold: number;
  /** How many samples go left. */
  count: number;
}

/** @see sklearn/tree/_splitter.pyx `node_split_best`, `node_split_random` */
export abstract class Splitter {
  /** The samples; those of a node lie side by side. */
  readonly samples: Int32Array;
  protected readonly criterion: Criterion;
  protected readonly search: SplitSearch;
  protected readonly random: RandomNumbers;
  readonly #spare: Int32Array;
  readonly #order: Int32Array;
  readonly #isComplete: boolean;
  readonly #total: number;

  /** @param samples  rows to split; reordered on the way */
  constructor(
    columns: number,
    samples: Int32Array,
    criterion: Criterion,
    search: SplitSearch,
    random: RandomNumbers,
  ) {
    this.samples = samples;
    this.criterion = criterion;
    this.search = search;
    this.random = random;
    this.#spare = new Int32Array(samples.length);
    // All columns in their order: of equal splits the first column's is taken, and nothing is left to chance.
    this.#isComplete = search.kind === "best" && search.maxFeatures >= columns;
    this.#order = this.#isComplete
      ? Int32Array.from({ length: columns }, (_, j) => j)
      : permutation(columns, random);
    criterion.enter(samples, 0, samples.length);
    this.#total = criterion.weight;
  }

  /**
   * The split of the node that the criterion entered; moves its samples to their sides.
   *
   * @returns null where no column can be cut
   */
  split(start: number, end: number, impurity: number): Split | null {
    const best = this.#bestCut(start, end);
    if (best === null) return null;
    const marks = this.marks(best, start, end);
    this.#partition(start, end, marks, best.count);
    this.criterion.divide(marks);
    const { sides, weight } = this.criterion;
    const decrease =
      impurity -
      (sides.rightWeight / weight) * sides.right -
      (sides.leftWeight / weight) * sides.left;
    return {
      feature: best.feature,
      threshold: best.threshold,
      cut: best.count,
      leftImpurity: sides.left,
      rightImpurity: sides.right,
      improvement: (weight / this.#total) * decrease,
    };
  }

  /** Takes the numbers of a column for the node's samples. @returns whether they vary */
  protected abstract gather(feature: number, start: number, end: number): boolean;

  /**
   * Cuts the column that was gathered last.
   *
   * @param count  samples of the node
   * @returns how good that is; −∞ where no cut is within the limits
   */
  protected abstract gainOf(feature: number, count: number): number;

  /** Keeps the cut of `gainOf` as the best one. */
  protected abstract keep(feature: number, best: Cut): void;

  /** For each sample of the node 1 where the best cut sends it left, else 0. */
  protected abstract marks(best: Cut, start: number, end: number): Uint8Array;

  /** Columns are drawn until there are enough of them and one of them varies. */
  #bestCut(start: number, end: number): Cut | null {
    const { maxFeatures } = this.search;
    const columns = this.#order.length;
    const best: Cut = { feature: -1, threshold: 0, count: 0 };
    let bestGain = Number.NEGATIVE_INFINITY;
    let varying = 0;
    for (let drawn = 0; drawn < columns; drawn++) {
      if (drawn >= maxFeatures && varying > 0) break;
      const feature = this.#draw(drawn);
      if (!this.gather(feature, start, end)) continue;
      varying++;
      const gain = this.gainOf(feature, end - start);
      if (!(gain > bestGain)) continue;
      bestGain = gain;
      this.keep(feature, best);
    }
    return best.count === 0 ? null : best;
  }

  #draw(drawn: number): number {
    const order = this.#order;
    const at = this.#isComplete ? drawn : drawn + this.random.integer(order.length - drawn);
    const feature = order[at] ?? 0;
    order[at] = order[drawn] ?? 0;
    order[drawn] = feature;
    return feature;
  }

  /** Samples that go left first, each side in its order. */
  #partition(start: number, end: number, marks: Uint8Array, cut: number): void {
    const { samples } = this;
    const spare = this.#spare;
    let [left, right] = [start, 0];
    // Both places are written and one is kept: without a branch, as where a sample goes is anybody's guess.
    for (let k = start; k < end; k++) {
      const sample = samples[k] ?? 0;
      const mark = marks[k - start] ?? 0;
      samples[left] = sample;
      spare[right] = sample;
      left += mark;
      right += 1 - mark;
    }
    samples.set(spare.subarray(0, right), start + cut);
  }
}
