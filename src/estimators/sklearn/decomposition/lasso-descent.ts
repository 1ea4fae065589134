// The lasso by coordinate descent: each weight set to its best in turn, until the gap between the problem and
// its dual is small.

import type { CodingProblem } from "./matching-pursuit.ts";

export interface LassoOptions {
  /** How much the sum of the weights' sizes costs, from 0 on. */
  readonly penalty: number;
  readonly rounds: number;
  /** Relative to the row's squared length. */
  readonly tolerance: number;
  readonly positive: boolean;
  /** Whether a first look may end it, and atoms that cannot matter are left out, as since 1.8. */
  readonly screens: boolean;
}

/** @param norm  the row's squared length */
export function lassoDescent(
  problem: CodingProblem,
  norm: number,
  options: LassoOptions,
): Float64Array {
  const descent = new Descent(problem, norm, options);
  const { tolerance, rounds, screens } = options;
  if (screens) {
    const { gap, dual } = descent.gap();
    if (gap >= 0 && gap <= tolerance * norm) return descent.weights;
    descent.screen(gap, dual);
  }
  for (let round = 0; round < rounds; round++) {
    const { largest, change } = descent.round();
    const still = largest === 0 || isBelow(change / largest, tolerance, screens);
    if (!still && round < rounds - 1) continue;
    const { gap, dual } = descent.gap();
    if (isBelow(gap, tolerance * norm, screens)) break;
    if (screens) descent.screen(gap, dual);
  }
  return descent.weights;
}

/** Since 1.8 a bound itself is enough. */
function isBelow(value: number, bound: number, includesBound: boolean): boolean {
  return includesBound ? value <= bound : value < bound;
}

/** @see sklearn/linear_model/_cd_fast.pyx `enet_coordinate_descent_gram`, `gap_enet_gram` */
class Descent {
  readonly weights: Float64Array;
  readonly #problem: CodingProblem;
  readonly #norm: number;
  readonly #options: LassoOptions;
  /** gram · weights. */
  readonly #fitted: Float64Array;
  /** Atoms that may still matter. */
  #active: readonly number[];

  constructor(problem: CodingProblem, norm: number, options: LassoOptions) {
    this.#problem = problem;
    this.#norm = norm;
    this.#options = options;
    this.weights = new Float64Array(problem.size);
    this.#fitted = new Float64Array(problem.size);
    this.#active = Array.from(this.weights.keys());
  }

  /** All active weights once. @returns the largest weight and the largest change */
  round(): { readonly largest: number; readonly change: number } {
    const { size, gram, products } = this.#problem;
    const { penalty, positive } = this.#options;
    let [largest, change] = [0, 0];
    for (const j of this.#active) {
      const curvature = gram[j * size + j] ?? 0;
      if (curvature === 0) continue;
      const old = this.weights[j] ?? 0;
      const pull = (products[j] ?? 0) - (this.#fitted[j] ?? 0) + old * curvature;
      const isOff = positive && pull < 0;
      const weight = isOff
        ? 0
        : (Math.sign(pull) * Math.max(Math.abs(pull) - penalty, 0)) / curvature;
      this.#set(j, weight);
      change = Math.max(change, Math.abs(weight - old));
      largest = Math.max(largest, Math.abs(weight));
    }
    return { largest, change };
  }

  #set(j: number, weight: number): void {
    const step = weight - (this.weights[j] ?? 0);
    this.weights[j] = weight;
    if (step === 0) return;
    const { size, gram } = this.#problem;
    for (let i = 0; i < size; i++) {
      this.#fitted[i] = (this.#fitted[i] ?? 0) + step * (gram[j * size + i] ?? 0);
    }
  }

  /** The duality gap, and the largest correlation that is left. */
  gap(): { readonly gap: number; readonly dual: number } {
    const { size, products } = this.#problem;
    const { penalty, positive } = this.#options;
    let [asked, fitted, total, dual, squares] = [0, 0, 0, positive ? -Infinity : 0, 0];
    for (let j = 0; j < size; j++) {
      const weight = this.weights[j] ?? 0;
      asked += weight * (products[j] ?? 0);
      fitted += weight * (this.#fitted[j] ?? 0);
      total += Math.abs(weight);
      const left = this.#left(j);
      dual = Math.max(dual, positive ? left : Math.abs(left));
      squares += left ** 2;
    }
    if (penalty === 0 && this.#options.screens) return { gap: squares, dual: squares };
    const residual = this.#norm + fitted - 2 * asked;
    const scale = dual > penalty ? penalty / dual : 1;
    const primal = 0.5 * residual + penalty * total;
    return { gap: primal + 0.5 * scale ** 2 * residual - scale * (this.#norm - asked), dual };
  }

  #left(j: number): number {
    return (this.#problem.products[j] ?? 0) - (this.#fitted[j] ?? 0);
  }

  /** Leaves out the atoms that no best code can hold. @see https://arxiv.org/abs/1802.07481, equation 11 */
  screen(gap: number, dual: number): void {
    const { size, gram } = this.#problem;
    const { penalty } = this.#options;
    if (penalty === 0) return;
    const radius = Math.sqrt(2 * Math.abs(gap)) / penalty;
    this.#active = this.#active.filter((j) => {
      const curvature = gram[j * size + j] ?? 0;
      const share = Math.abs(this.#left(j) / Math.max(penalty, dual));
      if (curvature !== 0 && (1 - share) / Math.sqrt(curvature) <= radius) return true;
      this.#set(j, 0);
      return false;
    });
  }
}
