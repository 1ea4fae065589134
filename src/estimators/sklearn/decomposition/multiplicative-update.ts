// Weights of a non-negative factorization found by factors: each round multiplies every weight by what the
// rows ask for over what the weights give.

import type { Matrix } from "../../samples.ts";

export interface MultiplicativeUpdate {
  readonly count: number;
  readonly features: number;
  /** count × features, none below 0. */
  readonly components: Float64Array;
  /** The divergence that is made small: 2 for squares, 1 for Kullback-Leibler, 0 for Itakura-Saito. */
  readonly beta: number;
  /** The exponent of each factor, in (0, 1]. */
  readonly gamma: number;
  /** What is smaller than this is divided by as `epsilon`. */
  readonly floor: number;
  readonly rounds: number;
  readonly l1: number;
  readonly l2: number;
}

/** float32's, as upstream has it. */
const epsilon = 2 ** -23;

/** The exponent that keeps the divergence falling. @see Févotte and Idier (2011) */
export function gammaOf(beta: number): number {
  if (beta < 1) return 1 / (2 - beta);
  return beta > 2 ? 1 / (beta - 1) : 1;
}

/**
 * Rounds until ten of them make the divergence little smaller.
 *
 * @returns n × count
 * @see sklearn/decomposition/_nmf.py `_fit_multiplicative_update`
 */
export function multiplicativeRounds(
  x: Matrix,
  update: MultiplicativeUpdate,
  tolerance: number,
): Float64Array {
  const weights = evenWeights(x, update);
  const start = divergence(x, weights, update);
  let previous = start;
  for (let round = 1; round <= update.rounds; round++) {
    multiply(x, weights, update);
    if (update.beta < 1) dropTiny(weights);
    if (tolerance > 0 && round % 10 === 0) {
      const error = divergence(x, weights, update);
      if ((previous - error) / start < tolerance) break;
      previous = error;
    }
  }
  return weights;
}

/**
 * Rounds until the weights themselves change little.
 *
 * @see sklearn/decomposition/_nmf.py `MiniBatchNMF._solve_W`
 */
export function roundsUntilStill(
  x: Matrix,
  update: MultiplicativeUpdate,
  tolerance: number,
): Float64Array {
  const weights = evenWeights(x, update);
  const last = weights.slice();
  for (let round = 0; round < update.rounds; round++) {
    multiply(x, weights, update);
    let [change, size] = [0, 0];
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i] ?? 0;
      change += (weight - (last[i] ?? 0)) ** 2;
      size += weight ** 2;
    }
    if (tolerance > 0 && Math.sqrt(change) / Math.sqrt(size) <= tolerance) break;
    last.set(weights);
  }
  return weights;
}

function evenWeights(x: Matrix, { count }: MultiplicativeUpdate): Float64Array {
  let sum = 0;
  for (const value of x.data) sum += value;
  return new Float64Array(x.rows * count).fill(Math.sqrt(sum / x.data.length / count));
}

function dropTiny(weights: Float64Array): void {
  for (let i = 0; i < weights.length; i++) {
    if ((weights[i] ?? 0) < Number.EPSILON) weights[i] = 0;
  }
}

/** One round, in place. @see sklearn/decomposition/_nmf.py `_multiplicative_update_w` */
function multiply(x: Matrix, weights: Float64Array, update: MultiplicativeUpdate): void {
  const { count, features, components, beta, gamma, floor, l1, l2 } = update;
  const asked = new Float64Array(features);
  const given = new Float64Array(features);
  const factors = new Float64Array(count);
  for (let row = 0; row < x.rows; row++) {
    const own = weights.subarray(row * count, (row + 1) * count);
    for (let j = 0; j < features; j++) {
      const value = x.data[row * features + j] ?? 0;
      const sum = restored(own, update, j);
      const divisor = beta < 2 && sum < floor ? epsilon : sum;
      asked[j] = beta === 2 ? value : value * divisor ** (beta - 2);
      given[j] = (beta < 1 ? divisor : sum) ** (beta - 1);
    }
    for (let k = 0; k < count; k++) {
      let [numerator, denominator] = [0, 0];
      for (let j = 0; j < features; j++) {
        const part = components[k * features + j] ?? 0;
        numerator += part * (asked[j] ?? 0);
        denominator += part * (given[j] ?? 0);
      }
      if (l1 > 0) denominator += l1;
      if (l2 > 0) denominator += l2 * (own[k] ?? 0);
      factors[k] = (numerator / (denominator === 0 ? epsilon : denominator)) ** gamma;
    }
    for (let k = 0; k < count; k++) own[k] = (own[k] ?? 0) * (factors[k] ?? 0);
  }
}

/** What the weights of one row give for one feature. */
function restored(own: Float64Array, update: MultiplicativeUpdate, feature: number): number {
  const { count, features, components } = update;
  let sum = 0;
  for (let k = 0; k < count; k++) sum += (own[k] ?? 0) * (components[k * features + feature] ?? 0);
  return sum;
}

/**
 * √(2 · the beta-divergence of the rows and what the weights give).
 *
 * @see sklearn/decomposition/_nmf.py `_beta_divergence`
 */
function divergence(x: Matrix, weights: Float64Array, update: MultiplicativeUpdate): number {
  const { count, features, beta, floor } = update;
  let result = 0;
  for (let row = 0; row < x.rows; row++) {
    const own = weights.subarray(row * count, (row + 1) * count);
    for (let j = 0; j < features; j++) {
      const value = x.data[row * features + j] ?? 0;
      const sum = restored(own, update, j);
      result += cellDivergence(value, sum, sum < floor ? epsilon : sum, beta);
    }
  }
  const root = 2 * (beta === 2 ? result / 2 : result);
  return Math.sqrt(beta === 2 ? root : Math.max(root, 0));
}

/** @param sum  as the weights give it; `divisor` is the same, kept from 0 */
function cellDivergence(value: number, sum: number, divisor: number, beta: number): number {
  if (beta === 2) return (value - sum) ** 2;
  const counts = value > epsilon;
  const ratio = value / divisor;
  if (beta === 1) return sum - (counts ? value : 0) + (counts ? value * Math.log(ratio) : 0);
  if (beta === 0) return counts ? ratio - Math.log(ratio) - 1 : -1;
  const scaled = counts ? value ** beta - beta * value * divisor ** (beta - 1) : 0;
  return (scaled + sum ** beta * (beta - 1)) / (beta * (beta - 1));
}
