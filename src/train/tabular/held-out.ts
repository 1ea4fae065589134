// Rows that nothing is learned from and nothing is chosen by, until the chosen model is scored on them.

import type { Cell } from "../../estimators/samples.ts";
import { Answers } from "../model-selection/answers.ts";
import { type Fold, KFold, StratifiedKFold } from "../model-selection/folds.ts";
import { takeRows } from "../model-selection/rows.ts";
import { scorerOf } from "../model-selection/scorers.ts";
import type { Trainable } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";
import { baseline, type Family } from "./families.ts";
import type { Metrics } from "./metrics.ts";
import type { Task } from "./target-column.ts";

export interface HeldOut {
  readonly rows: number;
  readonly scores: ReadonlyMap<string, number>;
  /** Whether the score that decides is better than that of the baseline on the same rows. */
  readonly beatsBaseline: boolean;
}

// With fewer rows, a part of them says less than the folds do.
const fewestToHoldOut = 100;
const mostHeldOut = 20_000;

/** A fifth of the rows, never more than a model needs to be judged by; null where there are few. */
export function heldOutParts(
  { rows, target }: TrainingData,
  task: Task,
  seed: number,
): Fold | null {
  if (rows < fewestToHoldOut) return null;
  const options = {
    nSplits: Math.max(5, Math.ceil(rows / mostHeldOut)),
    shuffle: true,
    randomState: seed + 1,
  };
  const y = (target ?? []) as ArrayLike<Cell>;
  const [first = null] =
    task === "regression"
      ? new KFold(options).split(rows)
      : new StratifiedKFold(options).split(rows, y);
  return first;
}

interface Scoring {
  /** The chosen family unless told. */
  readonly fit: (data: TrainingData, family?: Family) => Trainable;
  readonly data: TrainingData;
  readonly parts: Fold;
  readonly metrics: Metrics;
  readonly tried: readonly Family[];
}

/** Scores of a model that has learned from the other rows only; it and the rows are given back. */
export function scoreHeldOut({ fit, data, parts, metrics, tried }: Scoring): {
  readonly model: Trainable;
  readonly data: TrainingData;
  readonly heldOut: HeldOut;
} {
  const learned = takeRows(data, parts.train);
  const held = takeRows(data, parts.test);
  const model = fit(learned);
  const scores = scoresOf(model, held, metrics.told);
  const dummy = tried.find(({ name }) => name === baseline);
  const bar = dummy === undefined ? null : scoresOf(fit(learned, dummy), held, metrics.told);
  const own = scores.get(metrics.deciding) ?? Number.NaN;
  const least = bar?.get(metrics.deciding) ?? Number.NEGATIVE_INFINITY;
  return {
    model,
    data: held,
    heldOut: { rows: held.rows, scores, beatsBaseline: !(own <= least) },
  };
}

function scoresOf(
  { fitted }: Trainable,
  { samples, target }: TrainingData,
  names: readonly string[],
): ReadonlyMap<string, number> {
  const answers = new Answers(fitted, samples);
  const y = (target ?? []) as ArrayLike<Cell>;
  return new Map(names.map((name) => [name, scorerOf(name)(y, answers)]));
}
