// How good a split is: what the criteria of classifiers and regressors share.

/** The samples of one node in the order of a column, for a criterion to look for a place to cut. */
export interface SortedNode {
  readonly count: number;
  /** For each place the sample's number within the node. */
  readonly positions: Int32Array;
  /** For each place the column's number, ascending. */
  readonly values: Float32Array;
}

/** What both sides of a cut must have. */
export interface SideLimits {
  readonly samples: number;
  readonly weight: number;
}

/** Weighs the samples of a node at a time. */
export interface Criterion {
  /** Numbers that a node's value has: one per class, or one. */
  readonly width: number;
  /** The weight of the node. */
  readonly weight: number;
  /** Where the best cut of the last search is: the first sample on its right; 0 where there is none. */
  readonly cut: number;
  /** How good that cut is; −∞ where there is none. Comparable within a node. */
  readonly gain: number;
  /** Weights of the two sides that were summed, and the impurities of those that `divide` made. */
  readonly sides: Sides;

  /** Takes the samples from `start` to `end` as the node. */
  enter(samples: Int32Array, start: number, end: number): void;
  /** The node's impurity. */
  impurity(): number;
  /** Looks for the best cut between numbers that differ; sets `cut` and `gain`. */
  search(node: SortedNode, limits: SideLimits): void;
  /**
   * Sums up both sides of one cut: sets the weights of `sides`.
   *
   * @param marks  for each sample of the node 1 where it goes left, else 0
   */
  sum(marks: Uint8Array): void;
  /** How good the cut is that was summed; on the scale of `gain`. */
  summedGain(): number;
  /** Weighs one cut: sets `sides`. @param marks  as for `sum` */
  divide(marks: Uint8Array): void;
  /** Writes the node's value: the weight of each class, or the mean. */
  writeValue(values: Float64Array, at: number): void;
}

export interface Sides {
  left: number;
  right: number;
  leftWeight: number;
  rightWeight: number;
}

/** Numbers that differ by less are taken as equal. @see sklearn/tree/_splitter.pyx `FEATURE_THRESHOLD` */
const featureThreshold = Math.fround(1e-7);

/** Whether the number at a place is above the one before it, in float32 as upstream. */
export function isAbove(value: number, before: number): boolean {
  return value > Math.fround(before + featureThreshold);
}
