// A search for parameters: every combination is cross-validated, and the best one learns from all rows.

import { PicklejarError } from "../../errors.ts";
import type { ParameterChanges } from "../parameter-paths.ts";
import type { Trainable } from "../trainable.ts";
import type { Target, TrainingRows } from "../training-data.ts";
import {
  foldsFor,
  isClassifier,
  scoreFold,
  selectionData,
  type ValidationOptions,
} from "./cross-validate.ts";

/** Values to try by path: `{ model__C: [0.1, 1, 10] }`; several such are searched one after the other. */
export type ParameterGrid = Readonly<Record<string, readonly unknown[]>>;

export interface GridSearchOptions extends Pick<ValidationOptions, "cv"> {
  /** One scorer by scikit-learn's name. */
  readonly scoring?: string;
}

/** One combination of parameters, and how it did. */
export interface GridResult {
  readonly params: ParameterChanges;
  /** One per fold. */
  readonly scores: readonly number[];
  readonly meanScore: number;
  /** Of the folds' scores: population standard deviation, as scikit-learn's. */
  readonly stdScore: number;
  /** 1 = the best; equally good ones share a rank. */
  readonly rank: number;
}

export interface GridSearchResult<Model extends Trainable> {
  /** Fitted on all rows: to answer, and to save. */
  readonly bestModel: Model;
  readonly bestParams: ParameterChanges;
  readonly bestScore: number;
  /** In the order of scikit-learn's `cv_results_`. */
  readonly results: readonly GridResult[];
}

// More fits than this are a mistake in the grid, not a search.
const maxCandidates = 100_000;

/**
 * Tries every combination of parameters by cross-validation.
 *
 * @param model  learns nothing itself; parts of it by path, as `model__C` of a pipeline's step `model`
 * @throws TRAIN_PARAMETER for names that there are not and for a grid without values, TRAIN_DATA
 * @see sklearn/model_selection/_search.py `GridSearchCV.fit`
 * @example
 * const { bestModel, bestParams } = gridSearch(pipeline, { model__C: [0.1, 1, 10] }, X, y);
 * await save(bestModel, "model.pkl");
 */
export function gridSearch<Model extends Trainable>(
  model: Model,
  grid: ParameterGrid | readonly ParameterGrid[],
  X: TrainingRows,
  y: Target,
  options: GridSearchOptions = {},
): GridSearchResult<Model> {
  const candidates = combinations(grid);
  const data = selectionData(X, y, model);
  const folds = foldsFor(model, data, options.cv);
  const scoring = options.scoring ?? (isClassifier(model) ? "accuracy" : "r2");
  const tried = candidates.map((params) => {
    const candidate = model.clone(params);
    const scores = folds.map((fold) => scoreFold(candidate, data, fold, [scoring]).test[0] ?? NaN);
    return { params, scores, ...summary(scores) };
  });
  const results = tried.map((result) => ({
    ...result,
    rank: 1 + tried.filter(({ meanScore }) => meanScore > result.meanScore).length,
  }));
  const best = results.find(({ rank, meanScore }) => rank === 1 && !Number.isNaN(meanScore));
  if (best === undefined) {
    throw new PicklejarError("TRAIN_DATA", {
      className: "gridSearch",
      reason: `${scoring} is not defined on these folds`,
      advice: "Give more rows, fewer folds, or another scorer.",
    });
  }
  const bestModel = model.clone(best.params);
  bestModel.fitSamples(data);
  return { bestModel, bestParams: best.params, bestScore: best.meanScore, results };
}

export function summary(scores: readonly number[]): {
  readonly meanScore: number;
  readonly stdScore: number;
} {
  const meanScore = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const squares = scores.reduce((sum, score) => sum + (score - meanScore) ** 2, 0);
  return { meanScore, stdScore: Math.sqrt(squares / scores.length) };
}

/**
 * All combinations, the last name's values changing fastest.
 *
 * @see sklearn/model_selection/_search.py `ParameterGrid.__iter__`: names in alphabetical order
 */
function combinations(grid: ParameterGrid | readonly ParameterGrid[]): readonly ParameterChanges[] {
  const grids = Array.isArray(grid) ? (grid as readonly ParameterGrid[]) : [grid as ParameterGrid];
  const all: ParameterChanges[] = [];
  for (const one of grids) {
    const names = Object.keys(one).sort();
    const count = names.reduce((product, name) => product * (one[name]?.length ?? 0), 1);
    if (count === 0 || all.length + count > maxCandidates) throw unsearchable(count);
    for (let i = 0; i < count; i++) {
      let left = i;
      const pairs = names.toReversed().map((name): [string, unknown] => {
        const values = one[name] ?? [];
        const value = values[left % values.length];
        left = Math.floor(left / values.length);
        return [name, value];
      });
      all.push(Object.fromEntries(pairs.toReversed()));
    }
  }
  return all;
}

function unsearchable(count: number): PicklejarError {
  return new PicklejarError("TRAIN_PARAMETER", {
    className: "gridSearch",
    parameter: "grid",
    reason: count === 0 ? "a parameter has no values" : `it has ${count} combinations`,
    advice: `Give lists of values, at most ${maxCandidates} combinations together.`,
  });
}
