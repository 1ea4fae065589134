// `coef_` and `feature_importances_` of fitted estimators, as selectors of features ask for them: some are
// kept in the file, others follow from trees or support vectors.

import { SklearnTree } from "../../../objects/cython-globals.ts";
import { describe, type FloatArray } from "../../attribute-values.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import { treeImportances } from "../../trees/tree-importances.ts";
import { supportVectorCoefficients } from "./support-vector-coefficients.ts";

/**
 * What the path of an `importance_getter` leads to: `auto`, `coef_`, `named_steps.model.coef_`.
 *
 * @returns features, or rows × features where there are coefficients for several outputs
 * @throws ESTIMATOR_UNSUPPORTED for estimators that keep no importances, or keep them in another way
 */
export function readImportances(state: State, getter: string): FloatArray {
  let current = state;
  const path = getter === "auto" ? [] : getter.split(".");
  const last = path.pop() ?? "feature_importances_";
  for (let i = 0; i < path.length; i++) {
    const name = path[i] ?? "";
    current = name === "named_steps" ? step(current, path[++i] ?? "") : member(current, name);
  }
  const isKnown = last === "coef_" || last === "feature_importances_";
  return isKnown ? importancesOf(current) : checked(current, last);
}

function member(state: State, name: string): State {
  return state.member(name, state.value(name));
}

function step(state: State, name: string): State {
  const steps = state.namedList("steps");
  const i = steps.findIndex((candidate) => candidate.name === name);
  const found = steps[i];
  if (found === undefined) throw state.mismatch("steps", `steps with one called ${name}`, "others");
  return state.member(`steps[${i}]`, found.value);
}

function importancesOf(state: State): FloatArray {
  if (state.has("coef_")) return checked(state, "coef_");
  const computed = computedFor.get(state.className);
  if (computed === undefined) throw state.unsupported("importances of its features");
  return computed(state);
}

function checked(state: State, name: string): FloatArray {
  const array = state.float64(name);
  if (array.shape.length === 1 || array.shape.length === 2) return array;
  throw state.mismatch(name, "of one or two dimensions", `of ${array.shape.length}`);
}

const computedFor: ReadonlyMap<string, (state: State) => FloatArray> = new Map([
  ["AdaBoostClassifier", readAdaBoost],
  ["AdaBoostRegressor", readAdaBoost],
  ["BernoulliNB", readDiscreteBayes],
  ["ComplementNB", readDiscreteBayes],
  ["DecisionTreeClassifier", readTree],
  ["DecisionTreeRegressor", readTree],
  ["ExtraTreeClassifier", readTree],
  ["ExtraTreeRegressor", readTree],
  ["ExtraTreesClassifier", readForest],
  ["ExtraTreesRegressor", readForest],
  ["GradientBoostingClassifier", readGradientBoosting],
  ["GradientBoostingRegressor", readGradientBoosting],
  ["MultinomialNB", readDiscreteBayes],
  ["NuSVC", supportVectorCoefficients],
  ["NuSVR", supportVectorCoefficients],
  ["OneClassSVM", supportVectorCoefficients],
  ["RandomForestClassifier", readForest],
  ["RandomForestRegressor", readForest],
  ["SVC", supportVectorCoefficients],
  ["SVR", supportVectorCoefficients],
]);

function readTree(state: State): FloatArray {
  return vector(importancesOfTree(state, true));
}

function importancesOfTree(state: State, normalize: boolean): Float64Array {
  return treeImportances(sourceTree(state), normalize, (reason) => state.invalid(reason));
}

function sourceTree(state: State): SklearnTree {
  const tree = state.value("tree_");
  if (!(tree instanceof SklearnTree)) throw state.mismatch("tree_", "a tree", describe(tree));
  return tree;
}

/** Trees that are more than a leaf. */
function grownTrees(state: State): readonly State[] {
  const members = state.list("estimators_").map((value, i) => {
    return state.member(`estimators_[${i}]`, value);
  });
  return members.filter((tree) => sourceTree(tree).nodeCount > 1);
}

/** @see sklearn/ensemble/_forest.py `BaseForest.feature_importances_` */
function readForest(state: State): FloatArray {
  return meanOfTrees(state, true);
}

/** @see sklearn/ensemble/_gb.py `BaseGradientBoosting.feature_importances_` */
function readGradientBoosting(state: State): FloatArray {
  return meanOfTrees(state, false);
}

/** The mean of the trees' importances, over its sum. */
function meanOfTrees(state: State, normalize: boolean): FloatArray {
  const trees = grownTrees(state);
  const [first] = trees;
  if (first === undefined) return vector(new Float64Array(state.width(null) ?? 0));
  const mean = new Float64Array(sourceTree(first).nFeatures);
  for (const tree of trees) {
    for (const [j, value] of importancesOfTree(tree, normalize).entries()) {
      mean[j] = (mean[j] ?? 0) + value;
    }
  }
  for (let j = 0; j < mean.length; j++) mean[j] = (mean[j] ?? 0) / trees.length;
  const sum = pairwiseSum(mean, 0, mean.length);
  return vector(mean.map((value) => value / sum));
}

/** @see sklearn/ensemble/_weight_boosting.py `BaseWeightBoosting.feature_importances_` */
function readAdaBoost(state: State): FloatArray {
  const weights = state.float64("estimator_weights_", [null]).data;
  const total = pairwiseSum(weights, 0, weights.length);
  const members = state.list("estimators_").slice(0, weights.length);
  let sums: Float64Array | null = null;
  for (const [i, value] of members.entries()) {
    const place = `estimators_[${i}]`;
    const { data } = importancesOf(state.member(place, value));
    sums ??= new Float64Array(data.length);
    if (sums.length !== data.length) {
      throw state.mismatch(place, `a tree of ${sums.length} features`, `one of ${data.length}`);
    }
    for (const [j, importance] of data.entries()) {
      sums[j] = (sums[j] ?? 0) + (weights[i] ?? 0) * importance;
    }
  }
  return vector((sums ?? new Float64Array()).map((sum) => sum / total));
}

/** Until 1.1 naive Bayes passed for a linear model. @see sklearn/naive_bayes.py `_BaseDiscreteNB._get_coef` */
function readDiscreteBayes(state: State): FloatArray {
  const { shape, data } = state.float64("feature_log_prob_", [null, null]);
  const [classes = 0, features = 0] = shape;
  const first = classes === 2 ? 1 : 0;
  return { shape: [classes - first, features], data: data.subarray(first * features) };
}

function vector(data: Float64Array): FloatArray {
  return { shape: [data.length], data };
}
