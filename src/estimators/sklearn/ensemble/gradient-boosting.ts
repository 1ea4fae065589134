// Gradient boosting: small regression trees, each correcting the ones before; their values times the learning
// rate are added in the order of the trees, so that the sums are scikit-learn's to the last bit.

import { NdArray } from "../../../objects/ndarray.ts";
import { PyObject } from "../../../objects/values.ts";
import { describe } from "../../attribute-values.ts";
import type { Estimator, Labels } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { argmaxRows, floatVector, logOf, takeLabels } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { addEnsemble } from "../../trees/add-ensemble.ts";
import type { Ensemble } from "../../trees/ensemble.ts";
import { ensembleHints } from "../../trees/ensemble-hints.ts";
import { roundedSamples, singleRows } from "../../trees/single-rows.ts";
import { layOutOwnTree, mostNodes, treeSource } from "../../trees/tree-model.ts";
import { TreePacker } from "../../trees/tree-sums.ts";
import { versionAtLeast } from "../../version.ts";
import {
  binaryClass,
  boostedProbabilities,
  boostedScores,
  largestClass,
} from "./boosted-classes.ts";
import { type Loss, readStart } from "./gradient-boosting-start.ts";

/** @see sklearn/ensemble/_gb.py `GradientBoostingRegressor.predict` */
export function readGradientBoostingRegressor(state: State): Estimator {
  const { common, raw } = readBoosting(state, "regression", 1);
  return {
    ...common,
    role: "regressor",
    classes: null,
    outputs: 1,
    predict: (samples) => floatVector(raw(samples)),
  };
}

/** @see sklearn/ensemble/_gb.py `GradientBoostingClassifier` */
export function readGradientBoostingClassifier(state: State): Estimator {
  const labels = state.labels("classes_");
  const loss = readLoss(state, labels);
  const outputs = loss === "multinomial" ? labels.values.length : 1;
  const { common, raw } = readBoosting(state, loss, outputs);
  const scale = loss === "exponential" ? 2 : 1;
  const bySums = versionAtLeast(state.writtenBy, "1.4");
  const shares = (sums: Float64Array): ArrayResult => {
    const answer = boostedProbabilities(sums, outputs, scale);
    return bySums || loss !== "multinomial" ? answer : withoutMissing(answer);
  };
  const decide = (sums: Float64Array): ArrayResult =>
    bySums || loss === "exponential"
      ? decideBySums(labels, sums)
      : largestClass(labels, shares(sums));
  const predictProba = (samples: Samples) => shares(raw(samples));
  return {
    ...common,
    role: "classifier",
    classes: [labels],
    outputs: 1,
    predict: (samples) => decide(raw(samples)),
    predictBoth(samples) {
      const sums = raw(samples);
      return { labels: decide(sums), probabilities: shares(sums) };
    },
    predictProba,
    predictLogProba: (samples) => logOf(predictProba(samples)),
    decisionFunction: (samples) => boostedScores(raw(samples), outputs),
  };
}

/** The loss that the file's loss object names; the parameter, where there is no object. */
function readLoss(state: State, labels: Labels): Loss {
  const object = state.optional("_loss") ?? state.optional("loss_") ?? null;
  const exponential =
    object instanceof PyObject
      ? object.global.name === "ExponentialLoss"
      : state.text("loss", "log_loss") === "exponential";
  const count = labels.values.length;
  if (count < 2 || (exponential && count > 2)) {
    throw state.mismatch("classes_", "labels for its loss", `${count} labels`);
  }
  if (count > 2) return "multinomial";
  return exponential ? "exponential" : "logistic";
}

/**
 * Since 1.4 the sums decide, where 0 means the second class; before, the probabilities did (0 means the
 * first), but not for the exponential loss.
 */
function decideBySums(labels: Labels, raw: Float64Array): ArrayResult {
  const count = labels.values.length;
  return count === 2
    ? binaryClass(labels, raw, (sum) => sum >= 0)
    : takeLabels(labels, argmaxRows(raw, count));
}

/** Until 1.3 probabilities that are not known, as an initial estimator may give them, counted as 0. */
function withoutMissing(answer: ArrayResult): ArrayResult {
  const data = Float64Array.from(answer.data, (share) => Number(share) || 0);
  return { ...answer, data };
}

/** @param outputs  trees per stage */
function readBoosting(state: State, loss: Loss, outputs: number) {
  const trees = readStages(state, outputs);
  const features = trees.columns;
  const inputs = state.numberInputs(features);
  const rule: NumberRule = { className: state.className, inputs };
  const start = readStart(state, loss, outputs);
  const raw = (samples: Samples): Float64Array => {
    const rows = singleRows(samples, rule);
    const sums = start(() => roundedSamples(samples, rule), rows.count);
    addEnsemble(trees, rows, sums);
    return sums;
  };
  const hints = () => ensembleHints(trees, features);
  return { raw, common: { ...state.description(), inputs, children: [], hints } };
}

/** Trees stage by stage, with leaf values times the learning rate. */
function readStages(state: State, outputs: number): Ensemble {
  const value = state.value("estimators_");
  const [stages, perStage] = value instanceof NdArray ? value.shape : [];
  const objects = value instanceof NdArray && value.shape.length === 2 ? value.objects : null;
  if (objects === null || perStage !== outputs) {
    const expected = `an array of ${stages ?? "some"} stages × ${outputs} trees`;
    throw state.mismatch("estimators_", expected, describe(value));
  }
  const rate = state.number("learning_rate");
  if (!Number.isFinite(rate)) throw state.mismatch("learning_rate", "a finite number", `${rate}`);
  const places = objects.map((_, i) => `estimators_[${i}]`);
  const members = objects.map((object, i) => state.member(places[i] ?? "", object));
  const [first] = members;
  if (first === undefined) throw state.mismatch("estimators_", "an array of trees", "empty");
  const { nFeatures: features } = treeSource(first);
  const shape = { features, width: 1, nodes: mostNodes(members), memory: state.memory };
  const packer = new TreePacker(shape, outputs);
  for (const [i, member] of members.entries()) {
    const tree = layOutOwnTree(member, packer);
    const place = places[i] ?? "";
    if (tree.width !== 1) throw state.mismatch(place, "a regression tree", "one of classes");
    if (tree.features !== features) {
      throw state.mismatch(place, `of ${features} features`, "of others");
    }
    const { array: values } = tree.values;
    for (let leaf = 0; leaf < values.length; leaf++) values[leaf] = rate * (values[leaf] ?? 0);
    packer.add(tree);
  }
  return packer.build();
}
