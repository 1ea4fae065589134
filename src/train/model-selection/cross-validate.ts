// Cross-validation: a model's scores on rows that it has not learned from, several times over.

import { PicklejarError } from "../../errors.ts";
import type { Cell } from "../../estimators/samples.ts";
import { Pipeline } from "../compose/pipeline.ts";
import { Classifier } from "../kinds.ts";
import { numberTarget } from "../targets.ts";
import type { Trainable } from "../trainable.ts";
import {
  namedSamples,
  type Target,
  type TrainingData,
  type TrainingRows,
} from "../training-data.ts";
import { Answers } from "./answers.ts";
import { type Fold, KFold, type Splitter, StratifiedKFold } from "./folds.ts";
import { takeRows } from "./rows.ts";
import { scorerOf } from "./scorers.ts";

export interface ValidationOptions {
  /** Number of folds, or what makes them; 5 unless told: stratified for classifiers, else consecutive rows. */
  readonly cv?: number | Splitter;
  /** Names of scorers as scikit-learn has them; "accuracy" of classifiers and "r2" of regressors unless told. */
  readonly scoring?: string | readonly string[];
  /** Whether the rows learned from are scored, too. */
  readonly returnTrainScore?: boolean;
}

/** One number per fold, in the order of the folds. */
export interface ValidationResult {
  /** By scorer. */
  readonly testScores: ReadonlyMap<string, readonly number[]>;
  /** By scorer; empty unless asked for. */
  readonly trainScores: ReadonlyMap<string, readonly number[]>;
  /** Seconds. */
  readonly fitTimes: readonly number[];
  readonly scoreTimes: readonly number[];
}

/**
 * Scores of clones of a model, each learning from all folds but one and tested with that.
 *
 * @param model  learns nothing itself
 * @throws TRAIN_DATA for too few rows, TRAIN_PARAMETER
 * @see sklearn/model_selection/_validation.py `cross_validate`
 * @example
 * const { testScores } = crossValidate(new Ridge(), X, y, { scoring: ["r2", "neg_mean_absolute_error"] });
 */
export function crossValidate(
  model: Trainable,
  X: TrainingRows,
  y: Target,
  options: ValidationOptions = {},
): ValidationResult {
  const data = selectionData(X, y, model);
  const { scoring = isClassifier(model) ? "accuracy" : "r2", returnTrainScore = false } = options;
  const names = typeof scoring === "string" ? [scoring] : scoring;
  const empty = (): Map<string, number[]> => new Map(names.map((name) => [name, []]));
  const result = { testScores: empty(), trainScores: empty(), fitTimes: [], scoreTimes: [] } as {
    readonly testScores: Map<string, number[]>;
    readonly trainScores: Map<string, number[]>;
    readonly fitTimes: number[];
    readonly scoreTimes: number[];
  };
  for (const fold of foldsFor(model, data, options.cv)) {
    const scored = scoreFold(model, data, fold, names, returnTrainScore);
    for (const [i, name] of names.entries()) {
      result.testScores.get(name)?.push(scored.test[i] ?? Number.NaN);
      result.trainScores.get(name)?.push(scored.train[i] ?? Number.NaN);
    }
    result.fitTimes.push(scored.fitTime);
    result.scoreTimes.push(scored.scoreTime);
  }
  return returnTrainScore ? result : { ...result, trainScores: new Map() };
}

/** `crossValidate` with one scorer: one number per fold. */
export function crossValScore(
  model: Trainable,
  X: TrainingRows,
  y: Target,
  options: Omit<ValidationOptions, "scoring"> & { readonly scoring?: string } = {},
): readonly number[] {
  const [scores = []] = crossValidate(model, X, y, options).testScores.values();
  return scores;
}

/**
 * For each row what the model says that has not learned from it.
 *
 * @returns n labels or numbers, in the order of the rows
 * @see sklearn/model_selection/_validation.py `cross_val_predict`
 */
export function crossValPredict(
  model: Trainable,
  X: TrainingRows,
  y: Target,
  options: Pick<ValidationOptions, "cv"> = {},
): readonly Cell[] {
  const data = selectionData(X, y, model);
  const predicted: Cell[] = new Array(data.rows).fill(null);
  for (const { train, test } of foldsFor(model, data, options.cv)) {
    const { fitted } = model.clone().fitSamples(takeRows(data, train));
    const answers = new Answers(fitted, takeRows(data, test).samples);
    for (const [i, row] of test.entries()) predicted[row] = answers.predicted[i] ?? null;
  }
  return predicted;
}

/** X and y as samples. @throws TRAIN_DATA where y is no plain list of them */
export function selectionData(X: TrainingRows, y: Target, model: Trainable): TrainingData {
  const named = namedSamples(X, model.className);
  const { samples } = named;
  const rows =
    samples.kind === "texts" || samples.kind === "labels" ? samples.values.length : samples.rows;
  const isPlain = !Array.from<unknown>(y as ArrayLike<unknown>).some((value) => {
    return typeof value === "object" && value !== null;
  });
  if (!isPlain || y.length !== rows) {
    throw new PicklejarError("TRAIN_DATA", {
      className: model.className,
      reason: isPlain ? `X has ${rows} rows and y ${y.length}` : "y has rows of its own",
      advice: "Give one label or number per row of X.",
    });
  }
  const target = isClassifier(model) ? y : numberTarget(y, rows, model.className).data;
  return { ...named, rows, target, weights: null };
}

/** The folds of a number or a splitter. */
export function foldsFor(
  model: Trainable,
  { rows, target }: TrainingData,
  cv: number | Splitter = 5,
): readonly Fold[] {
  const y = (target ?? []) as ArrayLike<Cell>;
  if (typeof cv !== "number") return cv.split(rows, y);
  const isStratified = isClassifier(model);
  const splitter = isStratified ? new StratifiedKFold({ nSplits: cv }) : new KFold({ nSplits: cv });
  return splitter.split(rows, y);
}

/** Whether a model learns labels, as far as its class tells. */
export function isClassifier(model: Trainable): boolean {
  return model instanceof Pipeline ? isClassifier(model.last) : model instanceof Classifier;
}

export interface FoldScores {
  /** One per scorer. */
  readonly test: readonly number[];
  /** Empty unless asked for. */
  readonly train: readonly number[];
  /** Seconds. */
  readonly fitTime: number;
  readonly scoreTime: number;
}

/** A clone of the model fitted on one fold, and its scores. */
export function scoreFold(
  model: Trainable,
  data: TrainingData,
  fold: Fold,
  scoring: readonly string[],
  scoresTraining = false,
): FoldScores {
  const scorers = scoring.map(scorerOf);
  const scoresOf = ({ samples, target }: TrainingData): number[] => {
    const answers = new Answers(fitted, samples);
    return scorers.map((scorer) => scorer((target ?? []) as ArrayLike<Cell>, answers));
  };
  const start = performance.now();
  const learned = takeRows(data, fold.train);
  const { fitted } = model.clone().fitSamples(learned);
  const between = performance.now();
  const test = scoresOf(takeRows(data, fold.test));
  const end = performance.now();
  return {
    test,
    train: scoresTraining ? scoresOf(learned) : [],
    fitTime: (between - start) / 1000,
    scoreTime: (end - between) / 1000,
  };
}
