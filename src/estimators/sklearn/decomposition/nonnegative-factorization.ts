// NMF and MiniBatchNMF: the weights, none below 0, whose sums of components come nearest to the rows. They are
// found step by step for all rows together, and the steps end when the whole matrix changes little.

import { scalarNumber } from "../../attribute-values.ts";
import type { Estimator } from "../../estimator.ts";
import { denseNumbers, type NumberRule, numbers, wrongKind } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import { MersenneTwister } from "../../mersenne-twister.ts";
import type { Matrix, Samples, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { productsOf } from "./component-products.ts";
import {
  gammaOf,
  type MultiplicativeUpdate,
  multiplicativeRounds,
  roundsUntilStill,
} from "./multiplicative-update.ts";
import { type Components, combine, projector, readComponents } from "./projection.ts";

/** Multiplications for one row, more of which would take seconds. */
const maxWork = 2 ** 31;

/** How much weights cost: by their sum, and by their squares. */
interface Penalty {
  readonly l1: number;
  readonly l2: number;
}

/** @see sklearn/decomposition/_nmf.py `NMF.transform` */
export function readNmf(state: State): Estimator {
  const components = readFactors(state);
  const solver = state.option("solver", ["cd", "mu", "pg"], "cd");
  if (solver === "pg") throw state.unsupported("solver='pg', as before 0.19");
  const penalty = readPenalty(state, components.features);
  const beta = readBeta(state);
  const rounds = state.integer("max_iter", 0, Number.MAX_SAFE_INTEGER, 200);
  const tolerance = state.number("tol", 1e-4);
  if (solver === "mu") {
    const update = readUpdate(state, components, { beta, penalty, rounds });
    return factorization(state, components, (samples, rule) => {
      const x = notNegative(denseNumbers(samples, rule), rule, beta);
      return multiplicativeRounds(x, update, tolerance);
    });
  }
  const seed = state.boolean("shuffle", false) ? readSeed(state) : null;
  checkWork(state, rounds * components.count ** 2);
  const products = productsOf(state, components, { diagonal: penalty.l2 });
  const map = {
    coefficients: components.data,
    intercepts: new Float64Array(components.count).fill(-penalty.l1),
    features: components.features,
  };
  return factorization(state, components, (samples, rule) => {
    const x = notNegative(numbers(samples, rule), rule, beta);
    return coordinateDescent(linearScores(x, map), products, { rounds, tolerance, seed });
  });
}

/** @see sklearn/decomposition/_nmf.py `MiniBatchNMF.transform`, `_solve_W` */
export function readMiniBatchNmf(state: State): Estimator {
  const components = readFactors(state);
  const penalty = readPenalty(state, components.features);
  const limit = state.isSet("transform_max_iter") ? "transform_max_iter" : "max_iter";
  const rounds = state.integer(limit, 1, Number.MAX_SAFE_INTEGER);
  const update = readUpdate(state, components, { beta: readBeta(state), penalty, rounds });
  const tolerance = state.number("tol");
  return factorization(state, components, (samples, rule) =>
    roundsUntilStill(denseNumbers(samples, rule), update, tolerance),
  );
}

/** The seed of a random order. Without any, scikit-learn draws another one each time: here it is always the same. */
function readSeed(state: State): number {
  return state.isSet("random_state") ? state.integer("random_state", 0, 2 ** 32 - 1) : 0;
}

function factorization(
  state: State,
  components: Components,
  solve: (samples: Samples, rule: NumberRule) => Float64Array,
): Estimator {
  const { count, features } = components;
  const rule: NumberRule = { className: state.className, inputs: state.numberInputs(features) };
  const estimator = projector(state, {
    rule,
    width: count,
    project: (samples) => solve(samples, rule),
    restore: (x) => combine(x, components),
  });
  return { ...estimator, rowsTogether: true };
}

function readFactors(state: State): Components {
  const components = readComponents(state);
  if (components.count < 1) throw state.mismatch("components_", "at least one", "none");
  let largest = 0;
  for (const value of components.data) {
    if (value < 0) throw state.mismatch("components_", "not below 0", String(value));
    largest = Math.max(largest, value);
  }
  if (largest === 0) throw state.invalid("components_ is full of zeros");
  return components;
}

function readUpdate(
  state: State,
  { count, features, data }: Components,
  settings: { readonly beta: number; readonly penalty: Penalty; readonly rounds: number },
): MultiplicativeUpdate {
  const { beta, penalty, rounds } = settings;
  checkWork(state, rounds * count * features);
  // Since 1.3 small numbers are as little divided by as zeros.
  const floor = versionAtLeast(state.writtenBy, "1.3") ? 2 ** -23 : Number.MIN_VALUE;
  return {
    count,
    features,
    components: data,
    beta,
    gamma: gammaOf(beta),
    floor,
    rounds,
    ...penalty,
  };
}

function checkWork(state: State, multiplications: number): void {
  if (multiplications > maxWork) {
    throw state.unsupported(`steps of ${multiplications} multiplications for each row`);
  }
}

/** `beta_loss` as a number. */
function readBeta(state: State): number {
  const value = state.optional("beta_loss") ?? 2;
  const number = scalarNumber(value);
  if (number !== undefined && Number.isFinite(number)) return number;
  const losses = ["itakura-saito", "kullback-leibler", "frobenius"] as const;
  return losses.indexOf(state.option("beta_loss", losses));
}

/**
 * What weights cost. Since 1.0 `alpha_W` counts once per feature; before there was one `alpha` for both
 * factors, as long as 1.1 where nothing else is set.
 */
function readPenalty(state: State, features: number): Penalty {
  const ratio = state.number("l1_ratio", 0);
  const alpha = state.number("alpha_W", 0);
  const other = state.optional("alpha_H") ?? "same";
  const former = scalarNumber(state.optional("alpha"));
  if (former !== undefined && alpha === 0 && other === "same") {
    const held = state.optional("regularization");
    const counts =
      held === undefined || ["both", "transformation", "deprecated"].includes(String(held));
    return counts ? { l1: former * ratio, l2: former * (1 - ratio) } : { l1: 0, l2: 0 };
  }
  return { l1: features * alpha * ratio, l2: features * alpha * (1 - ratio) };
}

function notNegative<T extends Matrix | SparseMatrix>(x: T, rule: NumberRule, beta: number): T {
  let least = Infinity;
  for (const value of x.kind === "dense" ? x.data : x.values) least = Math.min(least, value);
  if (least < 0) throw wrongKind(rule, "numbers from 0 on", String(least));
  const hasZero = least === 0 || (x.kind === "sparse" && x.values.length < x.rows * x.columns);
  if (beta <= 0 && hasZero) throw wrongKind(rule, "numbers above 0", "0");
  return x;
}

/**
 * Weights from 0 on, each set to its best in turn until a whole round gains little.
 *
 * @param scores    n × count: the rows times the components
 * @param products  count × count: the components times each other
 * @see sklearn/decomposition/_cdnmf_fast.pyx `_update_cdnmf_fast`
 */
function coordinateDescent(
  scores: Float64Array,
  products: Float64Array,
  { rounds, tolerance, seed }: DescentOptions,
): Float64Array {
  const weights = new Float64Array(scores.length);
  const count = Math.sqrt(products.length);
  const random = seed === null ? null : new MersenneTwister(seed);
  const fixed = Int32Array.from({ length: count }, (_, k) => k);
  let first = 0;
  for (let round = 0; round < rounds; round++) {
    const violation = descend(weights, scores, products, random?.permutation(count) ?? fixed);
    if (round === 0) first = violation;
    if (first === 0 || violation / first <= tolerance) break;
  }
  return weights;
}

interface DescentOptions {
  readonly rounds: number;
  readonly tolerance: number;
  /** Of the components' order, another one in each round; null for their own. */
  readonly seed: number | null;
}

/**
 * One round over all weights, in place.
 *
 * @param order  of the components
 * @returns      how far the gradients were from 0
 */
function descend(
  weights: Float64Array,
  scores: Float64Array,
  products: Float64Array,
  order: Int32Array,
): number {
  const count = order.length;
  let violation = 0;
  for (const k of order) {
    const curvature = products[k * count + k] ?? 0;
    for (let start = 0; start < weights.length; start += count) {
      let gradient = -(scores[start + k] ?? 0);
      for (let r = 0; r < count; r++) {
        gradient += (products[k * count + r] ?? 0) * (weights[start + r] ?? 0);
      }
      const weight = weights[start + k] ?? 0;
      violation += Math.abs(weight === 0 ? Math.min(0, gradient) : gradient);
      if (curvature !== 0) weights[start + k] = Math.max(weight - gradient / curvature, 0);
    }
  }
  return violation;
}
