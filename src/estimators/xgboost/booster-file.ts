// What a booster's file says, whatever the era of its format, before anything is computed from it.

import type { Forest } from "./forest.ts";
import type { Version } from "./version.ts";

export interface BoosterFile {
  /** XGBoost's version that wrote it, major and minor; [0, 0] before 1.0. */
  readonly version: Version;
  /** `binary:logistic`. */
  readonly objective: string;
  readonly features: number;
  /** Numbers per row that the model adds up to: classes, or targets, or 1. */
  readonly outputs: number;
  /** `num_class`: 0 or 1 for all objectives but those of several classes. */
  readonly classes: number;
  /** One number for all outputs, or one for each. */
  readonly baseScore: Float32Array;
  /** Whether `baseScore` is a margin already, as before 1.0, and not a mean or a probability. */
  readonly baseIsMargin: boolean;
  readonly model: TreeModel | LinearModel;
  /** What training noted: `best_iteration`. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Empty where the file does not tell. */
  readonly featureNames: readonly string[];
  /** `c` for categories; empty where the file does not tell. */
  readonly featureTypes: readonly string[];
  /** Categories of each feature, from 3.1 on; empty where the file does not tell. */
  readonly categories: readonly CategoryNames[];
}

/** The categories of a feature in the order of their codes; null for a feature of numbers. */
export type CategoryNames = readonly (string | number)[] | null;

export interface TreeModel {
  readonly kind: "trees";
  readonly forest: Forest;
  /** Weight of each tree, after dropout in training (dart); null where all are 1. */
  readonly weights: Float32Array | null;
  /** First tree of each iteration, and of one that would follow. */
  readonly iterations: Int32Array;
}

export interface LinearModel {
  readonly kind: "linear";
  /** (features + 1) × outputs; the last row is the bias. Empty when it was not trained. */
  readonly weights: Float32Array;
}

/** Number of outputs, of a model that has either several classes or several targets. */
export function outputsOf(classes: number, targets: number): number {
  return Math.max(classes, targets, 1);
}

/** More features, outputs or trees than a model has. */
export const maxFeatures = 10_000_000;
export const maxOutputs = 100_000;
export const maxTrees = 10_000_000;

/** First tree of each iteration, when all have the same number of trees. */
export function evenIterations(trees: number, perIteration: number): Int32Array {
  const count = Math.ceil(trees / perIteration);
  return Int32Array.from({ length: count + 1 }, (_, i) => Math.min(i * perIteration, trees));
}
