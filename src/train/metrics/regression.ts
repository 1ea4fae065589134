// How far predicted numbers are from the true ones.

import { PicklejarError } from "../../errors.ts";

/**
 * R²: 1 = perfect, 0 = as good as the mean, below 0 = worse.
 *
 * @see sklearn/metrics/_regression.py `r2_score`
 */
export function r2Score(yTrue: ArrayLike<number>, yPred: ArrayLike<number>): number {
  checkLengths(yTrue, yPred);
  const mean = total(yTrue, (value) => value) / yTrue.length;
  const residual = total(yTrue, (value, i) => (value - (yPred[i] ?? 0)) ** 2);
  const variance = total(yTrue, (value) => (value - mean) ** 2);
  if (variance === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / variance;
}

/** The mean distance, in y's unit. */
export function meanAbsoluteError(yTrue: ArrayLike<number>, yPred: ArrayLike<number>): number {
  checkLengths(yTrue, yPred);
  return total(yTrue, (value, i) => Math.abs(value - (yPred[i] ?? 0))) / yTrue.length;
}

/** The mean of the squared distances, in y's unit squared. */
export function meanSquaredError(yTrue: ArrayLike<number>, yPred: ArrayLike<number>): number {
  checkLengths(yTrue, yPred);
  return total(yTrue, (value, i) => (value - (yPred[i] ?? 0)) ** 2) / yTrue.length;
}

/** The root of the mean squared distance, in y's unit. */
export function rootMeanSquaredError(yTrue: ArrayLike<number>, yPred: ArrayLike<number>): number {
  return Math.sqrt(meanSquaredError(yTrue, yPred));
}

function total(values: ArrayLike<number>, term: (value: number, i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += term(values[i] ?? 0, i);
  return sum;
}

/** @throws TRAIN_DATA */
export function checkLengths(yTrue: ArrayLike<unknown>, yPred: ArrayLike<unknown>): void {
  if (yTrue.length === yPred.length && yTrue.length > 0) return;
  throw new PicklejarError("TRAIN_DATA", {
    className: "The score",
    reason: `there are ${yTrue.length} true values and ${yPred.length} predicted ones`,
    advice: "Give one prediction per true value.",
  });
}
