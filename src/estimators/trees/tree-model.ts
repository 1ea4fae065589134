// A decision tree estimator's own attributes: the tree, its labels, what its leaves mean in which version.

import { SklearnTree } from "../../objects/cython-globals.ts";
import { describe } from "../attribute-values.ts";
import type { Labels } from "../estimator.ts";
import type { State } from "../state.ts";
import { pairwiseSum } from "../summation.ts";
import { versionAtLeast } from "../version.ts";
import type { LaidTree } from "./laid-tree.ts";
import type { TreePacker } from "./tree-sums.ts";

/** The `tree_` of an estimator, as the file holds it. @throws ESTIMATOR_INVALID */
export function treeSource(state: State): SklearnTree {
  const source = state.value("tree_");
  if (source instanceof SklearnTree) return source;
  throw state.mismatch("tree_", "a tree", describe(source));
}

/**
 * The checked `tree_` of an estimator, laid out.
 *
 * @param columns  as `TreePacker.layOut` takes them
 * @throws ESTIMATOR_INVALID
 */
export function layOutOwnTree(
  state: State,
  packer: TreePacker,
  columns: Int32Array | null = null,
): LaidTree {
  const source = treeSource(state);
  state.charge(source, source.nodeCount);
  const fail = (reason: string) => state.invalid(`in tree_, ${reason}`);
  const tree = packer.layOut(source, fail, columns);
  state.width(tree.features);
  return tree;
}

/** Nodes of the largest tree among estimators that hold one each, as far as they do. */
export function mostNodes(members: readonly State[]): number {
  const counts = members.map((member) => member.optional("tree_"));
  return counts.reduce<number>(
    (most, tree) => (tree instanceof SklearnTree ? Math.max(most, tree.nodeCount) : most),
    0,
  );
}

/** The labels of each output of a tree classifier, as many as its leaves count. */
export function readTreeLabels(state: State, classes: Int32Array): readonly Labels[] {
  const outputs = classes.length;
  const labels =
    outputs === 1 && !state.isList("classes_")
      ? [state.labels("classes_")]
      : state.labelLists("classes_", outputs);
  for (const [k, { values }] of labels.entries()) {
    if (values.length !== classes[k]) {
      throw state.mismatch("classes_", `${classes[k]} labels`, String(values.length));
    }
  }
  return labels;
}

/**
 * Makes class probabilities of what a tree's leaves hold, outputs × classes each. Until 1.3 leaves held (weighted) counts,
 * divided when asked; since 1.4 they hold the probabilities. An old tree that a newer version loaded and saved again
 * still holds counts: these are divided too, where scikit-learn would answer with probabilities of several hundred.
 *
 * @param classes  of each output
 * @returns        whether anything was divided
 * @see sklearn/tree/_classes.py `DecisionTreeClassifier.predict_proba`
 */
export function divideLeaves(
  { values: { array: values }, width }: LaidTree,
  classes: Int32Array,
  writtenBy: string | null,
): boolean {
  const outputs = classes.length;
  const stride = width / outputs;
  const countAt = (i: number) => classes[i % outputs] ?? 0;
  let divided = !versionAtLeast(writtenBy, "1.4");
  for (let start = 0, i = 0; start < values.length && !divided; start += stride, i++) {
    divided = Math.abs(pairwiseSum(values, start, countAt(i)) - 1) > 1e-6;
  }
  if (!divided) return false;
  for (let start = 0, i = 0; start < values.length; start += stride, i++) {
    const count = countAt(i);
    const sum = pairwiseSum(values, start, count);
    if (sum === 0) continue;
    for (let k = 0; k < count; k++) values[start + k] = (values[start + k] ?? 0) / sum;
  }
  return true;
}

/** Criteria under which trees knew missing values from 1.3 to 1.8. */
const missingCriteria: ReadonlySet<string> = new Set([
  "gini",
  "log_loss",
  "entropy",
  "squared_error",
  "friedman_mse",
  "poisson",
]);

/**
 * Whether a tree estimator takes NaN.
 *
 * @see sklearn/tree/_classes.py `_support_missing_values` and the tag `allow_nan`: best splits from 1.3,
 *   random ones from 1.6, all criteria and monotonic constraints from 1.9
 */
export function treeTakesMissing(state: State): boolean {
  const { writtenBy } = state;
  const splitter = state.text("splitter", "best");
  if (versionAtLeast(writtenBy, "1.9")) {
    return state.className.startsWith("DecisionTree") || splitter === "random";
  }
  if (!versionAtLeast(writtenBy, "1.3") || state.isSet("monotonic_cst")) return false;
  const criterion = state.optional("criterion");
  if (typeof criterion !== "string" || !missingCriteria.has(criterion)) return false;
  if (!versionAtLeast(writtenBy, "1.6")) return splitter === "best";
  return state.className.startsWith("DecisionTree") || splitter === "random";
}
