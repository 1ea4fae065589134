// Families tried by cross-validation within a time, and the choice among them.

import { PicklejarError } from "../../errors.ts";
import { scoreFold } from "../model-selection/cross-validate.ts";
import { type Fold, KFold, StratifiedKFold } from "../model-selection/folds.ts";
import { takeRows } from "../model-selection/rows.ts";
import { permutation, randomNumbers } from "../random.ts";
import type { TrainingData } from "../training-data.ts";
import type { Column } from "./column-kind.ts";
import { baseline, type Family, modelOf } from "./families.ts";
import type { Metrics } from "./metrics.ts";
import { preparedWidth } from "./preparation.ts";
import type { Task } from "./target-column.ts";

/** How one family did. */
export interface Trial {
  readonly family: Family;
  /** By metric, one number per fold; empty where it was not tried. */
  readonly scores: ReadonlyMap<string, readonly number[]>;
  /** Seconds of one fit, on average. */
  readonly fitTime: number;
  /** Why it was not tried, or not to the end; null where it was. */
  readonly skipped: string | null;
}

export interface TrialPlan {
  readonly data: TrainingData;
  readonly features: readonly Column[];
  readonly task: Task;
  readonly metrics: Metrics;
  readonly seed: number;
  /** Seconds for all families together. */
  readonly budget: number;
  /** Told before each fit: for people who wait. */
  readonly onStep: (step: string) => void;
}

// Of more rows, a part tells as well which family fits.
const mostRows = 20_000;
const pilotRows = 2000;
// Of many rows a fit takes less than so many times that of a few; what takes longer all the same ends between two folds.
const overestimate = 2;
// Columns that a tree looks at one by one.
const mostTreeColumns = 1500;
const mostTreeCells = 40_000_000;

/** Tries families in their order. */
export function tryFamilies(families: readonly Family[], plan: TrialPlan): readonly Trial[] {
  const end = performance.now() + 1000 * plan.budget;
  const sample = sampleOf(plan.data, plan.seed);
  const folds = shuffledFolds(sample, plan.task, plan.seed);
  return families.map((family) => {
    const own = performance.now();
    try {
      return tryFamily(family, { ...plan, data: sample }, folds, end);
    } catch (error) {
      // One family that cannot learn from these columns is no reason to learn nothing.
      if (!(error instanceof PicklejarError) || families.length <= 2) throw error;
      const fitTime = (performance.now() - own) / 1000;
      return { family, scores: new Map(), fitTime, skipped: error.message };
    }
  });
}

function tryFamily(family: Family, plan: TrialPlan, folds: readonly Fold[], end: number): Trial {
  const { data, features, seed, metrics } = plan;
  const skip = (skipped: string, fitTime = 0): Trial => {
    return { family, scores: new Map(), fitTime, skipped };
  };
  const width = preparedWidth(features, family.sparse);
  if (!family.sparse && (width > mostTreeColumns || width * data.rows > mostTreeCells)) {
    return skip(`texts and categories make about ${width} columns, too many for it`);
  }
  const learnedRows = folds[0]?.train.length ?? data.rows;
  const isFirst = family.name === baseline;
  if (!isFirst && learnedRows > 2 * pilotRows) {
    const seconds = pilotTime(family, plan, learnedRows) * (learnedRows / pilotRows) * folds.length;
    const left = (end - performance.now()) / 1000;
    if (seconds > overestimate * left) return skip(`it would take about ${Math.ceil(seconds)} s`);
  }
  const scores = new Map<string, number[]>(metrics.told.map((name) => [name, []]));
  let fitTime = 0;
  for (const [k, fold] of folds.entries()) {
    if (!isFirst && performance.now() > end) {
      return skip(
        `the time was over after ${k} of ${folds.length} folds`,
        fitTime / Math.max(1, k),
      );
    }
    plan.onStep(`${family.name}: fold ${k + 1} of ${folds.length}`);
    const model = modelOf(family, { features, rows: fold.train.length, seed });
    const scored = scoreFold(model, data, fold, metrics.told);
    for (const [i, name] of metrics.told.entries()) scores.get(name)?.push(scored.test[i] ?? NaN);
    fitTime += scored.fitTime;
  }
  return { family, scores, fitTime: fitTime / folds.length, skipped: null };
}

/** Seconds of a fit of a few rows, of the model that is made for many. */
function pilotTime(
  family: Family,
  { data, features, seed, onStep }: TrialPlan,
  learnedRows: number,
): number {
  onStep(`${family.name}: how long it takes`);
  const rows = permutation(data.rows, randomNumbers(seed)).subarray(0, pilotRows);
  const start = performance.now();
  modelOf(family, { features, rows: learnedRows, seed }).fitSamples(takeRows(data, rows));
  return (performance.now() - start) / 1000;
}

function sampleOf(data: TrainingData, seed: number): TrainingData {
  if (data.rows <= mostRows) return data;
  return takeRows(data, permutation(data.rows, randomNumbers(seed)).slice(0, mostRows));
}

/** Five folds in a random order, or fewer where there are few rows. */
function shuffledFolds({ rows, target }: TrainingData, task: Task, seed: number): readonly Fold[] {
  const shuffle = { shuffle: true, randomState: seed };
  if (task === "regression") {
    return new KFold({ nSplits: Math.min(5, Math.floor(rows / 2)), ...shuffle }).split(rows);
  }
  const y = (target ?? []) as ArrayLike<string>;
  const counts = new Map<unknown, number>();
  for (let i = 0; i < y.length; i++) counts.set(y[i], (counts.get(y[i]) ?? 0) + 1);
  const nSplits = Math.max(2, Math.min(5, ...counts.values()));
  return new StratifiedKFold({ nSplits, ...shuffle }).split(rows, y);
}

/** Means and spreads over folds. */
export interface Summary {
  readonly mean: number;
  /** Sample standard deviation of the folds. */
  readonly deviation: number;
  /** Standard error of the mean. */
  readonly error: number;
}

export function summarize(scores: readonly number[]): Summary {
  const n = scores.length;
  const mean = scores.reduce((sum, score) => sum + score, 0) / n;
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  const deviation = n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN;
  return { mean, deviation, error: deviation / Math.sqrt(n) };
}

export interface Choice {
  readonly trial: Trial;
  /** The best by its mean alone. */
  readonly best: Trial;
  /** Whether it is better than the baseline by more than one standard error. */
  readonly beatsBaseline: boolean;
}

/**
 * The simplest family whose mean is within one standard error of the best one's.
 *
 * @param trials  the simplest first; the baseline is never chosen
 * @throws TRAIN_TABLE where no family was tried to the end
 * @see Breiman, Friedman, Olshen & Stone, "Classification and Regression Trees" (1984), 3.4.3
 */
export function choose(trials: readonly Trial[], metric: string, file: string): Choice {
  const scored = trials.flatMap((trial) => {
    const scores = trial.scores.get(metric) ?? [];
    return scores.length > 0 ? [{ trial, ...summarize(scores) }] : [];
  });
  const [dummy] = scored.filter(({ trial }) => trial.family.name === baseline);
  const tried = scored.filter(
    ({ trial, mean }) => trial.family.name !== baseline && !Number.isNaN(mean),
  );
  const [first, ...others] = tried;
  if (first === undefined) {
    const reasons = trials.flatMap(({ family, skipped }) =>
      skipped === null ? [] : [`${family.name}: ${skipped}`],
    );
    throw new PicklejarError("TRAIN_TABLE", {
      file,
      reason: `no model could be tried (${reasons.join("; ") || "no score is defined"})`,
      advice: "Give more time with --budget, fewer columns with --drop, or more rows.",
    });
  }
  const best = others.reduce((most, one) => (one.mean > most.mean ? one : most), first);
  const limit = best.mean - (Number.isNaN(best.error) ? 0 : best.error);
  const chosen = tried.find(({ mean }) => mean >= limit) ?? best;
  const bar = dummy === undefined ? Number.NEGATIVE_INFINITY : dummy.mean + (dummy.error || 0);
  return { trial: chosen.trial, best: best.trial, beatsBaseline: chosen.mean > bar };
}
