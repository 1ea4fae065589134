// What the thresholds of trees tell about the features: the range in which they were seen to matter.

import type { InputHint } from "../estimator.ts";

/** What is asked: a feature per node (−1 in a leaf) and the threshold for it. */
export interface Questions {
  readonly feature: Int32Array;
  readonly threshold: Float32Array | Float64Array;
}

/** Thresholds that are kept per feature to find a usual value. */
const keptThresholds = 1000;

/** From here on float32 numbers are whole or half anyway. */
const coarse = 2 ** 21;

/**
 * One hint per feature: the range of the thresholds and their median. Thresholds lie in the middle between
 * two values of training: where all are whole or half, the values were whole, and the range is widened to
 * them. A single threshold gives no range.
 */
export function thresholdHints(trees: Iterable<Questions>, features: number): readonly InputHint[] {
  const seen = Array.from({ length: features }, () => new Thresholds());
  for (const { feature, threshold } of trees) {
    for (let node = 0; node < feature.length; node++) {
      const asked = feature[node] ?? -1;
      const value = threshold[node] ?? 0;
      // Infinite thresholds part the missing from the rest.
      if (asked >= 0 && Number.isFinite(value)) seen[asked]?.add(value);
    }
  }
  return seen.map((thresholds) => thresholds.hint());
}

class Thresholds {
  low = Infinity;
  high = -Infinity;
  #whole = 0;
  #broken = 0;
  readonly #kept: number[] = [];

  add(value: number): void {
    this.low = Math.min(this.low, value);
    this.high = Math.max(this.high, value);
    if (Math.abs(value) < coarse) {
      if ((2 * value) % 1 === 0) this.#whole++;
      else this.#broken++;
    }
    if (this.#kept.length < keptThresholds) this.#kept.push(value);
  }

  hint(): InputHint {
    const sorted = this.#kept.sort((a, b) => a - b);
    const above = sorted[sorted.length >> 1];
    if (above === undefined) return {};
    const median =
      sorted.length % 2 === 1 ? above : (above + (sorted[sorted.length / 2 - 1] ?? above)) / 2;
    const isWhole = this.#whole > 0 && this.#broken === 0;
    // One place to part tells no range, but for a yes-or-no feature: 0.5 parts 0 from 1.
    if (this.low === this.high && this.low !== 0.5) {
      return isWhole ? { typical: Math.floor(median), integer: true } : { typical: short(median) };
    }
    if (isWhole) {
      const [low, high] = [Math.ceil(this.low) - 1, Math.floor(this.high) + 1];
      return { low, high, typical: Math.floor(median), integer: true };
    }
    return { low: short(this.low), high: short(this.high), typical: short(median) };
  }
}

/** A float32 as people would have written it: 0.1 and not 0.10000000149011612. */
function short(value: number): number {
  return Number(value.toPrecision(7));
}
