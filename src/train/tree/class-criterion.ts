// Impurity of nodes of a classifier: Gini's index and entropy.

import {
  type Criterion,
  isAbove,
  type SideLimits,
  type Sides,
  type SortedNode,
} from "./criterion.ts";

/** Labels and weights of all samples. */
export interface ClassSamples {
  /** n indices of classes. */
  readonly codes: Int32Array;
  readonly weights: Float64Array;
  readonly classes: number;
}

/** @see sklearn/tree/_criterion.pyx `ClassificationCriterion`, `Gini`, `Entropy` */
export class ClassCriterion implements Criterion {
  weight = 0;
  cut = 0;
  gain: number = Number.NEGATIVE_INFINITY;
  readonly sides: Sides = { left: 0, right: 0, leftWeight: 0, rightWeight: 0 };
  readonly width: number;
  readonly #codes: Int32Array;
  readonly #weights: Float64Array;
  readonly #isEntropy: boolean;
  readonly #total: Float64Array;
  /** Weights of classes on the right, then on the left. */
  readonly #both: Float64Array;
  readonly #left: Float64Array;
  readonly #right: Float64Array;
  /** Of the node's samples. */
  readonly #nodeCodes: Int32Array;
  readonly #nodeWeights: Float64Array;
  #count = 0;

  constructor({ codes, weights, classes }: ClassSamples, measure: "gini" | "entropy") {
    this.#codes = codes;
    this.#weights = weights;
    this.width = classes;
    this.#isEntropy = measure === "entropy";
    this.#total = new Float64Array(classes);
    this.#both = new Float64Array(2 * classes);
    this.#right = this.#both.subarray(0, classes);
    this.#left = this.#both.subarray(classes);
    this.#nodeCodes = new Int32Array(codes.length);
    this.#nodeWeights = new Float64Array(codes.length);
  }

  enter(samples: Int32Array, start: number, end: number): void {
    const total = this.#total.fill(0);
    this.#count = end - start;
    this.weight = 0;
    for (let k = start; k < end; k++) {
      const i = samples[k] ?? 0;
      const code = this.#codes[i] ?? 0;
      const weight = this.#weights[i] ?? 0;
      this.#nodeCodes[k - start] = code;
      this.#nodeWeights[k - start] = weight;
      total[code] = (total[code] ?? 0) + weight;
      this.weight += weight;
    }
  }

  impurity(): number {
    return this.#measure(this.#total, this.weight);
  }

  search({ count, positions, values }: SortedNode, limits: SideLimits): void {
    const left = this.#left.fill(0);
    const right = this.#right;
    right.set(this.#total);
    const codes = this.#nodeCodes;
    const weights = this.#nodeWeights;
    const { weight: total } = this;
    const last = count - limits.samples;
    let leftWeight = 0;
    this.cut = 0;
    this.gain = Number.NEGATIVE_INFINITY;
    let value = values[0] ?? 0;
    for (let k = 1; k <= last; k++) {
      const at = positions[k - 1] ?? 0;
      const code = codes[at] ?? 0;
      const weight = weights[at] ?? 0;
      left[code] = (left[code] ?? 0) + weight;
      right[code] = (right[code] ?? 0) - weight;
      leftWeight += weight;
      const before = value;
      value = values[k] ?? 0;
      if (value === before || k < limits.samples || !isAbove(value, before)) continue;
      const rightWeight = total - leftWeight;
      if (leftWeight < limits.weight || rightWeight < limits.weight) continue;
      const gain =
        -rightWeight * this.#measure(right, rightWeight) -
        leftWeight * this.#measure(left, leftWeight);
      if (gain > this.gain) {
        this.gain = gain;
        this.cut = k;
      }
    }
  }

  sum(marks: Uint8Array): void {
    const both = this.#both.fill(0);
    const codes = this.#nodeCodes;
    const weights = this.#nodeWeights;
    const { sides, width } = this;
    const count = this.#count;
    let leftWeight = 0;
    // Without a branch: where a sample goes is anybody's guess.
    for (let k = 0; k < count; k++) {
      const mark = marks[k] ?? 0;
      const weight = weights[k] ?? 0;
      const at = mark * width + (codes[k] ?? 0);
      both[at] = (both[at] ?? 0) + weight;
      leftWeight += mark * weight;
    }
    sides.leftWeight = leftWeight;
    sides.rightWeight = this.weight - leftWeight;
  }

  summedGain(): number {
    const { leftWeight, rightWeight } = this.sides;
    return (
      -rightWeight * this.#measure(this.#right, rightWeight) -
      leftWeight * this.#measure(this.#left, leftWeight)
    );
  }

  divide(marks: Uint8Array): void {
    this.sum(marks);
    const { sides } = this;
    sides.left = this.#measure(this.#left, sides.leftWeight);
    sides.right = this.#measure(this.#right, sides.rightWeight);
  }

  writeValue(values: Float64Array, at: number): void {
    values.set(this.#total, at);
  }

  #measure(sums: Float64Array, weight: number): number {
    if (this.#isEntropy) return entropy(sums, weight);
    let squares = 0;
    for (let c = 0; c < sums.length; c++) {
      const sum = sums[c] ?? 0;
      squares += sum * sum;
    }
    return 1 - squares / (weight * weight);
  }
}

function entropy(sums: Float64Array, weight: number): number {
  let total = 0;
  for (const sum of sums) {
    if (sum <= 0) continue;
    const share = sum / weight;
    total -= share * (Math.log(share) / Math.LN2);
  }
  return total;
}
