// Random forests and extra trees: the mean of their trees' answers, summed in the order of the trees so that
// the result is scikit-learn's to the last bit.

import type { Estimator } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { logOf } from "../../results.ts";
import type { Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import type { Ensemble } from "../../trees/ensemble.ts";
import { ensembleHints } from "../../trees/ensemble-hints.ts";
import type { LaidTree } from "../../trees/laid-tree.ts";
import { labelAnswer, probabilityAnswer, regressionAnswer } from "../../trees/tree-answers.ts";
import {
  divideLeaves,
  layOutOwnTree,
  mostNodes,
  readTreeLabels,
  treeSource,
  treeTakesMissing,
} from "../../trees/tree-model.ts";
import { shapeLike, sumOfTrees, TreePacker } from "../../trees/tree-sums.ts";
import { versionAtLeast } from "../../version.ts";

/** @see sklearn/ensemble/_forest.py `ForestRegressor.predict` */
export function readForestRegressor(state: State): Estimator {
  const { first, common, mean } = readForest(state);
  const outputs = first.classes.length;
  if (first.width !== outputs) throw state.invalid("the leaves of its trees hold classes");
  return {
    ...common,
    role: "regressor",
    classes: null,
    outputs,
    predict: (samples) => regressionAnswer(mean(samples), outputs),
  };
}

/** @see sklearn/ensemble/_forest.py `ForestClassifier.predict_proba` */
export function readForestClassifier(state: State): Estimator {
  const { first, common, mean } = readForest(state, divideLeaves);
  const labels = readTreeLabels(state, first.classes);
  const predictProba = (samples: Samples) => probabilityAnswer(mean(samples), labels);
  return {
    ...common,
    role: "classifier",
    classes: labels,
    outputs: labels.length,
    predict: (samples) => labelAnswer(mean(samples), labels),
    predictBoth(samples) {
      const shares = mean(samples);
      return {
        labels: labelAnswer(shares, labels),
        probabilities: probabilityAnswer(shares, labels),
      };
    },
    predictProba,
    predictLogProba: (samples) => logOf(predictProba(samples)),
  };
}

/** @param prepare  changes what a tree's leaves add to the sum, by the version that wrote the tree */
function readForest(
  state: State,
  prepare?: (tree: LaidTree, classes: Int32Array, writtenBy: string | null) => void,
) {
  const members = state
    .list("estimators_")
    .map((value, i) => state.member(`estimators_[${i}]`, value));
  const [firstMember] = members;
  if (firstMember === undefined) throw state.invalid("it has no trees");
  const first = treeSource(firstMember);
  const { nFeatures: features, nClasses: classes } = first;
  const shape = shapeLike(first, mostNodes(members), state.memory);
  const packer = new TreePacker(shape);
  for (const [i, member] of members.entries()) {
    const tree = layOutOwnTree(member, packer);
    const source = treeSource(member);
    if (tree.features !== features || !sameClasses(source.nClasses, classes)) {
      throw state.invalid(`estimators_[${i}] has other features or classes than estimators_[0]`);
    }
    prepare?.(tree, classes, member.writtenBy);
    packer.add(tree);
  }
  const ensemble = packer.build();
  const missing = versionAtLeast(state.writtenBy, "1.4") && treeTakesMissing(firstMember);
  const inputs = state.numberInputs(features, { missing });
  const rule: NumberRule = { className: state.className, inputs };
  const hints = () => ensembleHints(ensemble, features);
  const common = { ...state.description(), inputs, children: [], hints };
  return { first: { width: shape.width, classes }, common, mean: meanOf(ensemble, rule) };
}

function meanOf(ensemble: Ensemble, rule: NumberRule): (samples: Samples) => Float64Array {
  const count = ensemble.trees.length;
  return (samples) => {
    const means = sumOfTrees(ensemble, samples, rule);
    for (let i = 0; i < means.length; i++) means[i] = (means[i] ?? 0) / count;
    return means;
  };
}

function sameClasses(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((count, k) => count === b[k]);
}
