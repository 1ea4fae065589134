// What a booster's trees tell about its features: the range in which thresholds lie, a usual value, categories.

import type { InputHint } from "../estimator.ts";
import type { BoosterFile } from "./booster-file.ts";
import { byCategory, type Forest } from "./forest.ts";

/** Thresholds that are kept per feature to find a usual value. */
const keptThresholds = 1000;

/** One hint per feature; null for the linear booster, whose weights tell no range. */
export function boosterHints({
  model,
  features,
  categories,
}: BoosterFile): readonly InputHint[] | null {
  if (model.kind === "linear") return null;
  const seen = Array.from({ length: features }, () => new Thresholds());
  collect(model.forest, seen);
  return seen.map((thresholds, feature) => {
    const names = categories[feature] ?? null;
    return names === null ? thresholds.hint() : { choices: names };
  });
}

function collect({ feature, threshold, flags }: Forest, seen: readonly Thresholds[]): void {
  for (let node = 0; node < feature.length; node++) {
    const value = threshold[node] ?? 0;
    const asked = feature[node] ?? -1;
    const isNumber = ((flags[node] ?? 0) & byCategory) === 0 && Number.isFinite(value);
    if (asked >= 0 && isNumber) seen[asked]?.add(value);
  }
}

class Thresholds {
  #low = Infinity;
  #high = -Infinity;
  #integer = true;
  readonly #kept: number[] = [];

  add(value: number): void {
    this.#low = Math.min(this.#low, value);
    this.#high = Math.max(this.#high, value);
    // Between whole numbers trees split halfway, or at the next one.
    this.#integer &&= Number.isInteger(2 * value);
    if (this.#kept.length < keptThresholds) this.#kept.push(value);
  }

  hint(): InputHint {
    const sorted = this.#kept.sort((a, b) => a - b);
    const median = sorted[sorted.length >> 1];
    if (median === undefined) return {};
    if (this.#integer) {
      const low = Math.ceil(this.#low) - 1;
      return { low, high: Math.ceil(this.#high), typical: Math.floor(median), integer: true };
    }
    return { low: short(this.#low), high: short(this.#high), typical: short(median) };
  }
}

/** A float32 as people would have written it: 0.1 and not 0.10000000149011612. */
function short(value: number): number {
  return Number(value.toPrecision(7));
}
