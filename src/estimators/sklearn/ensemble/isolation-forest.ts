// IsolationForest: samples that random trees part from the others after few questions are the odd ones.

import { SklearnTree } from "../../../objects/cython-globals.ts";
import { fieldOf, float64Values } from "../../../objects/ndarray.ts";
import type { Estimator } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { floatVector, intVector } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { ensembleHints } from "../../trees/ensemble-hints.ts";
import type { Tree } from "../../trees/tree.ts";
import { mostNodes, readTree } from "../../trees/tree-model.ts";
import { sumOfTrees, TreePacker } from "../../trees/tree-sums.ts";
import { versionAtLeast } from "../../version.ts";
import { readChosen } from "./bagging-columns.ts";
import { averagePathLength } from "./path-length.ts";

/** @see sklearn/ensemble/_iforest.py `IsolationForest` */
export function readIsolationForest(state: State): Estimator {
  const { trees, features: width, nodes } = readTrees(state);
  const packer = new TreePacker({ features: width, width: 1, nodes, memory: state.memory });
  for (const tree of trees) packer.add(tree);
  const ensemble = packer.build();
  const count = trees.length;
  const missing = versionAtLeast(state.writtenBy, "1.6");
  const inputs = state.numberInputs(width, { missing });
  const rule: NumberRule = { className: state.className, inputs, allowsInfinite: missing };
  const most = averagePathLength(state.integer("max_samples_", 1, 2 ** 53), state.writtenBy);
  const anomalies = (samples: Samples): Float64Array =>
    sumOfTrees(ensemble, samples, rule).map((depth) => 2 ** -share(depth, count * most));
  return {
    ...state.description(),
    role: "anomaly-detector",
    inputs,
    classes: null,
    outputs: 1,
    children: [],
    hints: () => ensembleHints(ensemble, width),
    ...readMethods(state, anomalies),
  };
}

/** Depth in units of the usual depth; a forest of single samples has none. */
function share(depth: number, usual: number): number {
  return usual === 0 ? 1 : depth / usual;
}

type Methods = Pick<Estimator, "predict" | "decisionFunction" | "scoreSamples">;

/**
 * Scores turned over, so that low means odd: since 0.20 as `score_samples`, from which `offset_` is taken, so
 * that 0 parts odd from usual. Before, and with `behaviour="old"` until 0.21, the border is `threshold_`.
 */
function readMethods(state: State, anomalies: (samples: Samples) => Float64Array): Methods {
  if (!versionAtLeast(state.writtenBy, "0.20")) {
    const border = state.number("threshold_");
    const decide = (samples: Samples) => anomalies(samples).map((score) => 0.5 - score);
    return {
      predict: (samples) => sides(decide(samples), (x) => above(x, border) <= 0),
      decisionFunction: (samples) => floatVector(decide(samples)),
    };
  }
  const offset = state.number("offset_");
  const former =
    !versionAtLeast(state.writtenBy, "0.22") && state.text("behaviour", "old") === "old";
  const border = former ? state.number("_threshold_") : 0;
  const scores = (samples: Samples) => anomalies(samples).map((score) => -score);
  const decide = (samples: Samples) => scores(samples).map((score) => above(score, offset));
  return {
    predict: (samples) => sides(decide(samples), (x) => above(x, border) < 0),
    decisionFunction: (samples) => floatVector(decide(samples)),
    scoreSamples: (samples) => floatVector(scores(samples)),
  };
}

/** Logarithms and powers of numpy differ from ours by a few units in the last place. */
const rounding = 8 * Number.EPSILON;

/**
 * How far a score lies above a border. The border is often the very score of a training sample, so that 0
 * must be 0 to the last bit.
 */
function above(score: number, border: number): number {
  const difference = score - border;
  return Math.abs(difference) < rounding ? 0 : difference;
}

function sides(decisions: Float64Array, isOutlier: (decision: number) => boolean): ArrayResult {
  return intVector(Array.from(decisions, (decision) => (isOutlier(decision) ? -1 : 1)));
}

/** Trees over all features, whose leaves hold how deep they are. */
function readTrees(state: State) {
  const members = state
    .list("estimators_")
    .map((value, i) => state.member(`estimators_[${i}]`, value));
  if (members.length === 0) throw state.mismatch("estimators_", "a list of trees", "empty");
  const trees = members.map((member) => deepTree(member, readTree(member)));
  const width = state.width(null);
  const features = width ?? trees[0]?.features ?? 0;
  const takesAll = !state.has("_max_features") || state.number("_max_features") === features;
  const chosen = readChosen(
    state,
    trees.map(({ features: taken }) => taken),
  );
  const taken = trees.map((tree, i): Tree => {
    const columns = takesAll ? null : (chosen[i] ?? null);
    if (columns === null && tree.features !== features) {
      throw state.mismatch(
        `estimators_[${i}]`,
        `a tree of ${features} features`,
        `${tree.features}`,
      );
    }
    if (columns === null) return tree;
    const feature = tree.feature.map((asked) => (asked < 0 ? -1 : (columns[asked] ?? 0)));
    return { ...tree, features, feature };
  });
  return { trees: taken, features, nodes: mostNodes(members) };
}

/** Per leaf: the questions before it, and those that its samples would have needed to be parted. */
function deepTree(member: State, tree: Tree): Tree {
  const source = member.value("tree_");
  const counts = source instanceof SklearnTree ? fieldOf(source.nodes, "n_node_samples") : null;
  if (counts === null) throw member.mismatch("tree_", "a tree that counts its samples", "another");
  const samples = float64Values(counts);
  const { feature, next } = tree;
  const depths = new Float64Array(feature.length);
  const values = new Float64Array(tree.leafNodes.length);
  // Children stand behind their parents.
  for (const [node, asked] of feature.entries()) {
    const target = next[node] ?? 0;
    const depth = depths[node] ?? 0;
    if (asked >= 0) {
      depths[target] = depth + 1;
      depths[target + 1] = depth + 1;
    } else {
      const count = samples[tree.leafNodes[target] ?? 0] ?? 0;
      values[target] = depth + 1 + averagePathLength(count, member.writtenBy) - 1;
    }
  }
  return { ...tree, width: 1, values };
}
