// A booster that answers: rows in, margins or predictions out, as `Booster.predict` and `inplace_predict` give them.

import type { ModelMemory } from "../kernels/model-memory.ts";
import { type Samples, sampleCount } from "../samples.ts";
import type { RowSource } from "../trees/row-blocks.ts";
import type { BoosterFile, LinearModel, TreeModel } from "./booster-file.ts";
import type { Fail } from "./document.ts";
import { type FloatRule, floatRows } from "./float-rows.ts";
import { type Forest, isLeaf } from "./forest.ts";
import { addForest, packForest } from "./forest-sums.ts";
import { addLinear } from "./linear.ts";
import { type Objective, transformMargins } from "./objective.ts";
import { isBefore, type Version } from "./version.ts";

/** How a wrapper asks its booster; see `XGBModel.predict` and `Booster.predict`. */
export interface AskOptions {
  /** Trees of the best iteration and those before it; all when null. */
  readonly trees: number | null;
  /** Whether it asks by `inplace_predict`, which wrappers do from 1.4 on. */
  readonly inPlace: boolean;
  /** Where the trees go. */
  readonly memory: ModelMemory;
}

export interface Booster {
  readonly file: BoosterFile;
  readonly objective: Objective;
  /** Numbers that `predict` gives per row: 1 for "multi:softmax". */
  readonly width: number;
  /** n × outputs. */
  margins(samples: Samples, rule: FloatRule): Float32Array;
  /** n × width: probabilities, classes, means, whatever the objective says. */
  predict(samples: Samples, rule: FloatRule): Float32Array;
}

/** @throws what `fail` makes when base score and objective do not go together */
export function makeBooster(
  file: BoosterFile,
  objective: Objective,
  options: AskOptions,
  fail: Fail,
): Booster {
  const { outputs } = file;
  const base = baseMargins(file, objective, fail);
  const add = adder(file, base, options);
  const margins = (samples: Samples, rule: FloatRule): Float32Array => {
    const all = new Float32Array(sampleCount(samples) * outputs);
    for (let i = 0; i < all.length; i++) all[i] = base[i % outputs] ?? 0;
    add(floatRows(samples, rule), all);
    return all;
  };
  return {
    file,
    objective,
    width: objective.transform === "argmax" ? 1 : outputs,
    margins,
    predict: (samples, rule) =>
      transformMargins(margins(samples, rule), outputs, objective.transform),
  };
}

/** One margin per output. From 3.1 on the linear booster takes the first output's for all. */
function baseMargins(file: BoosterFile, objective: Objective, fail: Fail): Float32Array {
  const { baseScore, outputs, version } = file;
  const one = baseScore.length === 1 || file.model.kind === "linear";
  const base = Float32Array.from({ length: outputs }, (_, k) => {
    const score = baseScore[one ? 0 : k] ?? 0;
    return file.baseIsMargin ? score : objective.link(score, version);
  });
  if (base.every(Number.isFinite)) return base;
  throw fail(`${objective.name} cannot have the base_score ${baseScore.join(", ")}`);
}

type Add = (rows: RowSource, margins: Float32Array) => void;

function adder(file: BoosterFile, base: Float32Array, options: AskOptions): Add {
  const { model } = file;
  if (model.kind === "linear") return linearAdder(model, file);
  const count = model.forest.roots.length - 1;
  const trees = { first: 0, end: Math.min(options.trees ?? count, count) };
  const packed = packForest(weighted(model, base, options, file.version), trees, options.memory);
  return (rows, margins) => addForest(packed, rows, margins);
}

/** Numbers of rows that are made ready at once for the linear booster. */
const linearNumbers = 2 ** 16;

function linearAdder({ weights }: LinearModel, { features, outputs }: BoosterFile): Add {
  const shape = { features, outputs };
  const size = Math.max(1, Math.floor(linearNumbers / Math.max(features, 1)));
  return (source, margins) => {
    const rows = new Float32Array(Math.min(size, source.count) * features);
    for (let start = 0; start < source.count; start += size) {
      const count = Math.min(size, source.count - start);
      source.fill(start, count, rows);
      const block = margins.subarray(start * outputs, (start + count) * outputs);
      addLinear(weights, shape, rows.subarray(0, count * features), block);
    }
  };
}

/**
 * The trees with their weights in their leaves. `inplace_predict` of dart asks each tree apart, with the base
 * score added and taken away again, and so loses bits that the other way keeps.
 *
 * @see xgboost/src/gbm/gbtree.cc `Dart::PredictBatchImpl`, `Dart::InplacePredict`
 */
function weighted(
  { forest, weights }: TreeModel,
  base: Float32Array,
  { inPlace }: AskOptions,
  version: Version,
): Forest {
  if (weights === null) return forest;
  const { roots } = forest;
  const values = forest.values.slice();
  const vectors = forest.vectors.slice();
  const first = base[0] ?? 0;
  const detour = inPlace && isBefore(version, 3, 1);
  for (const [tree, weight] of weights.entries()) {
    for (let node = roots[tree] ?? 0; node < (roots[tree + 1] ?? 0); node++) {
      const value = values[node] ?? 0;
      const kept = detour ? Math.fround(Math.fround(first + value) - first) : value;
      values[node] = kept * weight;
      if (!isLeaf(forest, node) || forest.groups !== null) continue;
      const start = forest.vectorStarts[node] ?? 0;
      for (let k = start; k < start + forest.outputs; k++) vectors[k] = (vectors[k] ?? 0) * weight;
    }
  }
  return { ...forest, values, vectors };
}
