// What trees and forests learn from: columns, y, and the weights of samples.

import type { Labels } from "../../estimators/estimator.ts";
import type { Matrix } from "../../estimators/samples.ts";
import { denseSamples } from "../dense.ts";
import type { RandomNumbers } from "../random.ts";
import { type LabelTarget, labelTarget, numberTarget } from "../targets.ts";
import type { TrainingData } from "../training-data.ts";
import { BestSplitter } from "./best-splitter.ts";
import { ClassCriterion } from "./class-criterion.ts";
import type { Criterion } from "./criterion.ts";
import { floatRows } from "./float-numbers.ts";
import { type Growth, growTree } from "./grow.ts";
import type { GrownTree } from "./grown-tree.ts";
import { NumberCriterion } from "./number-criterion.ts";
import { RandomSplitter } from "./random-splitter.ts";
import { rankedFeatures } from "./ranked-features.ts";
import type { SplitSearch, Splitter } from "./splitter.ts";
import { type ClassMeasure, checkValues, type TrainingSize } from "./tree-parameters.ts";

/** A training set for one tree or many. */
export interface TreeSamples {
  readonly rows: number;
  readonly columns: number;
  /** The labels of a classifier; null for numbers. */
  readonly classes: Labels | null;
  /** One per row, with the weights of classes in it; null where all count the same. */
  readonly weights: Float64Array | null;
  /** Weighs nodes by y, with these weights of rows. */
  readonly criterion: (weights: Float64Array) => Criterion;
  /** Splits some of the rows. */
  readonly splitter: MakeSplitter;
}

type MakeSplitter = (
  samples: Int32Array,
  criterion: Criterion,
  search: SplitSearch,
  random: RandomNumbers,
) => Splitter;

/** @throws TRAIN_DATA for labels that are none and for numbers that are missing */
export function classSamples(
  data: TrainingData,
  params: { readonly criterion: ClassMeasure; readonly isBalanced: boolean },
  kind: Growth["kind"],
  className: string,
): TreeSamples {
  const matrix = denseSamples(data, className);
  const target = labelTarget(data.target, data.rows, className);
  const classes = target.classes.values.length;
  const measure = params.criterion === "gini" ? "gini" : "entropy";
  return {
    rows: matrix.rows,
    columns: matrix.columns,
    classes: target.classes,
    weights: params.isBalanced ? balanced(target, data.weights) : data.weights,
    criterion: (weights) => new ClassCriterion({ codes: target.codes, weights, classes }, measure),
    splitter: splitterOf(matrix, kind, className),
  };
}

/** @throws TRAIN_DATA for rows of y and for numbers that are missing, TRAIN_PARAMETER */
export function numberSamples(
  data: TrainingData,
  kind: Growth["kind"],
  className: string,
): TreeSamples {
  const matrix = denseSamples(data, className);
  const { data: y, outputs } = numberTarget(data.target, data.rows, className);
  const advice = "Fit one model per column of y.";
  checkValues(className, [["y", `${outputs} columns`, outputs === 1, advice]]);
  return {
    rows: matrix.rows,
    columns: matrix.columns,
    classes: null,
    weights: data.weights,
    criterion: (weights) => new NumberCriterion({ y, weights }),
    splitter: splitterOf(matrix, kind, className),
  };
}

/** @throws TRAIN_DATA for a number that float32 cannot hold */
function splitterOf(matrix: Matrix, kind: Growth["kind"], className: string): MakeSplitter {
  if (kind === "random") {
    const rows = floatRows(matrix, className);
    return (...of) => new RandomSplitter(rows, ...of);
  }
  const features = rankedFeatures(matrix, className);
  return (...of) => new BestSplitter(features, ...of);
}

/** @param weights  one per row; null where all count the same */
export function sizeOf(samples: TreeSamples, weights: Float64Array | null): TrainingSize {
  const { rows, columns } = samples;
  const weight = weights === null ? rows : weights.reduce((sum, own) => sum + own, 0);
  return { rows, columns, weight };
}

/**
 * Grows one tree.
 *
 * @param weights  one per row, not all 0; null where all count the same
 */
export function treeOf(
  samples: TreeSamples,
  weights: Float64Array | null,
  growth: Growth,
  random: RandomNumbers,
): GrownTree {
  const { rows } = samples;
  const given = weights ?? new Float64Array(rows).fill(1);
  const chosen = new Int32Array(rows);
  let count = 0;
  for (let i = 0; i < rows; i++) if (given[i] !== 0) chosen[count++] = i;
  const criterion = samples.criterion(given);
  const splitter = samples.splitter(chosen.subarray(0, count), criterion, growth, random);
  return growTree(splitter, criterion, growth);
}

/** @see sklearn/utils/class_weight.py `compute_sample_weight`: n / (classes × count) */
function balanced({ codes, counts }: LabelTarget, weights: Float64Array | null): Float64Array {
  const perClass = counts.map((count) => codes.length / (counts.length * count));
  return Float64Array.from(codes, (code, i) => (weights?.[i] ?? 1) * (perClass[code] ?? 0));
}
