// One tree of a LightGBM model, checked: every node and every leaf is reached once, from the root.
// @see LightGBM/include/LightGBM/tree.h; LightGBM/src/io/tree.cpp `Tree::Tree(const char*, size_t*)`

import type { Fail, Lines } from "./model-text.ts";
import { NumberLines } from "./number-lines.ts";

/** Bits of `decision_type`; two more say what counts as missing. */
export const categoricalBit = 1;
export const defaultLeftBit = 2;

export function isCategorical(decision: number): boolean {
  return (decision & categoricalBit) !== 0;
}

/** What counts as missing at a node, as `decision_type >> 2` has it. */
export const missing = { none: 0, zero: 1, nan: 2 } as const;

export interface LightTree {
  /** Feature that each node asks for. */
  readonly feature: Int32Array;
  /** x ≤ threshold goes left; at a node that asks for a category the number of its set. */
  readonly threshold: Float64Array;
  readonly decision: Uint8Array;
  /** Children: a node, or ~leaf. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What each leaf adds; with linear leaves only where one of their features is missing. */
  readonly values: Float64Array;
  /** Where each set begins among the words, and where one after the last would. */
  readonly setStarts: Int32Array;
  /** Sets of categories that go left, a bit for each. */
  readonly setWords: Uint32Array;
  readonly linear: LinearLeaves | null;
}

/** Leaves that are linear functions: constant + Σ coefficient · x. */
export interface LinearLeaves {
  readonly constants: Float64Array;
  /** First term of each leaf, and of one that would follow. */
  readonly starts: Int32Array;
  readonly features: Int32Array;
  readonly coefficients: Float64Array;
}

const maxLeaves = 2 ** 27;

/** @throws what `fail` makes */
export function decodeLightTree(block: Lines, features: number, fail: Fail): LightTree {
  const lines = new NumberLines(block, fail);
  const leaves = lines.integer("num_leaves", 1, maxLeaves);
  const values = lines.numbers("leaf_value", leaves);
  const nodes = leaves - 1;
  const linear =
    lines.integer("is_linear", 0, 1, 0) === 1 ? readLinear(lines, leaves, features, fail) : null;
  if (nodes === 0) return { ...noQuestions, values, linear };
  if (!lines.has("num_cat") && lines.integer("has_categorical", 0, 1, 0) === 1) {
    throw fail("its categories are in the form from before LightGBM 2.1");
  }
  const sets = lines.integer("num_cat", 0, nodes, 0);
  const setStarts =
    sets === 0 ? new Int32Array(1) : Int32Array.from(lines.integers("cat_boundaries", sets + 1));
  const setWords =
    sets === 0 ? new Uint32Array(0) : Uint32Array.from(lines.integers("cat_threshold", null));
  checkRising(setStarts, setWords.length, "cat_boundaries", fail);
  const tree: LightTree = {
    feature: Int32Array.from(lines.integers("split_feature", nodes)),
    threshold: lines.numbers("threshold", nodes),
    decision: Uint8Array.from(lines.integers("decision_type", nodes)),
    left: Int32Array.from(lines.integers("left_child", nodes)),
    right: Int32Array.from(lines.integers("right_child", nodes)),
    values,
    setStarts,
    setWords,
    linear,
  };
  for (let node = 0; node < nodes; node++) checkQuestion(tree, node, features, fail);
  checkShape(tree, fail);
  return tree;
}

const noQuestions: Omit<LightTree, "values" | "linear"> = {
  feature: new Int32Array(0),
  threshold: new Float64Array(0),
  decision: new Uint8Array(0),
  left: new Int32Array(0),
  right: new Int32Array(0),
  setStarts: new Int32Array(1),
  setWords: new Uint32Array(0),
};

function checkQuestion(tree: LightTree, node: number, features: number, fail: Fail): void {
  const feature = tree.feature[node] ?? -1;
  if (feature < 0 || feature >= features) {
    throw fail(`node ${node} asks for feature ${feature} of ${features}`);
  }
  const decision = tree.decision[node] ?? 0;
  if (decision >> 2 > missing.nan) throw fail(`node ${node} has the decision_type ${decision}`);
  if (!isCategorical(decision)) return;
  const set = tree.threshold[node] ?? -1;
  const sets = tree.setStarts.length - 1;
  if (!Number.isInteger(set) || set < 0 || set >= sets) {
    throw fail(`node ${node} asks for the set ${set} of ${sets}`);
  }
}

/** Every child is a node or a leaf, and none has two parents: then all are reached, as there are as many as ends. */
function checkShape({ left, right, values }: LightTree, fail: Fail): void {
  const nodes = left.length;
  const seen = new Uint8Array(nodes + values.length);
  const open = [0];
  let reached = 0;
  seen[0] = 1;
  while (open.length > 0) {
    const node = open.pop() ?? 0;
    reached++;
    for (const child of [left[node] ?? 0, right[node] ?? 0]) {
      const place = child >= 0 ? child : nodes + ~child;
      if (child >= nodes || ~child >= values.length) {
        throw fail(
          `node ${node} has the child ${child} of ${nodes} nodes and ${values.length} leaves`,
        );
      }
      if (seen[place] !== 0) throw fail(`node ${node} has the child ${child}, as another node has`);
      seen[place] = 1;
      if (child >= 0) open.push(child);
    }
  }
  if (reached !== nodes) throw fail(`${nodes - reached} of ${nodes} nodes are out of reach`);
}

function readLinear(
  lines: NumberLines,
  leaves: number,
  features: number,
  fail: Fail,
): LinearLeaves {
  const counts = lines.integers("num_features", leaves);
  const starts = new Int32Array(leaves + 1);
  for (const [leaf, count] of counts.entries()) {
    if (count < 0 || count > features) throw fail(`leaf ${leaf} has ${count} features`);
    starts[leaf + 1] = (starts[leaf] ?? 0) + count;
  }
  const terms = starts[leaves] ?? 0;
  const asked = Int32Array.from(lines.integers("leaf_features", terms));
  if (asked.some((feature) => feature < 0 || feature >= features)) {
    throw fail(`a leaf has a feature out of ${features}`);
  }
  return {
    constants: lines.numbers("leaf_const", leaves),
    starts,
    features: asked,
    coefficients: lines.numbers("leaf_coeff", terms),
  };
}

function checkRising(starts: Int32Array, end: number, what: string, fail: Fail): void {
  const rises = starts.every((start, i) => start >= (i === 0 ? 0 : (starts[i - 1] ?? 0)));
  if (!rises || starts[0] !== 0 || starts.at(-1) !== end) {
    throw fail(`${what} must rise from 0 to ${end}`);
  }
}
