// A model document (JSON from 1.0 on, UBJSON from 1.6 on) as a booster's file.
// @see xgboost/doc/model.schema; xgboost/src/learner.cc `LearnerIO::LoadModel`

import type { JsonValue } from "../../bytes/json.ts";
import {
  type BoosterFile,
  evenIterations,
  type LinearModel,
  maxFeatures,
  maxOutputs,
  maxTrees,
  outputsOf,
  type TreeModel,
} from "./booster-file.ts";
import { readCategoryNames } from "./category-names.ts";
import { type Fail, Part } from "./document.ts";
import { ForestBuilder } from "./forest-builder.ts";
import { readTree } from "./json-tree.ts";

/**
 * @param document  the model itself (`learner`, `version`), or what a pickle holds: `{Model, Config}`; how it was
 *   trained (`Config`) does not matter here
 * @throws what `fail` makes
 */
export function readModelDocument(document: JsonValue, fail: Fail): BoosterFile {
  const outer = new Part(document, "", fail);
  const model = outer.has("Model") ? outer.part("Model") : outer;
  const learner = model.part("learner");
  const params = learner.part("learner_model_param");
  const features = params.integer("num_feature", 1, maxFeatures);
  const classes = params.integer("num_class", 0, maxOutputs);
  const outputs = outputsOf(classes, params.integer("num_target", 1, maxOutputs, 1));
  const booster = learner.part("gradient_booster");
  const size = { features, outputs, fail };
  const isLinear = booster.text("name") === "gblinear";
  const [major = 0, minor = 0] = model.integers("version", 3);
  return {
    version: [major, minor],
    objective: learner.part("objective").text("name"),
    features,
    outputs,
    classes,
    baseScore: parseBaseScore(params.text("base_score"), outputs, fail),
    baseIsMargin: false,
    model: isLinear ? readLinear(booster, size) : readTrees(booster, size),
    attributes: learner.textMap("attributes"),
    featureNames: learner.texts("feature_names"),
    featureTypes: learner.texts("feature_types"),
    categories: isLinear ? [] : readCategoryNames(treesOf(booster), features, fail),
  };
}

interface Size {
  readonly features: number;
  readonly outputs: number;
  readonly fail: Fail;
}

/** `5E-1`; from 3.1 on a list of one or of one per output, `[1.5E-1,-1.8E-2]`. */
function parseBaseScore(text: string, outputs: number, fail: Fail): Float32Array {
  const inner = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  const parts = inner.split(",", outputs + 1);
  const scores = Float32Array.from(parts, (part) =>
    /^\s*[-+]?[\d.]+([eE][-+]?\d+)?\s*$/.test(part) ? Number(part) : Number.NaN,
  );
  if (scores.length !== 1 && scores.length !== outputs) {
    throw fail(`base_score has ${scores.length} numbers for ${outputs} outputs`);
  }
  if (!scores.every(Number.isFinite)) throw fail("base_score is not a finite number");
  return scores;
}

function readLinear(booster: Part, { features, outputs, fail }: Size): LinearModel {
  const weights = booster.part("model").floats("weights", null);
  if (weights.length !== 0 && weights.length !== (features + 1) * outputs) {
    throw fail(`${weights.length} weights are given for ${features} features × ${outputs} outputs`);
  }
  if (!weights.every(Number.isFinite)) throw fail("a weight is not finite");
  return { kind: "linear", weights };
}

/** Until 3.2, dart keeps its trees one level deeper than gbtree. */
function treesOf(booster: Part): Part {
  return (booster.has("gbtree") ? booster.part("gbtree") : booster).part("model");
}

function readTrees(booster: Part, { features, outputs, fail }: Size): TreeModel {
  const name = booster.text("name");
  if (name !== "gbtree" && name !== "dart") throw fail(`its booster is ${name}`);
  const model = treesOf(booster);
  const params = model.part("gbtree_model_param");
  const trees = inOrderOfIds(model.parts("trees"), fail);
  params.integer("num_trees", trees.length, trees.length);
  const builder = new ForestBuilder(features, outputs, fail);
  let vectors = false;
  for (const tree of trees) {
    const raw = readTree(tree, outputs, fail);
    if (builder.trees > 0 && vectors !== (raw.vectors !== null)) {
      throw fail("some trees have vectors in their leaves and some have not");
    }
    vectors = raw.vectors !== null;
    builder.add(raw);
  }
  const groups = model.integers("tree_info", trees.length);
  const perIteration =
    params.integer("num_parallel_tree", 0, maxTrees, 1) * (vectors ? 1 : outputs);
  return {
    kind: "trees",
    forest: builder.build(vectors ? null : groups),
    weights: readWeights(booster, trees.length, fail),
    iterations: readIterations(model, trees.length, Math.max(perIteration, 1), fail),
  };
}

/** Trees stand in the order of their ids, as XGBoost puts them. */
function inOrderOfIds(trees: readonly Part[], fail: Fail): readonly Part[] {
  const ordered = new Array<Part | undefined>(trees.length).fill(undefined);
  for (const tree of trees) {
    const id = tree.integer("id", 0, trees.length - 1);
    if (ordered[id] !== undefined) throw fail(`two trees have the id ${id}`);
    ordered[id] = tree;
  }
  return ordered.filter((tree) => tree !== undefined);
}

function readWeights(booster: Part, trees: number, fail: Fail): Float32Array | null {
  if (!booster.has("weight_drop")) return null;
  const weights = booster.floats("weight_drop", null);
  // Without a single dropout, later versions write no weights.
  if (weights.length === 0) return null;
  if (weights.length !== trees || !weights.every(Number.isFinite)) {
    throw fail(`weight_drop must be ${trees} finite numbers`);
  }
  return weights;
}

/** From 2.0 on the file says where each iteration begins; before, all have the same number of trees. */
function readIterations(model: Part, trees: number, perIteration: number, fail: Fail): Int32Array {
  if (!model.has("iteration_indptr")) return evenIterations(trees, perIteration);
  const starts = model.integers("iteration_indptr", null);
  const ascending = starts.every((start, i) => start >= (i === 0 ? 0 : (starts[i - 1] ?? 0)));
  if (!ascending || starts[0] !== 0 || starts.at(-1) !== trees) {
    throw fail(`iteration_indptr must rise from 0 to ${trees}`);
  }
  return starts;
}
