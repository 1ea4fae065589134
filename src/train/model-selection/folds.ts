// Folds: each row is in the test set of one of them, and learned from in all others.

import { PicklejarError } from "../../errors.ts";
import type { Cell } from "../../estimators/samples.ts";
import { permutation, type RandomNumbers, randomNumbers } from "../random.ts";

/** Rows to learn from and rows to test with, by number. */
export interface Fold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** How rows are put into folds. */
export interface Splitter {
  /**
   * @param rows  how many there are
   * @param y     one label or number per row, for splitters that look at them
   * @throws TRAIN_DATA for too few rows
   */
  split(rows: number, y: ArrayLike<Cell>): readonly Fold[];
}

export interface FoldOptions {
  /** How many; 5 unless told. */
  readonly nSplits?: number;
  /** Whether rows are put into a random order first; false unless told. The order is not numpy's. */
  readonly shuffle?: boolean;
  /** Seed of the order; 0 unless told. */
  readonly randomState?: number;
}

/**
 * Consecutive rows make a fold: without `shuffle` the folds that scikit-learn makes.
 *
 * @see sklearn/model_selection/_split.py `KFold._iter_test_indices`
 */
export class KFold implements Splitter {
  readonly #options: FoldOptions;

  /** @throws TRAIN_PARAMETER */
  constructor(options: FoldOptions = {}) {
    checkCount("KFold", options);
    this.#options = options;
  }

  split(rows: number): readonly Fold[] {
    const { nSplits = 5, shuffle = false, randomState = 0 } = this.#options;
    if (rows < nSplits) throw tooFew("KFold", `${rows} rows make no ${nSplits} folds`);
    const foldOf = new Int32Array(rows);
    const order = shuffle ? permutation(rows, randomNumbers(randomState)) : null;
    for (let k = 0, at = 0; k < nSplits; k++) {
      const size = Math.floor(rows / nSplits) + (k < rows % nSplits ? 1 : 0);
      for (const end = at + size; at < end; at++) foldOf[order?.[at] ?? at] = k;
    }
    return foldsOf(foldOf, nSplits);
  }
}

/**
 * Folds with the same shares of labels: without `shuffle` those that scikit-learn makes.
 *
 * @see sklearn/model_selection/_split.py `StratifiedKFold._make_test_folds`
 */
export class StratifiedKFold implements Splitter {
  readonly #options: FoldOptions;

  /** @throws TRAIN_PARAMETER */
  constructor(options: FoldOptions = {}) {
    checkCount("StratifiedKFold", options);
    this.#options = options;
  }

  split(rows: number, y: ArrayLike<Cell>): readonly Fold[] {
    const { nSplits = 5, shuffle = false, randomState = 0 } = this.#options;
    const { codes, counts } = codesByAppearance(y, rows);
    if (counts.every((count) => count < nSplits)) {
      throw tooFew("StratifiedKFold", `no label has ${nSplits} rows, one for each fold`);
    }
    const random = shuffle ? randomNumbers(randomState) : null;
    const queues = allocate(counts, nSplits).map((sizes) => {
      const folds = sizes.flatMap((size, k) => new Array<number>(size).fill(k));
      return random === null ? folds : shuffled(folds, random);
    });
    const met = new Int32Array(counts.length);
    const foldOf = codes.map((code) => {
      const place = met[code] ?? 0;
      met[code] = place + 1;
      return queues[code]?.[place] ?? 0;
    });
    return foldsOf(foldOf, nSplits);
  }
}

/** For each label how many of its rows are in each fold, as if sorted rows were dealt like cards. */
function allocate(counts: readonly number[], nSplits: number): number[][] {
  let start = 0;
  return counts.map((count) => {
    const sizes = new Array<number>(nSplits).fill(0);
    const first = start % nSplits;
    for (let k = 0; k < nSplits; k++) {
      const turn = (k - first + nSplits) % nSplits;
      sizes[k] = Math.max(0, Math.ceil((count - turn) / nSplits));
    }
    start += count;
    return sizes;
  });
}

/** Labels by number, in the order in which they appear. */
function codesByAppearance(
  y: ArrayLike<Cell>,
  rows: number,
): { readonly codes: Int32Array; readonly counts: readonly number[] } {
  const codeOf = new Map<Cell, number>();
  const counts: number[] = [];
  const codes = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    const label = y[i] ?? null;
    const code = codeOf.get(label) ?? codeOf.size;
    if (code === codeOf.size) codeOf.set(label, code);
    counts[code] = (counts[code] ?? 0) + 1;
    codes[i] = code;
  }
  return { codes, counts };
}

function shuffled(values: readonly number[], random: RandomNumbers): number[] {
  return Array.from(permutation(values.length, random), (i) => values[i] ?? 0);
}

function foldsOf(foldOf: Int32Array, nSplits: number): readonly Fold[] {
  const rows = Int32Array.from(foldOf.keys());
  return Array.from({ length: nSplits }, (_, k) => ({
    train: rows.filter((row) => foldOf[row] !== k),
    test: rows.filter((row) => foldOf[row] === k),
  }));
}

function checkCount(className: string, { nSplits = 5 }: FoldOptions): void {
  if (Number.isInteger(nSplits) && nSplits >= 2 && nSplits <= 100_000) return;
  throw new PicklejarError("TRAIN_PARAMETER", {
    className,
    parameter: "nSplits",
    reason: `${nSplits} is no number of folds`,
    advice: "Give a whole number from 2 on.",
  });
}

function tooFew(className: string, reason: string): PicklejarError {
  return new PicklejarError("TRAIN_DATA", {
    className,
    reason,
    advice: "Give more rows, or make fewer folds.",
  });
}
