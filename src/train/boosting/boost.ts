// Gradient boosting with histograms: trees that each answer what the trees before them left.

import { NumberSorter } from "../number-sort.ts";
import { permutation, type RandomNumbers, randomNumbers } from "../random.ts";
import { type BinnedRows, binColumn, binThresholds, sampledRows } from "./bins.ts";
import { addToRows, addToTrainingRows, type BoostedTree } from "./boosted-tree.ts";
import type { BoostingColumns } from "./boosting-columns.ts";
import type { Boosting } from "./boosting-parameters.ts";
import { type Steps, TreeGrower } from "./grow-boosted-tree.ts";
import type { Loss, LossRows } from "./losses.ts";

/** What boosting learns from. */
export interface BoostingTask {
  readonly columns: BoostingColumns;
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  readonly loss: Loss;
  /** Classes keep their shares where rows are set aside. */
  readonly isClassification: boolean;
}

/** What it learned. */
export interface Boosted {
  readonly baseline: Float64Array;
  /** One list of trees per round: one tree per output. */
  readonly rounds: readonly (readonly BoostedTree[])[];
  /** For each feature of the trees: thresholds, or the numbers of its categories. */
  readonly thresholds: readonly Float64Array[];
  readonly isEarlyStopped: boolean;
  /** Minus the loss, before the first round and after each; empty where nothing is stopped early. */
  readonly trainScores: readonly number[];
  readonly validationScores: readonly number[];
}

/** Rows above which stopping early is the default. */
const manyRows = 10_000;

/** @see sklearn/ensemble/_hist_gradient_boosting/gradient_boosting.py `BaseHistGradientBoosting.fit` */
export function boost(task: BoostingTask, boosting: Boosting): Boosted {
  const { loss } = task;
  const { earlyStopping, validationFraction, maxBins } = boosting;
  const random = randomNumbers(boosting.randomState);
  const isEarlyStopped =
    earlyStopping === "auto" ? task.columns.rows > manyRows : earlyStopping === true;
  const split =
    isEarlyStopped && validationFraction !== null
      ? splitRows(task, validationFraction, random)
      : null;
  const y = chosen(task.y, split?.train ?? null);
  const weights = task.weights === null ? null : chosen(task.weights, split?.train ?? null);
  const training = task.columns.values.map((values) => chosen(values, split?.train ?? null));
  const thresholds = learnThresholds(task.columns, training, weights, maxBins, random);
  const categories = task.columns.categories.length;
  const rows = binRows(training, thresholds, categories, y.length);
  const baseline = loss.baseline(y, weights);
  const sums = Array.from(baseline, (sum) => new Float64Array(y.length).fill(sum));
  const own: LossRows = { y, sums, weights };
  const asked = split === null ? null : validation(task, thresholds, split.validation, baseline);
  const isConstant = loss.hasConstantHessian && weights === null;
  const grower = new TreeGrower(rows, boosting, isConstant, random);
  const gradients = sums.map(() => new Float32Array(y.length));
  const hessians = isConstant ? [] : sums.map(() => new Float32Array(y.length));
  const trainScores: number[] = [];
  const validationScores: number[] = [];
  const score = (): boolean => {
    if (!isEarlyStopped) return false;
    trainScores.push(-loss.mean(own));
    if (asked !== null) validationScores.push(-loss.mean(asked.own));
    return isFinished(asked === null ? trainScores : validationScores, boosting);
  };
  score();
  const rounds: BoostedTree[][] = [];
  while (rounds.length < boosting.maxIter) {
    loss.steps(own, gradients, hessians);
    const trees = gradients.map((slopes, k) => {
      const steps: Steps = { gradients: slopes, hessians: hessians[k] ?? null };
      const tree = grower.grow(steps);
      setLeaves(tree, task, own, k, boosting.learningRate);
      addToTrainingRows(tree, sums[k] ?? new Float64Array(0));
      if (asked !== null) addToRows(tree, asked.rows, asked.own.sums[k] ?? new Float64Array(0));
      return { ...tree, samples: new Uint32Array(0) };
    });
    rounds.push(trees);
    if (score()) break;
  }
  return { baseline, rounds, thresholds, isEarlyStopped, trainScores, validationScores };
}

/** Leaves of a loss with kinks answer what lowers it most for their rows. */
function setLeaves(
  { leaves, samples }: BoostedTree,
  { loss }: BoostingTask,
  { y, sums }: LossRows,
  output: number,
  learningRate: number,
): void {
  const { leafValue } = loss;
  if (leafValue === undefined) return;
  for (const leaf of leaves) {
    const residuals = Float64Array.from(samples.subarray(leaf.start, leaf.stop), (row) => {
      return (y[row] ?? 0) - (sums[output]?.[row] ?? 0);
    });
    leaf.value = learningRate * leafValue(residuals);
  }
}

function learnThresholds(
  { categories, rows }: BoostingColumns,
  training: readonly Float64Array[],
  weights: Float64Array | null,
  maxBins: number,
  random: RandomNumbers,
): readonly Float64Array[] {
  const sample = sampledRows(Math.min(rows, training[0]?.length ?? 0), random);
  const sampleWeights = weights === null ? null : chosen(weights, sample);
  const sorter = new NumberSorter(sample?.length ?? training[0]?.length ?? 0);
  return training.map((values, feature) => {
    const known = categories[feature];
    if (known === undefined) {
      return binThresholds(chosen(values, sample), sampleWeights, maxBins, sorter);
    }
    const count = known.values.length - (known.hasMissing ? 1 : 0);
    return Float64Array.from({ length: count }, (_, code) => code);
  });
}

/** @param categories  how many of the first columns hold categories */
function binRows(
  columns: readonly Float64Array[],
  thresholds: readonly Float64Array[],
  categories: number,
  rows: number,
): BinnedRows {
  const codes = new Uint8Array(columns.length * rows);
  const bins = new Int32Array(columns.length);
  const hasMissing = new Uint8Array(columns.length);
  const isCategorical = Uint8Array.from(columns, (_, j) => (j < categories ? 1 : 0));
  for (const [j, values] of columns.entries()) {
    const own = thresholds[j] ?? new Float64Array(0);
    const part = codes.subarray(j * rows, (j + 1) * rows);
    // Of n categories each has a bin of its own; n thresholds part n + 1 bins.
    const cuts = j < categories ? own.subarray(0, Math.max(0, own.length - 1)) : own;
    bins[j] = cuts.length + 1;
    binColumn(values, cuts, part);
    hasMissing[j] = part.includes(cuts.length + 1) ? 1 : 0;
  }
  return { rows, columns: columns.length, codes, bins, hasMissing, isCategorical };
}

function validation(
  { columns, y, weights }: BoostingTask,
  thresholds: readonly Float64Array[],
  rows: Int32Array,
  baseline: Float64Array,
): { readonly rows: BinnedRows; readonly own: LossRows } {
  const values = columns.values.map((column) => chosen(column, rows));
  const own = {
    y: chosen(y, rows),
    sums: Array.from(baseline, (sum) => new Float64Array(rows.length).fill(sum)),
    weights: weights === null ? null : chosen(weights, rows),
  };
  return { rows: binRows(values, thresholds, columns.categories.length, rows.length), own };
}

/** Whether none of the last rounds was better than the one before them. */
function isFinished(scores: readonly number[], { nIterNoChange, tol }: Boosting): boolean {
  if (scores.length < nIterNoChange + 1) return false;
  const reference = (scores.at(-nIterNoChange - 1) ?? 0) + tol;
  return scores.slice(-nIterNoChange).every((score) => score <= reference);
}

interface RowSplit {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/** Sets rows aside at random, of each class its share. @param fraction  a share, or a number of rows */
function splitRows(
  { y, isClassification }: BoostingTask,
  fraction: number,
  random: RandomNumbers,
): RowSplit {
  const order = permutation(y.length, random);
  const wanted = fraction < 1 ? Math.ceil(fraction * y.length) : Math.min(fraction, y.length - 1);
  const groups = isClassification ? Map.groupBy(order, (row) => y[row] ?? 0).values() : [order];
  const aside = new Uint8Array(y.length);
  for (const group of groups) {
    const count = Math.round((wanted * group.length) / y.length);
    // A class keeps a row to learn from.
    for (const row of group.slice(0, Math.min(count, group.length - 1))) aside[row] = 1;
  }
  return {
    train: order.filter((row) => aside[row] === 0).sort(),
    validation: order.filter((row) => aside[row] === 1).sort(),
  };
}

function chosen(values: Float64Array, rows: Int32Array | null): Float64Array {
  return rows === null ? values : Float64Array.from(rows, (row) => values[row] ?? 0);
}
