// Rows set apart, to see how a model does on what it has not learned from.

import { PicklejarError } from "../../errors.ts";
import type { Cell } from "../../estimators/samples.ts";
import { permutation, randomNumbers } from "../random.ts";

export interface SplitOptions {
  /** Rows to test with: a share in (0, 1), or how many; 0.25 unless told. */
  readonly testSize?: number;
  /** Seed of the random order; 0 unless told. Not numpy's numbers: other rows than scikit-learn's for the same seed. */
  readonly randomState?: number;
  /** false takes the last rows to test with. */
  readonly shuffle?: boolean;
  /** Labels whose shares are the same in both parts. */
  readonly stratify?: ArrayLike<Cell>;
}

export interface Split<Row, Value> {
  readonly XTrain: Row[];
  readonly XTest: Row[];
  readonly yTrain: Value[];
  readonly yTest: Value[];
}

/**
 * Rows and their y in two parts.
 *
 * @throws TRAIN_DATA for lengths that differ, or a size that leaves one part empty
 * @example
 * const { XTrain, XTest, yTrain, yTest } = trainTestSplit(X, y, { testSize: 0.2 });
 */
export function trainTestSplit<Row, Value>(
  X: readonly Row[],
  y: ArrayLike<Value>,
  options: SplitOptions = {},
): Split<Row, Value> {
  const { testSize = 0.25, randomState = 0, shuffle = true, stratify } = options;
  if (X.length !== y.length || (stratify && stratify.length !== X.length)) {
    throw unsplit(`X has ${X.length} rows and y ${y.length}`, "Give one y per row of X.");
  }
  const count = testSize < 1 ? Math.ceil(testSize * X.length) : testSize;
  if (!Number.isInteger(count) || count < 1 || count >= X.length) {
    throw unsplit(
      `${testSize} of ${X.length} rows leaves a part empty`,
      "Give a share such as 0.25.",
    );
  }
  const tested = stratify
    ? stratified(stratify, count, randomState)
    : chosen(X.length, count, shuffle, randomState);

  const pick = <T>(list: ArrayLike<T>, rows: ArrayLike<number>): T[] => {
    return Array.from(rows, (i) => list[i] as T);
  };
  return {
    XTrain: pick(X, tested.train),
    XTest: pick(X, tested.test),
    yTrain: pick(y, tested.train),
    yTest: pick(y, tested.test),
  };
}

interface Parts {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

function chosen(rows: number, count: number, shuffle: boolean, seed: number): Parts {
  if (!shuffle) {
    const all = Array.from({ length: rows }, (_, i) => i);
    return { train: all.slice(0, rows - count), test: all.slice(rows - count) };
  }
  const order = Array.from(permutation(rows, randomNumbers(seed)));
  return { test: order.slice(0, count), train: order.slice(count) };
}

/** Of every label its share, the rest going to the labels whose share was rounded down most. */
function stratified(labels: ArrayLike<Cell>, count: number, seed: number): Parts {
  const rowsOf = new Map<Cell, number[]>();
  const order = permutation(labels.length, randomNumbers(seed));
  for (const i of order) {
    const label = labels[i] ?? null;
    const rows = rowsOf.get(label);
    if (rows === undefined) rowsOf.set(label, [i]);
    else rows.push(i);
  }
  if ([...rowsOf.values()].some(({ length }) => length < 2)) {
    throw unsplit("a label occurs once", "Each label must be in both parts: give two rows of it.");
  }
  const shares = [...rowsOf.values()].map((rows) => {
    const exact = (rows.length * count) / labels.length;
    return { rows, count: Math.floor(exact), left: exact - Math.floor(exact) };
  });
  let missing = count - shares.reduce((sum, share) => sum + share.count, 0);
  for (const share of [...shares].sort((a, b) => b.left - a.left)) {
    if (missing-- > 0) share.count++;
  }
  const test = shares.flatMap(({ rows, count: own }) => rows.slice(0, own));
  const train = shares.flatMap(({ rows, count: own }) => rows.slice(own));
  return { train, test };
}

function unsplit(reason: string, advice: string): PicklejarError {
  return new PicklejarError("TRAIN_DATA", { className: "trainTestSplit", reason, advice });
}
