// IsolationForest: samples that random trees part from the others after few questions are the odd ones.

import type { Estimator } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { floatVector, intVector } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import type { Ensemble } from "../../trees/ensemble.ts";
import { ensembleHints } from "../../trees/ensemble-hints.ts";
import type { LaidTree } from "../../trees/laid-tree.ts";
import { integersOf } from "../../trees/node-records.ts";
import { layOutOwnTree, mostNodes, treeSource } from "../../trees/tree-model.ts";
import { sumOfTrees, TreePacker, withOneValue } from "../../trees/tree-sums.ts";
import { versionAtLeast } from "../../version.ts";
import { readChosen } from "./bagging-columns.ts";
import { averagePathLength } from "./path-length.ts";

/** @see sklearn/ensemble/_iforest.py `IsolationForest` */
export function readIsolationForest(state: State): Estimator {
  const { ensemble, features: width } = readTrees(state);
  const count = ensemble.trees.length;
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
function readTrees(state: State): { readonly ensemble: Ensemble; readonly features: number } {
  const members = state
    .list("estimators_")
    .map((value, i) => state.member(`estimators_[${i}]`, value));
  if (members.length === 0) throw state.mismatch("estimators_", "a list of trees", "empty");
  const widths = members.map((member) => treeSource(member).nFeatures);
  const features = state.width(null) ?? widths[0] ?? 0;
  const takesAll = !state.has("_max_features") || state.number("_max_features") === features;
  const chosen = readChosen(state, widths);
  const shape = { features, width: 1, nodes: mostNodes(members), memory: state.memory };
  const packer = new TreePacker(shape);
  for (const [i, member] of members.entries()) {
    const columns = takesAll ? null : (chosen[i] ?? null);
    const tree = layOutOwnTree(member, packer, columns);
    if (columns === null && tree.features !== features) {
      const wanted = `a tree of ${features} features`;
      throw state.mismatch(`estimators_[${i}]`, wanted, `${tree.features}`);
    }
    packer.add(deepTree(member, tree));
  }
  return { ensemble: packer.build(), features };
}

/** Per leaf: the questions before it, and those that its samples would have needed to be parted. */
function deepTree(member: State, tree: LaidTree): LaidTree {
  const samplesOf = integersOf(treeSource(member).nodes, "n_node_samples");
  if (samplesOf === null) {
    throw member.mismatch("tree_", "a tree that counts its samples", "another");
  }
  const known = new Map<number, number>();
  return withOneValue(tree, (leaf) => {
    const count = samplesOf(tree.leafNodes[leaf] ?? 0);
    const length = known.get(count) ?? averagePathLength(count, member.writtenBy);
    known.set(count, length);
    return (tree.leafDepths[leaf] ?? 0) + 1 + length - 1;
  });
}
