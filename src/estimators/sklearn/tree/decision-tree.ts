// Decision trees and extremely randomised ones: a walk to a leaf, whose value is the answer.

import type { Estimator } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { logOf } from "../../results.ts";
import type { Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { type Ensemble, ensembleQuestions } from "../../trees/ensemble.ts";
import { labelAnswer, probabilityAnswer, regressionAnswer } from "../../trees/tree-answers.ts";
import { thresholdHints } from "../../trees/tree-hints.ts";
import {
  leafProbabilities,
  readTree,
  readTreeLabels,
  treeTakesMissing,
} from "../../trees/tree-model.ts";
import { packTree, sumOfTrees, withLeaves } from "../../trees/tree-sums.ts";

/** @see sklearn/tree/_classes.py `BaseDecisionTree.predict` */
export function readTreeRegressor(state: State): Estimator {
  const tree = readTree(state);
  const outputs = tree.classes.length;
  if (tree.width !== outputs) throw state.invalid("the leaves of its tree hold classes");
  const ensemble = packTree(tree, state.memory);
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
  const tree = readTree(state);
  const labels = readTreeLabels(state, tree.classes);
  const fractions = leafProbabilities(tree, state.writtenBy);
  const counts = packTree(tree, state.memory);
  const shares = fractions === tree ? counts : withLeaves(counts, fractions);
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
    predictProba,
    predictLogProba: (samples) => logOf(predictProba(samples)),
  };
}

function commonParts(state: State, features: number, ensemble: Ensemble) {
  const inputs = state.numberInputs(features, { missing: treeTakesMissing(state) });
  const rule: NumberRule = { className: state.className, inputs };
  const hints = () => thresholdHints(ensembleQuestions(ensemble), features);
  return { rule, common: { ...state.description(), inputs, children: [], hints } };
}
