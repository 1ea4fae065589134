// Least angle regression and its lasso: from no atom at all, step by step along the direction that makes the
// same angle with all chosen atoms. Every step is upstream's own, so that the path ends at the same place.

import { type CodingProblem, solve } from "./matching-pursuit.ts";

export interface LeastAnglesOptions {
  /** Whether an atom whose weight changes its sign is let go again. */
  readonly lasso: boolean;
  /** Where the path ends: the largest correlation, per feature of the row. */
  readonly penalty: number;
  /** Number of features of the row. */
  readonly features: number;
  readonly rounds: number;
  readonly positive: boolean;
  /** Whether correlations are rounded to 15 decimals, as since 0.24. */
  readonly roundsCorrelations: boolean;
}

/** Both float32's, as upstream has them. */
const tiny = 2 ** -126;
const tolerance = 2 ** -23;

/** A pivot smaller than this comes from an atom that depends on those before. */
const leastPivot = 1e-7;

/** @see sklearn/linear_model/_least_angle.py `_lars_path_solver` */
export function leastAngles(problem: CodingProblem, options: LeastAnglesOptions): Float64Array {
  const path = new Path(problem, options);
  // Each round takes a step, or sets one correlation to 0 for good.
  const most = options.rounds + problem.size * (options.rounds + 1);
  for (let round = 0; round < most && path.advance(); round++);
  return path.weights;
}

class Path {
  /** By atom. */
  weights: Float64Array;
  readonly #problem: CodingProblem;
  readonly #options: LeastAnglesOptions;
  /** The atoms times each other, in the order of `#order`. */
  readonly #gram: Float64Array;
  /** Atoms by position: the chosen ones first. */
  readonly #order: number[];
  /** What is left of each atom that is not chosen, from position `#chosen.length` on. */
  #left: number[];
  /** The chosen atoms. */
  readonly #chosen: number[] = [];
  #signs: number[] = [];
  /** The Cholesky root of the chosen atoms' products, `#stride` numbers per row. */
  readonly #root: Float64Array;
  readonly #stride: number;
  #before: Float64Array;
  #level = 0;
  #levelBefore = 0;
  #steps = 0;
  #dropped = false;

  constructor(problem: CodingProblem, options: LeastAnglesOptions) {
    const { size, gram, products } = problem;
    this.#problem = problem;
    this.#options = options;
    this.#gram = gram.slice();
    this.#order = Array.from({ length: size }, (_, i) => i);
    this.#left = Array.from(products);
    this.#stride = Math.min(options.rounds, size);
    this.#root = new Float64Array(this.#stride ** 2);
    this.weights = new Float64Array(size);
    this.#before = new Float64Array(size);
  }

  /** One more step. @returns false at the end of the path */
  advance(): boolean {
    const at = this.#strongest();
    const correlation = this.#left[at] ?? 0;
    const size = this.#options.positive ? correlation : Math.abs(correlation);
    this.#level = size / this.#options.features;
    if (this.#endsHere()) return false;
    if (this.#steps >= this.#options.rounds || this.#chosen.length >= this.#problem.size) {
      return false;
    }
    if (!this.#dropped && !this.#choose(at, correlation)) return true;
    const { lasso } = this.#options;
    // The numbers have become too small to tell anything.
    if (lasso && this.#steps > 0 && this.#levelBefore < this.#level) return false;
    this.#step(size);
    return true;
  }

  #strongest(): number {
    const { positive } = this.#options;
    let [best, largest] = [0, -Infinity];
    for (const [i, value] of this.#left.entries()) {
      const size = positive ? value : Math.abs(value);
      if (size > largest) [best, largest] = [i, size];
    }
    return best;
  }

  /** Whether the path is at its end; then the weights are set back to where it was reached. */
  #endsHere(): boolean {
    const { penalty } = this.#options;
    if (!(this.#level <= penalty + tolerance)) return false;
    if (Math.abs(this.#level - penalty) > tolerance && this.#steps > 0) {
      const share = (this.#levelBefore - penalty) / (this.#levelBefore - this.#level);
      for (const [i, weight] of this.weights.entries()) {
        const before = this.#before[i] ?? 0;
        this.weights[i] = before + share * (weight - before);
      }
    }
    return true;
  }

  /** Takes the atom at a place of `#left`. @returns false where it depends on the chosen ones */
  #choose(at: number, correlation: number): boolean {
    const { positive } = this.#options;
    const n = this.#chosen.length;
    this.#signs[n] = positive ? 1 : Math.sign(correlation);
    this.#left[at] = this.#left[0] ?? 0;
    this.#swap(n, n + at);
    const pivot = this.#appendRow(n);
    if (pivot < leastPivot) {
      // Upstream puts back what is left and not the order of the atoms.
      this.#left[0] = this.#left[at] ?? 0;
      this.#left[at] = 0;
      return false;
    }
    this.#left.shift();
    this.#chosen.push(this.#order[n] ?? 0);
    return true;
  }

  /** The next row of the root, from the products of the atom at a position. @returns its pivot */
  #appendRow(n: number): number {
    const { size } = this.#problem;
    let squares = 0;
    for (let column = 0; column < n; column++) {
      let sum = this.#gram[n * size + column] ?? 0;
      for (let k = 0; k < column; k++) sum -= this.#item(column, k) * this.#item(n, k);
      const item = sum / this.#item(column, column);
      this.#root[n * this.#stride + column] = item;
      squares += item ** 2;
    }
    const norm = this.#gram[n * size + n] ?? 0;
    const pivot = Math.max(Math.sqrt(Math.abs(norm - squares)), Number.EPSILON);
    this.#root[n * this.#stride + n] = pivot;
    return pivot;
  }

  #item(row: number, column: number): number {
    return this.#root[row * this.#stride + column] ?? 0;
  }

  /** Along the direction of equal angles, until another atom is as strong or a weight is 0. */
  #step(size: number): void {
    const n = this.#chosen.length;
    const { direction, angle } = this.#direction();
    const correlations = this.#correlations(direction);
    let length = size / angle;
    for (const [i, value] of correlations.entries()) {
      const left = this.#left[i] ?? 0;
      length = least(length, (size - left) / (angle - value + tiny));
      if (!this.#options.positive) length = least(length, (size + left) / (angle + value + tiny));
    }
    const zeros = direction.map(
      (part, k) => -(this.weights[this.#chosen[k] ?? 0] ?? 0) / (part + tiny),
    );
    const firstZero = zeros.reduce(least, Number.MAX_VALUE);
    this.#dropped = firstZero < length;
    const gone = this.#dropped ? zeros.lastIndexOf(firstZero) : -1;
    if (this.#dropped) {
      zeros.forEach((zero, k) => {
        if (zero === firstZero) this.#signs[k] = -(this.#signs[k] ?? 0);
      });
      if (this.#options.lasso) length = firstZero;
    }
    this.#steps++;
    this.#before = this.weights;
    this.#levelBefore = this.#level;
    this.weights = new Float64Array(this.#problem.size);
    for (let k = 0; k < n; k++) {
      const atom = this.#chosen[k] ?? 0;
      this.weights[atom] = (this.#before[atom] ?? 0) + length * (direction[k] ?? 0);
    }
    this.#left = this.#left.map((value, i) => value - length * (correlations[i] ?? 0));
    if (this.#dropped && this.#options.lasso) this.#drop(gone);
  }

  /** The direction that makes the same angle with all chosen atoms, one number for each. */
  #direction(): { readonly direction: readonly number[]; readonly angle: number } {
    const signs = this.#signs.slice(0, this.#chosen.length);
    let solved = solve(this.#root, this.#stride, signs);
    if (solved.length === 1 && solved[0] === 0) return { direction: [1], angle: 1 };
    let angle = 1 / Math.sqrt(dot(solved, signs));
    if (!Number.isFinite(angle)) {
      const root = this.#root.slice();
      // As many doublings as there are between float64's epsilon and infinity.
      for (let i = 0; !Number.isFinite(angle) && i < 1100; i++) {
        for (let k = 0; k < signs.length; k++) {
          const at = k * this.#stride + k;
          root[at] = (root[at] ?? 0) + 2 ** i * Number.EPSILON;
        }
        solved = solve(root, this.#stride, signs);
        angle = 1 / Math.sqrt(Math.max(dot(solved, signs), Number.EPSILON));
      }
    }
    return { direction: Array.from(solved, (part) => part * angle), angle };
  }

  /** Of each atom that is not chosen with the direction. */
  #correlations(direction: readonly number[]): readonly number[] {
    const { size } = this.#problem;
    const n = direction.length;
    return this.#left.map((_, i) => {
      let sum = 0;
      for (const [k, part] of direction.entries()) {
        sum += (this.#gram[k * size + n + i] ?? 0) * part;
      }
      return this.#options.roundsCorrelations ? Math.round(sum * 1e15) / 1e15 : sum;
    });
  }

  /** Lets a chosen atom go: what is left of it stands first among those that are not chosen. */
  #drop(k: number): void {
    const { size, gram, products } = this.#problem;
    deleteRow(this.#root, { rows: this.#chosen.length, stride: this.#stride }, k);
    const [atom = 0] = this.#chosen.splice(k, 1);
    for (let i = k; i < this.#chosen.length; i++) this.#swap(i, i + 1);
    let left = products[atom] ?? 0;
    for (let i = 0; i < size; i++) left -= (gram[atom * size + i] ?? 0) * (this.weights[i] ?? 0);
    this.#left.unshift(left);
    this.#signs.splice(k, 1);
  }

  /** Two atoms in each other's place. */
  #swap(a: number, b: number): void {
    if (a === b) return;
    const { size } = this.#problem;
    const [first = 0, second = 0] = [this.#order[a], this.#order[b]];
    this.#order[a] = second;
    this.#order[b] = first;
    for (let i = 0; i < size; i++) swapItems(this.#gram, a * size + i, b * size + i);
    for (let i = 0; i < size; i++) swapItems(this.#gram, i * size + a, i * size + b);
  }
}

function swapItems(data: Float64Array, a: number, b: number): void {
  const item = data[a] ?? 0;
  data[a] = data[b] ?? 0;
  data[b] = item;
}

/** The smaller of two, were the second above 0. */
function least(a: number, b: number): number {
  return b > 0 && b < a ? b : a;
}

function dot(a: ArrayLike<number>, b: readonly number[]): number {
  return b.reduce((sum, value, i) => sum + value * (a[i] ?? 0), 0);
}

/**
 * Takes a row out of a Cholesky root, in place, and makes it triangular again by rotations.
 *
 * @see sklearn/utils/arrayfuncs.pyx `cholesky_delete`
 */
function deleteRow(
  root: Float64Array,
  { rows, stride }: { readonly rows: number; readonly stride: number },
  gone: number,
): void {
  for (let i = gone; i < rows - 1; i++) {
    root.copyWithin(i * stride, (i + 1) * stride, (i + 1) * stride + i + 2);
  }
  for (let i = gone; i < rows - 1; i++) {
    const [a, b] = [root[i * stride + i] ?? 0, root[i * stride + i + 1] ?? 0];
    const length = Math.hypot(a, b);
    const [cosine, sine] = length === 0 ? [1, 0] : [a / length, b / length];
    root[i * stride + i] = length;
    root[i * stride + i + 1] = 0;
    for (let row = i + 1; row < rows - 1; row++) {
      const at = row * stride + i;
      const [x, y] = [root[at] ?? 0, root[at + 1] ?? 0];
      root[at] = cosine * x + sine * y;
      root[at + 1] = cosine * y - sine * x;
    }
  }
}
