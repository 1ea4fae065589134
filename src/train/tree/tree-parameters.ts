// The parameters of trees, checked, and what they mean for so many rows and columns.

import { PicklejarError } from "../../errors.ts";
import type { PyValue } from "../../objects/values.ts";
import { show } from "../../text.ts";
import type { Growth } from "./grow.ts";

/** What trees and forests have in common; scikit-learn's parameters of the same names in snake_case. */
export interface GrowthParameters {
  /** The most splits above a leaf; null: as many as it takes. */
  readonly maxDepth?: number | null;
  /** Nodes of fewer samples are leaves; 2 unless told. A fraction is a share of the rows. */
  readonly minSamplesSplit?: number;
  /** Samples that each side of a split must have; 1 unless told. A fraction is a share of the rows. */
  readonly minSamplesLeaf?: number;
  /** The share of all weight that a leaf must have, in [0, 0.5]; 0 unless told. */
  readonly minWeightFractionLeaf?: number;
  /**
   * Columns to look at for each split, drawn at random where these are not all: a number of them, "sqrt", "log2", a
   * share in (0, 1) or null: all. 1 is one column, as Python's 1, not 1.0.
   */
  readonly maxFeatures?: number | "sqrt" | "log2" | null;
  /** The most leaves, at least 2; the splits that help most are made first. null: no limit. */
  readonly maxLeafNodes?: number | null;
  /** The least decrease of impurity, weighted by the share of the samples, that is worth a split; 0 unless told. */
  readonly minImpurityDecrease?: number;
  /** Seeds this library's own random numbers, which are not numpy's; 0 unless told. */
  readonly randomState?: number | null;
}

export type ClassMeasure = "gini" | "entropy" | "log_loss";

/** The names in `GrowthParameters`, for the check of the constructor. */
export const growthNames = [
  "criterion",
  "maxDepth",
  "minSamplesSplit",
  "minSamplesLeaf",
  "minWeightFractionLeaf",
  "maxFeatures",
  "maxLeafNodes",
  "minImpurityDecrease",
  "randomState",
] as const;

/** What a class does unless told. */
export interface GrowthStandard {
  readonly maxFeatures: "sqrt" | null;
  readonly kind: Growth["kind"];
}

/** The size of what is learned from. */
export interface TrainingSize {
  readonly rows: number;
  readonly columns: number;
  /** The sum of the weights. */
  readonly weight: number;
}

/** Whether a parameter's value is as it must be, with what it must be. */
type Check = readonly [name: string, value: unknown, isSound: boolean, advice: string];

/**
 * @throws TRAIN_PARAMETER for a value outside of its range
 * @see sklearn/tree/_classes.py `BaseDecisionTree._fit`
 */
export function growthOf(
  params: GrowthParameters,
  size: TrainingSize,
  standard: GrowthStandard,
  className: string,
): Growth {
  const { minSamplesSplit = 2, minSamplesLeaf = 1, minWeightFractionLeaf = 0 } = params;
  const { maxDepth = null, maxLeafNodes = null, minImpurityDecrease = 0 } = params;
  const { maxFeatures = standard.maxFeatures, randomState = null } = params;
  const sideOrShare = "Give a whole number, or a share in (0, 1).";
  checkValues(className, [
    ["minSamplesSplit", minSamplesSplit, countOrShare(minSamplesSplit, 2), sideOrShare],
    ["minSamplesLeaf", minSamplesLeaf, countOrShare(minSamplesLeaf, 1), sideOrShare],
    [
      "minWeightFractionLeaf",
      minWeightFractionLeaf,
      minWeightFractionLeaf >= 0 && minWeightFractionLeaf <= 0.5,
      "Give a share in [0, 0.5].",
    ],
    ["maxDepth", maxDepth, isCount(maxDepth, 1), "Give a whole number of at least 1, or null."],
    [
      "maxLeafNodes",
      maxLeafNodes,
      isCount(maxLeafNodes, 2),
      "Give a whole number of at least 2, or null.",
    ],
    [
      "minImpurityDecrease",
      minImpurityDecrease,
      minImpurityDecrease >= 0,
      "Give a number of at least 0.",
    ],
    [
      "maxFeatures",
      maxFeatures,
      maxFeatures === null ||
        maxFeatures === "sqrt" ||
        maxFeatures === "log2" ||
        countOrShare(maxFeatures, 1),
      'Give a whole number, a share in (0, 1), "sqrt", "log2" or null.',
    ],
    ["randomState", randomState, isCount(randomState, 0), "Give a whole number of at least 0."],
  ]);
  const leaf = countOf(minSamplesLeaf, size.rows);
  return {
    kind: standard.kind,
    limits: { samples: leaf, weight: minWeightFractionLeaf * size.weight },
    maxDepth: maxDepth ?? 2 ** 31 - 1,
    minSamplesSplit: Math.max(2, 2 * leaf, countOf(minSamplesSplit, size.rows)),
    minImpurityDecrease,
    maxLeafNodes,
    maxFeatures: featureCount(maxFeatures, size.columns),
  };
}

/** @throws TRAIN_PARAMETER */
export function checkValues(className: string, checks: readonly Check[]): void {
  for (const [parameter, value, isSound, advice] of checks) {
    if (isSound) continue;
    const reason = `${show(String(value))} is not what it can be`;
    throw new PicklejarError("TRAIN_PARAMETER", { className, parameter, reason, advice });
  }
}

/** @throws TRAIN_PARAMETER for a value that is none of the choices */
export function checkChoice(
  className: string,
  parameter: string,
  value: unknown,
  choices: readonly unknown[],
): void {
  const advice = `Give ${choices.map((choice) => JSON.stringify(choice)).join(" or ")}.`;
  checkValues(className, [[parameter, value, choices.includes(value), advice]]);
}

/** Whether it is null or a whole number of at least `least`. */
export function isCount(value: number | null, least: number): boolean {
  return value === null || (Number.isSafeInteger(value) && value >= least && value < 2 ** 32);
}

function countOrShare(value: number, least: number): boolean {
  return Number.isSafeInteger(value) ? value >= least : value > 0 && value < 1;
}

function countOf(value: number, rows: number): number {
  return Number.isInteger(value) ? value : Math.ceil(value * rows);
}

function featureCount(value: number | string | null, columns: number): number {
  if (value === null) return columns;
  if (value === "sqrt") return Math.max(1, Math.floor(Math.sqrt(columns)));
  if (value === "log2") return Math.max(1, Math.floor(Math.log2(columns)));
  const count = Number(value);
  return Number.isInteger(count) ? count : Math.max(1, Math.floor(count * columns));
}

/** A number of columns stays a whole number where scikit-learn's own value is a share, 1.0. */
export function withWholeFeatures(
  parameters: Map<string, PyValue>,
  { maxFeatures }: GrowthParameters,
): Map<string, PyValue> {
  const isWhole = typeof maxFeatures === "number" && Number.isInteger(maxFeatures);
  return isWhole ? parameters.set("max_features", maxFeatures) : parameters;
}
