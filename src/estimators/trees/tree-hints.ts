// What the thresholds of trees tell about the features: the range in which they were seen to matter.

import type { InputHint } from "../estimator.ts";

/** What is asked: a feature per node (−1 in a leaf) and the threshold for it. */
export interface Questions {
  readonly feature: Int32Array;
  readonly threshold: Float32Array | Float64Array;
}

/** What was seen of a feature's thresholds. */
export interface SeenThresholds {
  /** Beyond each other where there are none. */
  readonly low: number;
  readonly high: number;
  /** Whether a whole or half number was seen, and one that is neither. */
  readonly whole: boolean;
  readonly broken: boolean;
  /** The first ones, to find a usual value. */
  readonly kept: Float64Array;
}

/** Thresholds that are kept per feature to find a usual value. */
export const keptThresholds = 1000;

/** From here on float32 numbers are whole or half anyway. */
const coarse = 2 ** 21;

/**
 * One hint per feature: the range of the thresholds and their median. Thresholds lie in the middle between
 * two values of training: where all are whole or half, the values were whole, and the range is widened to
 * them. A single threshold gives no range.
 */
export function thresholdHints(trees: Iterable<Questions>, features: number): readonly InputHint[] {
  const all = new AllThresholds(features);
  for (const { feature, threshold } of trees) {
    for (let node = 0; node < feature.length; node++) {
      const asked = feature[node] ?? -1;
      const value = threshold[node] ?? 0;
      // Infinite thresholds part the missing from the rest.
      if (asked >= 0 && value - value === 0) all.add(asked, value);
    }
  }
  return Array.from({ length: features }, (_, feature) => thresholdHint(all.of(feature)));
}

/** By feature, in flat arrays: forests have millions of thresholds. */
class AllThresholds {
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #whole: Uint8Array;
  readonly #broken: Uint8Array;
  readonly #kept: (number[] | undefined)[];

  constructor(features: number) {
    this.#low = new Float64Array(features).fill(Infinity);
    this.#high = new Float64Array(features).fill(-Infinity);
    this.#whole = new Uint8Array(features);
    this.#broken = new Uint8Array(features);
    this.#kept = new Array(features).fill(undefined);
  }

  add(feature: number, value: number): void {
    if (value < (this.#low[feature] ?? 0)) this.#low[feature] = value;
    if (value > (this.#high[feature] ?? 0)) this.#high[feature] = value;
    if (value > -coarse && value < coarse) {
      const isWhole = Math.floor(2 * value) === 2 * value;
      (isWhole ? this.#whole : this.#broken)[feature] = 1;
    }
    const kept = this.#kept[feature];
    if (kept === undefined) this.#kept[feature] = [value];
    else if (kept.length < keptThresholds) kept.push(value);
  }

  of(feature: number): SeenThresholds {
    return {
      low: this.#low[feature] ?? 0,
      high: this.#high[feature] ?? 0,
      whole: this.#whole[feature] === 1,
      broken: this.#broken[feature] === 1,
      kept: Float64Array.from(this.#kept[feature] ?? []),
    };
  }
}

/** @param seen  whose `kept` are sorted in place */
export function thresholdHint({ low, high, whole, broken, kept }: SeenThresholds): InputHint {
  const sorted = kept.sort();
  const above = sorted[sorted.length >> 1];
  if (above === undefined) return {};
  const median =
    sorted.length % 2 === 1 ? above : (above + (sorted[sorted.length / 2 - 1] ?? above)) / 2;
  const isWhole = whole && !broken;
  // One place to part tells no range, but for a yes-or-no feature: 0.5 parts 0 from 1.
  if (low === high && low !== 0.5) {
    return isWhole ? { typical: Math.floor(median), integer: true } : { typical: short(median) };
  }
  if (isWhole) {
    const [from, to] = [Math.ceil(low) - 1, Math.floor(high) + 1];
    return { low: from, high: to, typical: Math.floor(median), integer: true };
  }
  return { low: short(low), high: short(high), typical: short(median) };
}

/** A float32 as people would have written it: 0.1 and not 0.10000000149011612. */
function short(value: number): number {
  return Number(value.toPrecision(7));
}
