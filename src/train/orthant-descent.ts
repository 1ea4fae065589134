// The smallest value of a convex function with a penalty on absolute values, which has corners at 0: OWL-QN, L-BFGS
// that never steps over a zero.
// @see Nocedal & Wright, Numerical Optimization, algorithm 7.4; Andrew & Gao 2007, Scalable training of
//   L1-regularized log-linear models

/** A function with its gradient. */
export interface Objective {
  readonly size: number;
  /** The value at x; writes the gradient. Without the absolute penalty. */
  evaluate(x: Float64Array, gradient: Float64Array): number;
  /** Weight of |x| for each variable. */
  readonly absolute: Float64Array;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly iterations: number;
  /** Whether the largest part of the gradient came below the tolerance. */
  readonly converged: boolean;
}

/** Steps that are remembered to guess the curvature. */
const memory = 10;
const sufficient = 1e-4;
const maxHalvings = 40;

/**
 * Goes down from 0 until the largest part of the gradient is at most `tolerance`, or nothing gets smaller any more.
 */
export function minimizeSparse(
  objective: Objective,
  { tolerance, maxIterations }: { readonly tolerance: number; readonly maxIterations: number },
): Minimum {
  const { size } = objective;
  let point = evaluateAt(objective, new Float64Array(size));
  const steps: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  let iterations = 0;
  while (iterations < maxIterations) {
    const slope = pseudoGradient(point, objective.absolute);
    if (largest(slope) <= tolerance) return { x: point.x, iterations, converged: true };
    const direction = descentDirection(slope, steps);
    keepSigns(direction, slope);
    const next = search(objective, point, direction, slope, steps.length === 0);
    if (next === null) break;
    iterations++;
    remember(steps, point, next);
    point = next;
  }
  const slope = pseudoGradient(point, objective.absolute);
  return { x: point.x, iterations, converged: largest(slope) <= tolerance };
}

interface Point {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
  /** With the absolute penalty. */
  readonly value: number;
}

function evaluateAt(objective: Objective, x: Float64Array): Point {
  const gradient = new Float64Array(x.length);
  let value = objective.evaluate(x, gradient);
  const { absolute } = objective;
  for (let i = 0; i < x.length; i++) value += (absolute[i] ?? 0) * Math.abs(x[i] ?? 0);
  return { x, gradient, value };
}

/** The steepest slope that the penalty's corner at 0 leaves. */
function pseudoGradient({ x, gradient }: Point, absolute: Float64Array): Float64Array {
  return gradient.map((slope, i) => {
    const value = x[i] ?? 0;
    const weight = absolute[i] ?? 0;
    if (value !== 0) return slope + Math.sign(value) * weight;
    if (slope + weight < 0) return slope + weight;
    return slope - weight > 0 ? slope - weight : 0;
  });
}

/** −H · slope, H being guessed from the last steps. */
function descentDirection(
  slope: Float64Array,
  steps: readonly { s: Float64Array; y: Float64Array; rho: number }[],
): Float64Array {
  const direction = slope.map((value) => -value);
  const factors = new Float64Array(steps.length);
  for (let k = steps.length - 1; k >= 0; k--) {
    const step = steps[k];
    if (step === undefined) continue;
    const factor = step.rho * dot(step.s, direction);
    factors[k] = factor;
    add(direction, step.y, -factor);
  }
  const last = steps.at(-1);
  if (last !== undefined) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] ?? 0) * scale;
  }
  for (const [k, step] of steps.entries()) {
    add(direction, step.s, (factors[k] ?? 0) - step.rho * dot(step.y, direction));
  }
  return direction;
}

/** Leaves out what would go up the slope. */
function keepSigns(direction: Float64Array, slope: Float64Array): void {
  for (let i = 0; i < direction.length; i++) {
    if ((direction[i] ?? 0) * (slope[i] ?? 0) >= 0) direction[i] = 0;
  }
}

/** A point along the direction that is low enough; null when no step makes the value smaller. */
function search(
  objective: Objective,
  point: Point,
  direction: Float64Array,
  slope: Float64Array,
  isFirst: boolean,
): Point | null {
  let step = isFirst ? Math.min(1, 1 / Math.max(norm(slope), Number.MIN_VALUE)) : 1;
  for (let halving = 0; halving < maxHalvings; halving++, step /= 2) {
    const x = stepped(point.x, direction, step, slope);
    let gain = 0;
    for (let i = 0; i < x.length; i++) gain += (slope[i] ?? 0) * ((x[i] ?? 0) - (point.x[i] ?? 0));
    const next = evaluateAt(objective, x);
    if (next.value <= point.value + sufficient * gain && next.value < point.value) return next;
    if (isFlatterAround(objective, point, next, slope)) return next;
  }
  return null;
}

/**
 * Near the minimum values differ by rounding only, while gradients still tell: a point is taken there when its
 * gradient is smaller.
 *
 * @see Hager & Zhang 2005, the approximate Wolfe conditions
 */
function isFlatterAround(
  objective: Objective,
  point: Point,
  next: Point,
  slope: Float64Array,
): boolean {
  const rounding = 1e-12 * Math.abs(point.value);
  if (next.value > point.value + rounding) return false;
  return norm(pseudoGradient(next, objective.absolute)) < 0.999 * norm(slope);
}

/** x + step · direction; what would change its sign stops at 0. */
function stepped(
  x: Float64Array,
  direction: Float64Array,
  step: number,
  slope: Float64Array,
): Float64Array {
  return x.map((value, i) => {
    const moved = value + step * (direction[i] ?? 0);
    const side = value === 0 ? -Math.sign(slope[i] ?? 0) : Math.sign(value);
    return Math.sign(moved) === side ? moved : 0;
  });
}

function remember(
  steps: { s: Float64Array; y: Float64Array; rho: number }[],
  from: Point,
  to: Point,
): void {
  const s = to.x.map((value, i) => value - (from.x[i] ?? 0));
  const y = to.gradient.map((value, i) => value - (from.gradient[i] ?? 0));
  const curvature = dot(s, y);
  // A step without curvature would make the guess of H useless.
  if (curvature <= Number.EPSILON * dot(y, y)) return;
  steps.push({ s, y, rho: 1 / curvature });
  if (steps.length > memory) steps.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function add(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) + factor * (source[i] ?? 0);
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

function largest(vector: Float64Array): number {
  let most = 0;
  for (const value of vector) most = Math.max(most, Math.abs(value));
  return most;
}
