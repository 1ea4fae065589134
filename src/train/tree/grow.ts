// Grows a tree: depth first, or where the leaves are limited, the most useful split first.

import type { Criterion } from "./criterion.ts";
import { GrownTree } from "./grown-tree.ts";
import type { Split, SplitSearch, Splitter } from "./splitter.ts";

/** When a node is a leaf, and how splits are looked for. */
export interface Growth extends SplitSearch {
  readonly maxDepth: number;
  /** Fewer samples are not split. */
  readonly minSamplesSplit: number;
  /** The least decrease of impurity that is worth a split. */
  readonly minImpurityDecrease: number;
  /** At least 2, or null where leaves are not limited. */
  readonly maxLeafNodes: number | null;
}

/** A node on its way: its samples and its place in the tree. */
interface Planned {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly parent: number;
  readonly isLeft: boolean;
  /** null for the root, which is not weighed yet. */
  readonly impurity: number | null;
}

/** A node that can be split, and how. */
interface Frontier extends Planned {
  readonly node: number;
  readonly split: Split;
}

/** @see sklearn/tree/_tree.pyx `DepthFirstTreeBuilder.build`, `BestFirstTreeBuilder.build` */
export function growTree(splitter: Splitter, criterion: Criterion, growth: Growth): GrownTree {
  const grower = new Grower(splitter, criterion, growth);
  return growth.maxLeafNodes === null ? grower.depthFirst() : grower.bestFirst(growth.maxLeafNodes);
}

class Grower {
  readonly #splitter: Splitter;
  readonly #criterion: Criterion;
  readonly #growth: Growth;
  readonly #tree: GrownTree;
  readonly #root: Planned;

  constructor(splitter: Splitter, criterion: Criterion, growth: Growth) {
    this.#splitter = splitter;
    this.#criterion = criterion;
    this.#growth = growth;
    this.#tree = new GrownTree(criterion.width);
    const end = splitter.samples.length;
    this.#root = { start: 0, end, depth: 0, parent: -1, isLeft: false, impurity: null };
  }

  depthFirst(): GrownTree {
    const planned: Planned[] = [this.#root];
    for (let plan = planned.pop(); plan !== undefined; plan = planned.pop()) {
      const frontier = this.#add(plan);
      if (frontier === null) continue;
      this.#divide(frontier);
      planned.push(side(frontier, false), side(frontier, true));
    }
    return this.#tree.finish();
  }

  bestFirst(maxLeafNodes: number): GrownTree {
    const frontier: Frontier[] = [];
    const plan = (planned: Planned): void => {
      const added = this.#add(planned);
      if (added !== null) frontier.push(added);
    };
    plan(this.#root);
    for (let splits = 1; splits < maxLeafNodes && frontier.length > 0; splits++) {
      const next = takeBest(frontier);
      this.#divide(next);
      plan(side(next, true));
      plan(side(next, false));
    }
    return this.#tree.finish();
  }

  /** Adds a node as a leaf. @returns how it can be split, or null where it stays a leaf */
  #add(plan: Planned): Frontier | null {
    const { start, end, depth, parent, isLeft } = plan;
    const { maxDepth, minSamplesSplit, minImpurityDecrease, limits } = this.#growth;
    const criterion = this.#criterion;
    const tree = this.#tree;
    criterion.enter(this.#splitter.samples, start, end);
    const impurity = plan.impurity ?? criterion.impurity();
    const samples = end - start;
    const node = tree.add({ parent, isLeft, impurity, samples, weight: criterion.weight });
    criterion.writeValue(tree.values, node * criterion.width);
    tree.maxDepth = Math.max(tree.maxDepth, depth);
    const isLeaf =
      depth >= maxDepth ||
      samples < minSamplesSplit ||
      samples < 2 * limits.samples ||
      criterion.weight < 2 * limits.weight ||
      impurity <= Number.EPSILON;
    const split = isLeaf ? null : this.#splitter.split(start, end, impurity);
    if (split === null || split.improvement + Number.EPSILON < minImpurityDecrease) return null;
    return { ...plan, node, split };
  }

  #divide({ start, end, node, split }: Frontier): void {
    const { feature, threshold, cut } = split;
    this.#tree.divide(node, { feature, threshold, missingGoLeft: cut > end - start - cut });
  }
}

function side({ start, end, depth, node, split }: Frontier, isLeft: boolean): Planned {
  const middle = start + split.cut;
  return {
    start: isLeft ? start : middle,
    end: isLeft ? middle : end,
    depth: depth + 1,
    parent: node,
    isLeft,
    impurity: isLeft ? split.leftImpurity : split.rightImpurity,
  };
}

/** The split that helps most is taken out; of several the one planned first. */
function takeBest(frontier: Frontier[]): Frontier {
  let best = 0;
  for (let k = 1; k < frontier.length; k++) {
    const improvement = frontier[k]?.split.improvement ?? 0;
    if (improvement > (frontier[best]?.split.improvement ?? 0)) best = k;
  }
  const [taken] = frontier.splice(best, 1);
  if (taken === undefined) throw new RangeError("there is nothing to split");
  return taken;
}
