// The order in which the engine has the nodes of a tree: children side by side, and behind their parents.

export interface Layout {
  /** The node that stands at each place; the root at 0. */
  readonly nodes: Int32Array;
  /** For each place that of its first child; of leaves it is 0. */
  readonly next: Int32Array;
}

/**
 * @param count       nodes of the tree, all of which can be reached from the root once
 * @param childrenOf  the first child and the second one; null for a leaf
 */
export function layOut(
  count: number,
  root: number,
  childrenOf: (node: number) => readonly [number, number] | null,
): Layout {
  const nodes = new Int32Array(count);
  const next = new Int32Array(count);
  const open = [0];
  nodes[0] = root;
  let free = 1;
  while (open.length > 0) {
    const place = open.pop() ?? 0;
    const children = childrenOf(nodes[place] ?? 0);
    if (children === null) continue;
    next[place] = free;
    nodes[free] = children[0];
    nodes[free + 1] = children[1];
    open.push(free + 1, free);
    free += 2;
  }
  return { nodes, next };
}
