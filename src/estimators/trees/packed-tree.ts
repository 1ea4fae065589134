// A tree as the engine walks it. Two forms: 8 bytes per node for float32 comparisons of up to 256 features, as most
// trees are, and 16 bytes for everything else. kernels/tree-keys.wat and tree-numbers.wat describe the bytes.

import { discard, type ModelMemory, type Placed } from "../kernels/model-memory.ts";
import { floatsOfKeys, keysNotAbove } from "./float-keys.ts";
import type { Questions } from "./tree-hints.ts";

export type NodeForm = "keys" | "numbers";

/** A tree that was checked: every child and feature is there, children stand behind their parents, side by side. */
export interface PlainTree {
  /** Feature that a node asks for; −1 in a leaf. */
  readonly feature: Int32Array;
  /** A number not above it goes left; NaN where none does. */
  readonly threshold: Float32Array | Float64Array;
  /** Left child of a node that is no leaf; the right one stands behind it. */
  readonly next: Int32Array;
  /** 1 where a missing value goes right, 0 where it goes left. */
  readonly missingRight: Uint8Array;
  /** For each node the number of its set, or −1; absent where no node asks for a category. */
  readonly set?: Int32Array;
}

/** The words of sets that nodes ask for: members go left, and what is missing where it does. */
export interface CategorySets {
  /** First word of each set; and of one that would follow. */
  readonly starts: Int32Array;
  readonly words: Uint32Array;
}

export interface PackedNodes {
  /** 2 or 4 words per node. */
  readonly nodes: Placed<Int32Array>;
  /** Steps that bring most rows to a leaf; all of them, unless `search` is 1. */
  readonly steps: number;
  readonly search: 0 | 1;
}

/** … with what the leaves say. */
export interface PlacedTree extends PackedNodes {
  /** For each node the number of its leaf; null where `values` is by node. */
  readonly numbers: Placed<Int32Array> | null;
  readonly values: Placed<Float32Array | Float64Array>;
}

/** … and where that goes. */
export interface PackedTree extends PlacedTree {
  /** Where in a row's sums its numbers are added. */
  readonly target: number;
}

/** What fits into the words of the form "keys". */
const mostFeatures = 256;
const mostNodes = 2 ** 23;

/** So deep all rows take all steps: to look whether they arrived costs as much. */
const shallow = 12;

/** Bytes of a node. */
export function nodeBytes(form: NodeForm): number {
  return form === "keys" ? 8 : 16;
}

/** @param nodes  of the largest tree */
export function nodeForm(features: number, nodes: number): NodeForm {
  return features <= mostFeatures && nodes <= mostNodes ? "keys" : "numbers";
}

/** @param memory  where the nodes go */
export function packNodes(
  tree: PlainTree,
  form: NodeForm,
  memory: ModelMemory,
  sets: CategorySets | null = null,
): PackedNodes {
  const nodes = form === "keys" ? keyNodes(tree) : numberNodes(tree, sets);
  const { deepest, mean } = depths(tree);
  return { nodes: memory.move(nodes), ...stepsFor(deepest, mean) };
}

/** @param mean  steps to leaves */
export function stepsFor(deepest: number, mean: number): Pick<PackedNodes, "steps" | "search"> {
  const search = deepest > shallow ? 1 : 0;
  const steps = search === 1 ? Math.floor(mean * 0.75) : deepest;
  return { steps: Math.max(1, steps), search };
}

function keyNodes({ feature, threshold, next, missingRight }: PlainTree): Int32Array {
  const nodes = new Int32Array(2 * feature.length);
  const keys = keysNotAbove(threshold);
  for (let node = 0; node < feature.length; node++) {
    const asked = feature[node] ?? -1;
    if (asked < 0) {
      nodes[2 * node] = leafKey;
      nodes[2 * node + 1] = node << 9;
    } else {
      const missingLeft = 1 - (missingRight[node] ?? 1);
      nodes[2 * node] = keys[node] ?? 0;
      nodes[2 * node + 1] = ((next[node] ?? 0) << 9) | (missingLeft << 8) | asked;
    }
  }
  discard(keys);
  return nodes;
}

/** No key of a row is above it. */
const leafKey = 2 ** 31 - 1;

const setBit = 2;
const missingLeftBit = 1;

function numberNodes(tree: PlainTree, sets: CategorySets | null): Int32Array {
  const { feature, threshold, next, missingRight, set } = tree;
  const nodes = new Int32Array(4 * feature.length);
  const thresholds = new Float64Array(nodes.buffer);
  for (let node = 0; node < feature.length; node++) {
    const asked = feature[node] ?? -1;
    const asksSet = set?.[node] ?? -1;
    if (asked < 0) {
      thresholds[2 * node] = Infinity;
      nodes[4 * node + 2] = node;
      nodes[4 * node + 3] = missingLeftBit;
      continue;
    }
    thresholds[2 * node] = threshold[node] ?? 0;
    nodes[4 * node + 2] = next[node] ?? 0;
    nodes[4 * node + 3] = (asked << 2) | (1 - (missingRight[node] ?? 1));
    if (sets === null || asksSet < 0) continue;
    const start = sets.starts[asksSet] ?? 0;
    nodes[4 * node] = start;
    nodes[4 * node + 1] = (sets.starts[asksSet + 1] ?? start) - start;
    nodes[4 * node + 3] = (nodes[4 * node + 3] ?? 0) | setBit;
  }
  return nodes;
}

/** Used by one tree after another: a forest has thousands. */
let depthSpace = new Int32Array(0);

/** Steps to the deepest leaf, and to leaves in the mean. */
function depths({ feature, next }: PlainTree): { readonly deepest: number; readonly mean: number } {
  if (depthSpace.length < feature.length) depthSpace = new Int32Array(2 * feature.length);
  const depth = depthSpace;
  depth[0] = 0;
  let leaves = 0;
  let sum = 0;
  let deepest = 0;
  for (let node = 0; node < feature.length; node++) {
    const here = depth[node] ?? 0;
    if ((feature[node] ?? -1) < 0) {
      leaves++;
      sum += here;
      if (here > deepest) deepest = here;
    } else {
      const left = next[node] ?? 0;
      depth[left] = here + 1;
      depth[left + 1] = here + 1;
    }
  }
  return { deepest, mean: sum / leaves };
}

/** What the nodes of a tree ask, as it was before it was packed; sets of categories are left out. */
export function questionsOf({ nodes }: PackedNodes, form: NodeForm): Questions {
  return form === "keys" ? keyQuestions(nodes.array) : numberQuestions(nodes.array);
}

function keyQuestions(nodes: Int32Array): Questions {
  const feature = new Int32Array(nodes.length / 2).fill(-1);
  const keys = new Int32Array(feature.length);
  for (let node = 0; node < feature.length; node++) {
    const word = nodes[2 * node + 1] ?? 0;
    if (word >>> 9 === node) continue;
    feature[node] = word & 255;
    keys[node] = nodes[2 * node] ?? 0;
  }
  return { feature, threshold: floatsOfKeys(keys) };
}

function numberQuestions(nodes: Int32Array): Questions {
  const feature = new Int32Array(nodes.length / 4).fill(-1);
  const threshold = new Float64Array(feature.length);
  const thresholds = new Float64Array(nodes.buffer, nodes.byteOffset, nodes.length / 2);
  for (let node = 0; node < feature.length; node++) {
    const word = nodes[4 * node + 3] ?? 0;
    if (nodes[4 * node + 2] === node || (word & setBit) !== 0) continue;
    feature[node] = word >> 2;
    threshold[node] = thresholds[2 * node] ?? 0;
  }
  return { feature, threshold };
}
