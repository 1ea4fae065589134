// A tree of histogram gradient boosting: how it grew, and its answers for rows in bins.

import type { BinnedRows } from "./bins.ts";
import type { NodeSplit, NodeSums } from "./node-split.ts";

/** A node with the rows that came to it. */
export interface BoostedNode {
  readonly sums: NodeSums;
  readonly depth: number;
  /** Its rows are `samples[start]` to `samples[stop − 1]` of its tree. */
  readonly start: number;
  readonly stop: number;
  /** The best split that was found, also where it was not made; null where there is none. */
  split: NodeSplit | null;
  /** A node that was split has both. */
  left: BoostedNode | null;
  right: BoostedNode | null;
  /** What a leaf adds to the sum, shrunk. */
  value: number;
}

export interface BoostedTree {
  readonly root: BoostedNode;
  readonly leaves: readonly BoostedNode[];
  /** All training rows, those of a node together. */
  readonly samples: Uint32Array;
}

/** Adds each leaf's value to the sums of the rows it grew from. @param sums  one per training row */
export function addToTrainingRows({ leaves, samples }: BoostedTree, sums: Float64Array): void {
  for (const { start, stop, value } of leaves) {
    for (let k = start; k < stop; k++) {
      const row = samples[k] ?? 0;
      sums[row] = (sums[row] ?? 0) + value;
    }
  }
}

/** Adds the tree's answers for other rows in the same bins. @param sums  one per row */
export function addToRows({ root }: BoostedTree, rows: BinnedRows, sums: Float64Array): void {
  for (let i = 0; i < rows.rows; i++) {
    let node = root;
    while (node.split !== null && node.left !== null && node.right !== null) {
      const { feature } = node.split;
      const bin = rows.codes[feature * rows.rows + i] ?? 0;
      node = goesLeft(node.split, bin, rows.bins[feature] ?? 0) ? node.left : node.right;
    }
    sums[i] = (sums[i] ?? 0) + node.value;
  }
}

/** @param missing  the bin of missing values */
export function goesLeft(split: NodeSplit, bin: number, missing: number): boolean {
  if (split.leftBins !== null) return split.leftBins.includes(bin);
  return bin === missing ? split.missingGoLeft : bin <= split.bin;
}

/** The nodes in the order in which scikit-learn numbers them: a node, all on its left, all on its right. */
export function preorder(root: BoostedNode): readonly BoostedNode[] {
  const nodes: BoostedNode[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    nodes.push(node);
    if (node.left !== null && node.right !== null) open.push(node.right, node.left);
  }
  return nodes;
}
