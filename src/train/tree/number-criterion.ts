// Impurity of nodes of a regressor: the variance of y.

import {
  type Criterion,
  isAbove,
  type SideLimits,
  type Sides,
  type SortedNode,
} from "./criterion.ts";

/** y and weights of all samples. */
export interface NumberSamples {
  readonly y: Float64Array;
  readonly weights: Float64Array;
}

/** @see sklearn/tree/_criterion.pyx `MSE` */
export class NumberCriterion implements Criterion {
  weight = 0;
  cut = 0;
  gain: number = Number.NEGATIVE_INFINITY;
  readonly sides: Sides = { left: 0, right: 0, leftWeight: 0, rightWeight: 0 };
  readonly width = 1;
  readonly #y: Float64Array;
  readonly #weights: Float64Array;
  /** Of the node's samples: weight, and weight × y. */
  readonly #nodeWeights: Float64Array;
  readonly #nodeSums: Float64Array;
  readonly #nodeY: Float64Array;
  #sum = 0;
  #squares = 0;
  #leftSum = 0;
  #count = 0;

  constructor({ y, weights }: NumberSamples) {
    this.#y = y;
    this.#weights = weights;
    this.#nodeWeights = new Float64Array(y.length);
    this.#nodeSums = new Float64Array(y.length);
    this.#nodeY = new Float64Array(y.length);
  }

  enter(samples: Int32Array, start: number, end: number): void {
    let [total, sum, squares] = [0, 0, 0];
    this.#count = end - start;
    for (let k = start; k < end; k++) {
      const i = samples[k] ?? 0;
      const weight = this.#weights[i] ?? 0;
      const y = this.#y[i] ?? 0;
      const product = weight * y;
      this.#nodeWeights[k - start] = weight;
      this.#nodeSums[k - start] = product;
      this.#nodeY[k - start] = y;
      total += weight;
      sum += product;
      squares += product * y;
    }
    this.weight = total;
    this.#sum = sum;
    this.#squares = squares;
  }

  impurity(): number {
    return variance(this.#squares, this.#sum, this.weight);
  }

  search({ count, positions, values }: SortedNode, limits: SideLimits): void {
    const sums = this.#nodeSums;
    const weights = this.#nodeWeights;
    const { weight: total } = this;
    const sum = this.#sum;
    const last = count - limits.samples;
    let [leftSum, leftWeight, best, cut] = [0, 0, Number.NEGATIVE_INFINITY, 0];
    let value = values[0] ?? 0;
    for (let k = 1; k <= last; k++) {
      const at = positions[k - 1] ?? 0;
      leftSum += sums[at] ?? 0;
      leftWeight += weights[at] ?? 0;
      const before = value;
      value = values[k] ?? 0;
      if (value === before || k < limits.samples || !isAbove(value, before)) continue;
      const rightWeight = total - leftWeight;
      if (leftWeight < limits.weight || rightWeight < limits.weight) continue;
      const rightSum = sum - leftSum;
      const gain = (leftSum * leftSum) / leftWeight + (rightSum * rightSum) / rightWeight;
      if (gain > best) {
        best = gain;
        cut = k;
      }
    }
    this.gain = best;
    this.cut = cut;
  }

  sum(marks: Uint8Array): void {
    const weights = this.#nodeWeights;
    const sums = this.#nodeSums;
    const count = this.#count;
    let [leftWeight, leftSum] = [0, 0];
    // Without a branch: where a sample goes is anybody's guess.
    for (let k = 0; k < count; k++) {
      const mark = marks[k] ?? 0;
      leftWeight += mark * (weights[k] ?? 0);
      leftSum += mark * (sums[k] ?? 0);
    }
    const { sides } = this;
    this.#leftSum = leftSum;
    sides.leftWeight = leftWeight;
    sides.rightWeight = this.weight - leftWeight;
  }

  summedGain(): number {
    const { leftWeight, rightWeight } = this.sides;
    const rightSum = this.#sum - this.#leftSum;
    return this.#leftSum ** 2 / leftWeight + rightSum ** 2 / rightWeight;
  }

  divide(marks: Uint8Array): void {
    this.sum(marks);
    const sums = this.#nodeSums;
    const ys = this.#nodeY;
    const count = this.#count;
    let leftSquares = 0;
    for (let k = 0; k < count; k++) leftSquares += (marks[k] ?? 0) * (sums[k] ?? 0) * (ys[k] ?? 0);
    const { sides } = this;
    const leftSum = this.#leftSum;
    sides.left = variance(leftSquares, leftSum, sides.leftWeight);
    sides.right = variance(this.#squares - leftSquares, this.#sum - leftSum, sides.rightWeight);
  }

  writeValue(values: Float64Array, at: number): void {
    values[at] = this.#sum / this.weight;
  }
}

function variance(squares: number, sum: number, weight: number): number {
  const mean = sum / weight;
  return squares / weight - mean * mean;
}
