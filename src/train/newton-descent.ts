// The smallest value of a smooth convex function whose curvature is known: Newton's method, whose equations are
// solved by conjugate gradients only as exactly as the distance to the minimum deserves.
// @see Nocedal & Wright, Numerical Optimization, algorithm 7.1

import type { Minimum } from "./orthant-descent.ts";

/** A smooth function with its gradient and curvature. */
export interface SmoothObjective {
  readonly size: number;
  /** The value at x; writes the gradient. */
  evaluate(x: Float64Array, gradient: Float64Array): number;
  /** Writes H · direction, H being the second derivatives at the point that was evaluated last. */
  curvature(direction: Float64Array, product: Float64Array): void;
}

const sufficient = 1e-4;
const maxHalvings = 30;

/** Goes down from 0 until the largest part of the gradient is at most `tolerance`, or rounding ends it. */
export function minimizeSmooth(
  objective: SmoothObjective,
  { tolerance, maxIterations }: { readonly tolerance: number; readonly maxIterations: number },
): Minimum {
  const { size } = objective;
  let x: Float64Array = new Float64Array(size);
  let gradient: Float64Array = new Float64Array(size);
  let value = objective.evaluate(x, gradient);
  for (let iterations = 0; iterations < maxIterations; iterations++) {
    if (largest(gradient) <= tolerance) return { x, iterations, converged: true };
    const direction = newtonDirection(objective, gradient);
    const slope = dot(direction, gradient);
    let step = 1;
    let moved: { x: Float64Array; gradient: Float64Array; value: number } | null = null;
    for (let halving = 0; halving < maxHalvings && moved === null; halving++, step /= 2) {
      const next = x.map((from, i) => from + step * (direction[i] ?? 0));
      const nextGradient = new Float64Array(size);
      const nextValue = objective.evaluate(next, nextGradient);
      const isLower = nextValue <= value + sufficient * step * slope && nextValue < value;
      // Near the minimum values differ by rounding only, while gradients still tell.
      const isFlatter =
        nextValue <= value + 1e-12 * Math.abs(value) && largest(nextGradient) < largest(gradient);
      if (isLower || isFlatter) moved = { x: next, gradient: nextGradient, value: nextValue };
    }
    if (moved === null) return { x, iterations, converged: false };
    ({ x, gradient, value } = moved);
  }
  return { x, iterations: maxIterations, converged: largest(gradient) <= tolerance };
}

/** d with H · d = −gradient, to a residual of min(½, √‖gradient‖) · ‖gradient‖. */
function newtonDirection(objective: SmoothObjective, gradient: Float64Array): Float64Array {
  const { size } = objective;
  const direction = new Float64Array(size);
  const residual = gradient.map((value) => -value);
  const search = residual.slice();
  const product = new Float64Array(size);
  let rest = dot(residual, residual);
  const length = Math.sqrt(rest);
  const enough = (Math.min(0.5, Math.sqrt(length)) * length) ** 2;
  for (let round = 0; round < 20 * size && rest > enough; round++) {
    objective.curvature(search, product);
    const bend = dot(search, product);
    // Flat to the last bit: what was found so far, or the steepest way down.
    if (bend <= Number.EPSILON * dot(search, search)) break;
    const step = rest / bend;
    for (let i = 0; i < size; i++) {
      direction[i] = (direction[i] ?? 0) + step * (search[i] ?? 0);
      residual[i] = (residual[i] ?? 0) - step * (product[i] ?? 0);
    }
    const left = dot(residual, residual);
    const turn = left / rest;
    for (let i = 0; i < size; i++) search[i] = (residual[i] ?? 0) + turn * (search[i] ?? 0);
    rest = left;
  }
  return direction.some((value) => value !== 0) ? direction : gradient.map((value) => -value);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function largest(vector: Float64Array): number {
  let most = 0;
  for (const value of vector) most = Math.max(most, Math.abs(value));
  return most;
}
