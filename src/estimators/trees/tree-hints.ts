// What the thresholds of trees tell about the features: the range in which they were seen to matter.

import type { InputHint } from "../estimator.ts";
import type { Tree } from "./tree.ts";

/** Thresholds that are kept per feature to find a usual value. */
const keptThresholds = 1000;

/**
 * One hint per feature: the range of the thresholds and their median. Where every threshold ends in .5,
 * training saw whole numbers only, and the range is widened to them.
 */
export function thresholdHints(trees: readonly Tree[], features: number): readonly InputHint[] {
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
  integer = true;
  readonly #kept: number[] = [];

  add(value: number): void {
    this.low = Math.min(this.low, value);
    this.high = Math.max(this.high, value);
    this.integer &&= Math.abs(value % 1) === 0.5;
    if (this.#kept.length < keptThresholds) this.#kept.push(value);
  }

  hint(): InputHint {
    const sorted = this.#kept.sort((a, b) => a - b);
    const median = sorted[sorted.length >> 1];
    if (median === undefined) return {};
    if (this.integer) {
      const typical = Math.floor(median);
      return { low: this.low - 0.5, high: this.high + 0.5, typical, integer: true };
    }
    return { low: short(this.low), high: short(this.high), typical: short(median) };
  }
}

/** A float32 as people would have written it: 0.1 and not 0.10000000149011612. */
function short(value: number): number {
  return Number(value.toPrecision(7));
}
