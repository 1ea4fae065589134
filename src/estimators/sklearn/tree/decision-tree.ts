// Decision trees and extremely randomised ones: a walk to a leaf, whose value is the answer.

import type { Estimator } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { logOf } from "../../results.ts";
import type { Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import type { Ensemble } from "../../trees/ensemble.ts";
import { ensembleHints } from "../../trees/ensemble-hints.ts";
import { labelAnswer, probabilityAnswer, regressionAnswer } from "../../trees/tree-answers.ts";
import {
  divideLeaves,
  layOutOwnTree,
  readTreeLabels,
  treeSource,
  treeTakesMissing,
} from "../../trees/tree-model.ts";
import { shapeLike, sumOfTrees, TreePacker, withLeaves } from "../../trees/tree-sums.ts";

/** @see sklearn/tree/_classes.py `BaseDecisionTree.predict` */
export function readTreeRegressor(state: State): Estimator {
  const { packer, tree, classes } = readOwnTree(state);
  const outputs = classes.length;
  if (tree.width !== outputs) throw state.invalid("the leaves of its tree hold classes");
  packer.add(tree);
  const ensemble = packer.build();
  const { rule, common } = commonParts(state, tree.features, ensemble);
  return {
    ...common,
    role: "regressor",
    classes: null,
    outputs,
    predict: (samples) => regressionAnswer(sumOfTrees(ensemble, samples, rule), outputs),
  };
}

/** @see sklearn/tree/_classes.py `DecisionTreeClassifier.predict_proba` */
export function readTreeClassifier(state: State): Estimator {
  const { packer, tree, classes } = readOwnTree(state);
  const labels = readTreeLabels(state, classes);
  packer.add(tree);
  const counts = packer.build();
  const shares = divideLeaves(tree, classes, state.writtenBy) ? withLeaves(counts, tree) : counts;
  const { rule, common } = commonParts(state, tree.features, counts);
  const predictProba = (samples: Samples) =>
    probabilityAnswer(sumOfTrees(shares, samples, rule), labels);
  return {
    ...common,
    role: "classifier",
    classes: labels,
    outputs: labels.length,
    // The label is decided by the counts themselves, before they are divided.
    predict: (samples) => labelAnswer(sumOfTrees(counts, samples, rule), labels),
    ...(shares === counts && {
      predictBoth(samples) {
        const sums = sumOfTrees(counts, samples, rule);
        return {
          labels: labelAnswer(sums, labels),
          probabilities: probabilityAnswer(sums, labels),
        };
      },
    }),
    predictProba,
    predictLogProba: (samples) => logOf(predictProba(samples)),
  };
}

function readOwnTree(state: State) {
  const source = treeSource(state);
  const packer = new TreePacker(shapeLike(source, source.nodeCount, state.memory));
  return { packer, tree: layOutOwnTree(state, packer), classes: source.nClasses };
}

function commonParts(state: State, features: number, ensemble: Ensemble) {
  const inputs = state.numberInputs(features, { missing: treeTakesMissing(state) });
  const rule: NumberRule = { className: state.className, inputs };
  const hints = () => ensembleHints(ensemble, features);
  return { rule, common: { ...state.description(), inputs, children: [], hints } };
}
