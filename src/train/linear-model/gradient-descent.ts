// Stochastic gradient descent: a step after each row, in an order that is shuffled again for each pass.

import { MersenneTwister } from "../../estimators/mersenne-twister.ts";
import type { PointLoss } from "./point-losses.ts";
import { ScaledWeights } from "./scaled-weights.ts";

/** Rows one after the other: the numbers of row i are `values[starts[i]]` to `values[starts[i + 1] − 1]`. */
export interface GradientRows {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
  readonly starts: Int32Array;
  /** The columns of sparse numbers; null: every row has all columns in their order. */
  readonly indices: Int32Array | null;
}

export interface Descent {
  readonly loss: PointLoss;
  readonly penalty: "l2" | "l1" | "elasticnet" | null;
  readonly alpha: number;
  readonly l1Ratio: number;
  readonly fitIntercept: boolean;
  readonly maxIter: number;
  /** null: all passes are made. */
  readonly tol: number | null;
  readonly shuffle: boolean;
  readonly learningRate: "constant" | "optimal" | "invscaling" | "adaptive";
  readonly eta0: number;
  readonly powerT: number;
  readonly nIterNoChange: number;
}

/** y for each row, and what its steps are multiplied by. */
export interface DescentTarget {
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  /** For y above 0, and for the others. */
  readonly positiveWeight: number;
  readonly negativeWeight: number;
}

export interface Descended {
  readonly weights: Float64Array;
  readonly intercept: number;
  /** Passes that were made. */
  readonly passes: number;
  /** false where a number has left the range of floats. */
  readonly isFinite: boolean;
}

/** Steps of sparse rows move the intercept less. @see sklearn/linear_model/_base.py `SPARSE_INTERCEPT_DECAY` */
const sparseDecay = 0.01;

const largestSlope = 1e12;

/** @see sklearn/linear_model/_sgd_fast.pyx `_plain_sgd` (1.9) @param shuffleSeed  in [0, 2³¹ − 1) */
export function descend(
  rows: GradientRows,
  target: DescentTarget,
  descent: Descent,
  shuffleSeed: number,
): Descended {
  const { loss, alpha, learningRate, penalty } = descent;
  const { starts, values, indices } = rows;
  const order = Int32Array.from({ length: rows.rows }, (_, i) => i);
  const w = new ScaledWeights(rows.columns);
  const share = l1Share(descent);
  const paid = share > 0 ? new Float64Array(rows.columns) : null;
  const decay = indices === null ? 1 : sparseDecay;
  const start = optimalStart(descent);
  let [intercept, eta, t, owed, unchanged] = [0, descent.eta0, 1, 0, 0];
  let best = Number.POSITIVE_INFINITY;
  for (let pass = 1; pass <= descent.maxIter; pass++) {
    if (descent.shuffle) shuffle(order, shuffleSeed);
    let objective = 0;
    for (const row of order) {
      const y = target.y[row] ?? 0;
      const [from, to] = [starts[row] ?? 0, starts[row + 1] ?? 0];
      const p = w.dot(values, indices, from, to) + intercept;
      if (learningRate === "optimal") eta = 1 / (alpha * (start + t - 1));
      else if (learningRate === "invscaling") eta = descent.eta0 / t ** descent.powerT;
      objective += loss.loss(y, p);
      if (penalty !== null)
        objective += alpha * ((1 - share) * 0.5 * w.squares + share * w.absolutes);
      const slope = Math.max(-largestSlope, Math.min(largestSlope, loss.slope(y, p)));
      const weight = y > 0 ? target.positiveWeight : target.negativeWeight;
      const step = -eta * slope * (weight * (target.weights?.[row] ?? 1));
      if (penalty !== null) w.scale(Math.max(0, 1 - (1 - share) * eta * alpha));
      if (step !== 0) {
        w.add(values, indices, from, to, step);
        if (descent.fitIntercept) intercept += step * decay;
      }
      if (paid !== null) {
        owed += share * eta * alpha;
        w.shrink(paid, indices, from, to, owed);
      }
      t++;
    }
    const mean = objective / rows.rows;
    if (!Number.isFinite(intercept) || !w.isFinite()) {
      return { weights: w.finish(), intercept, passes: pass, isFinite: false };
    }
    unchanged = descent.tol !== null && mean > best - descent.tol ? unchanged + 1 : 0;
    best = Math.min(best, mean);
    if (unchanged < descent.nIterNoChange) continue;
    if (learningRate !== "adaptive" || eta <= 1e-6) {
      return { weights: w.finish(), intercept, passes: pass, isFinite: true };
    }
    eta /= 5;
    unchanged = 0;
  }
  return { weights: w.finish(), intercept, passes: descent.maxIter, isFinite: true };
}

/** The part of the penalty that is of absolute values. */
function l1Share({ penalty, l1Ratio }: Descent): number {
  if (penalty === "l1") return 1;
  return penalty === "elasticnet" ? l1Ratio : 0;
}

/** Where "optimal" begins to count. @see Bottou 2012, Stochastic Gradient Descent Tricks */
function optimalStart({ learningRate, alpha, loss }: Descent): number {
  if (learningRate !== "optimal") return 0;
  const typical = Math.sqrt(1 / Math.sqrt(alpha));
  const eta = typical / Math.max(1, loss.slope(1, -typical));
  return 1 / (eta * alpha);
}

/**
 * The seed that orders the rows.
 *
 * @param seed    of `RandomState(seed)`
 * @param drawn   seeds that upstream draws before it, for what does not use them
 * @see sklearn/linear_model/_stochastic_gradient.py `fit_binary` (one, for `make_dataset`), `_fit_regressor`
 */
export function shuffleSeed(seed: number, drawn: 0 | 1): number {
  const random = new MersenneTwister(seed);
  if (drawn === 1) randomBelow(random, 2 ** 31 - 2);
  return randomBelow(random, 2 ** 31 - 1);
}

/** @see numpy/random/mtrand.pyx `RandomState.randint`: the first of 31 bits that is small enough */
export function randomBelow(random: MersenneTwister, below: number): number {
  for (;;) {
    const value = random.next() & 0x7fffffff;
    if (value < below) return value;
  }
}

/** Fisher & Yates, with the numbers of an xorshift. @see sklearn/utils/_random.pxd `our_rand_r` */
function shuffle(order: Int32Array, seed: number): void {
  let state = seed === 0 ? 1 : seed;
  const n = order.length;
  for (let i = 0; i < n - 1; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const j = i + (((state >>> 0) % 2 ** 31) % (n - i));
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
}
