// Histogram gradient boosting: leaves of many trees added to a baseline, then through the link of the loss.

import { NdArray } from "../../../objects/ndarray.ts";
import { PyObject, type PyValue } from "../../../objects/values.ts";
import { describe, sequence } from "../../attribute-values.ts";
import type { Estimator, InputHint } from "../../estimator.ts";
import { argmaxRows, floatVector, takeLabels } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import { maxFeatures, type State } from "../../state.ts";
import { ensembleHints } from "../../trees/ensemble-hints.ts";
import type { PlacedTree } from "../../trees/packed-tree.ts";
import { versionAtLeast } from "../../version.ts";
import {
  binaryClass,
  boostedProbabilities,
  boostedScores,
  largestClass,
} from "./boosted-classes.ts";
import { type Categories, readCategories } from "./hist-categories.ts";
import { type HistInputs, readHistInputs } from "./hist-inputs.ts";
import { placeHistTree } from "./hist-layout.ts";
import { addHistTrees, type HistEnsemble, packHistTrees } from "./hist-sums.ts";
import { checkSets, decodeHistTree, type HistTree } from "./hist-tree.ts";

/** @see sklearn/ensemble/_hist_gradient_boosting/gradient_boosting.py `HistGradientBoostingRegressor.predict` */
export function readHistRegressor(state: State): Estimator {
  const { common, outputs, raw } = readHistBoosting(state);
  if (outputs !== 1) throw state.mismatch("_predictors", "one tree per iteration", `${outputs}`);
  const exponential = hasLogLink(state);
  return {
    ...common,
    role: "regressor",
    classes: null,
    outputs: 1,
    predict(samples) {
      const sums = raw(samples);
      return floatVector(exponential ? sums.map(Math.exp) : sums);
    },
  };
}

/** @see sklearn/ensemble/_hist_gradient_boosting/gradient_boosting.py `HistGradientBoostingClassifier` */
export function readHistClassifier(state: State): Estimator {
  const labels = state.labels("classes_");
  const { common, outputs, raw } = readHistBoosting(state);
  const count = labels.values.length;
  if (count < 2 || outputs !== (count === 2 ? 1 : count)) {
    throw state.mismatch("_predictors", `trees for ${count} classes`, `${outputs}`);
  }
  const bySums = versionAtLeast(state.writtenBy, "1.6");
  const decide = (sums: Float64Array): ArrayResult => {
    if (!bySums) return largestClass(labels, boostedProbabilities(sums, outputs));
    if (outputs === 1) return binaryClass(labels, sums, (sum) => sum > 0);
    return takeLabels(labels, argmaxRows(sums, outputs));
  };
  return {
    ...common,
    role: "classifier",
    classes: [labels],
    outputs: 1,
    predict: (samples) => decide(raw(samples)),
    predictBoth(samples) {
      const sums = raw(samples);
      return { labels: decide(sums), probabilities: boostedProbabilities(sums, outputs) };
    },
    predictProba: (samples) => boostedProbabilities(raw(samples), outputs),
    decisionFunction: (samples) => boostedScores(raw(samples), outputs),
  };
}

/** Counts and sizes are exponentials of the sums. */
function hasLogLink(state: State): boolean {
  const object = state.optional("_loss") ?? state.optional("loss_") ?? null;
  const name = object instanceof PyObject ? object.global.name : state.text("loss");
  return /^(Half)?(Poisson|Gamma)(Loss)?$/i.test(name);
}

function readHistBoosting(state: State) {
  const stages = state.list("_predictors");
  const outputs = sequence(stages[0])?.length ?? 0;
  if (outputs === 0) throw state.mismatch("_predictors", "a list of lists of trees", "empty");
  const known = state.has("_n_features") ? state.integer("_n_features", 0, maxFeatures) : null;
  const source = readHistInputs(state, known);
  const categories = readCategories(state, source.features);
  const trees = stages.flatMap((stage, i) => {
    const place = `_predictors[${i}]`;
    const items = sequence(stage);
    if (items?.length === outputs) {
      return items.map((item, k) => readPredictor(state, `${place}[${k}]`, item, categories));
    }
    throw state.mismatch(place, `${outputs} trees`, describe(stage));
  });
  const ensemble = packHistTrees(trees, outputs, categories, state.memory);
  const baseline = readBaseline(state, outputs);
  const raw = (samples: Samples): Float64Array => {
    const x = source.prepare(samples);
    const sums = new Float64Array(x.rows * outputs);
    for (let start = 0; start < sums.length; start += outputs) sums.set(baseline, start);
    addHistTrees(ensemble, x, sums);
    return sums;
  };
  const hints = () => featureHints(ensemble, source, categories);
  const common = { ...state.description(), inputs: source.inputs, children: [], hints };
  return { common, outputs, raw };
}

const predictorPath = "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor";

function readPredictor(
  state: State,
  place: string,
  value: PyValue,
  categories: Categories,
): HistTree | PlacedTree {
  const predictor = state.part(place, value, predictorPath);
  const nodes = predictor.value("nodes");
  const sets = predictor.optional("raw_left_cat_bitsets");
  if (!(nodes instanceof NdArray)) throw predictor.mismatch("nodes", "an array", describe(nodes));
  state.charge(nodes, nodes.size);
  const limits = { features: categories.starts.length, categorical: categories.features };
  const fail = (reason: string) => predictor.invalid(reason);
  const ownSets = sets instanceof NdArray ? sets : null;
  if (ownSets !== null) checkSets(ownSets, fail);
  const placed = placeHistTree(nodes, limits.features, state.memory);
  return placed ?? decodeHistTree(nodes, ownSets, limits, fail);
}

/** One number per output, or one for all; of shape (K, 1), (1, K) or none. */
function readBaseline(state: State, outputs: number): Float64Array {
  const { data } = state.float64("_baseline_prediction");
  if (data.length === outputs) return data;
  if (data.length === 1) return new Float64Array(outputs).fill(data[0] ?? 0);
  throw state.mismatch("_baseline_prediction", `${outputs} numbers`, String(data.length));
}

/** Thresholds of numbers, and the categories that were seen. */
function featureHints(
  { ensemble }: HistEnsemble,
  source: HistInputs,
  categories: Categories,
): readonly InputHint[] {
  const asked = ensembleHints(ensemble, source.features);
  const encoded = source.hints();
  return Array.from(source.order, (column, feature): InputHint => {
    const choices = encoded === null ? categories.choices[column] : undefined;
    if (choices !== undefined) return { choices, open: true, missing: true };
    const known = encoded?.[feature];
    return { ...(known ?? asked[column]), missing: true };
  });
}
