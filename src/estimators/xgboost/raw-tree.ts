// One tree as a file has it, and its nodes in the order in which we keep them: the check that it is a tree.

/** Node 0 is the root; nodes that pruning deleted are out of reach. */
export interface RawTree {
  /** −1 in a leaf. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly feature: Int32Array;
  /** Where x < condition goes left; in a leaf its value. */
  readonly condition: Float32Array;
  /** 1 where a missing value goes left. */
  readonly defaultLeft: Uint8Array;
  /** Nodes that the file counts as deleted; null when it does not say. */
  readonly deleted: number | null;
  /** For each split by category the categories that go right. */
  readonly sets: ReadonlyMap<number, Int32Array>;
  /** Numbers of the leaves, where they hold one for every output. */
  readonly vectors: LeafVectors | null;
}

export interface LeafVectors {
  readonly values: Float32Array;
  /** Where the numbers of a leaf begin. */
  startOf(leaf: number): number;
}

/** The nodes that can be reached; children lie side by side, after their parent. */
export interface NodeOrder {
  /** For each place the node of the file. */
  readonly nodes: Int32Array;
  /** For each place that of the left child; −1 in a leaf. */
  readonly lefts: Int32Array;
}

/**
 * Walks from the root once: no cycle, no node with two parents, no child out of range, and as many nodes out of
 * reach as the file says were deleted.
 *
 * @throws what `fail` makes
 */
export function orderNodes(tree: RawTree, fail: (reason: string) => Error): NodeOrder {
  const { length } = tree.left;
  const nodes = new Int32Array(length);
  const lefts = new Int32Array(length);
  const seen = new Uint8Array(length);
  seen[0] = 1;
  let end = Math.min(1, length);
  for (let place = 0; place < end; place++) {
    const node = nodes[place] ?? 0;
    lefts[place] = -1;
    if (tree.left[node] === -1) continue;
    lefts[place] = end;
    for (const child of [tree.left[node] ?? -1, tree.right[node] ?? -1]) {
      if (child < 1 || child >= length) {
        throw fail(`node ${node} has the child ${child} of ${length} nodes`);
      }
      if (seen[child] !== 0) throw fail(`node ${child} has two parents`);
      seen[child] = 1;
      nodes[end++] = child;
    }
  }
  if (length === 0) throw fail("it has no nodes");
  if (tree.deleted !== null && length - end !== tree.deleted) {
    throw fail(`${length - end} nodes are out of reach, ${tree.deleted} are deleted`);
  }
  return { nodes: nodes.subarray(0, end), lefts: lefts.subarray(0, end) };
}
