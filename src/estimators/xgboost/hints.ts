// What a booster's trees tell about its features: the range in which thresholds lie, a usual value, categories.

import type { InputHint } from "../estimator.ts";
import type { BoosterFile } from "./booster-file.ts";
import { type Forest, isLeaf } from "./forest.ts";

/** Thresholds that are kept per feature to find a usual value. */
const keptThresholds = 1000;

/** One hint per feature; null for the linear booster, whose weights tell no range. */
export function boosterHints({
  model,
  features,
  categories,
  featureTypes,
}: BoosterFile): readonly InputHint[] | null {
  if (model.kind === "linear") return null;
  const seen = Array.from({ length: features }, () => new Thresholds());
  collect(model.forest, seen);
  return seen.map((thresholds, feature) => {
    const names = categories[feature] ?? null;
    if (names !== null) return { choices: names };
    const hint = thresholds.hint();
    // `int`, and `i` for yes and no; a DataFrame's columns of floats may be whole all the same.
    const isWhole = wholeTypes.has(featureTypes[feature] ?? "");
    return isWhole ? { ...hint, ...wholeRange(hint), integer: true } : hint;
  });
}

const wholeTypes = new Set(["int", "i"]);

/** Thresholds between whole numbers may be broken. */
function wholeRange({ low, high, typical }: InputHint): InputHint {
  return {
    ...(low !== undefined && { low: Math.floor(low) }),
    ...(high !== undefined && { high: Math.ceil(high) }),
    ...(typeof typical === "number" && { typical: Math.round(typical) }),
  };
}

function collect(forest: Forest, seen: readonly Thresholds[]): void {
  const { feature, threshold, setOf, sets } = forest;
  for (let node = 0; node < feature.length; node++) {
    const value = threshold[node] ?? 0;
    if (isLeaf(forest, node)) continue;
    const ranges = seen[feature[node] ?? 0];
    const set = sets[setOf[node] ?? -1];
    if (set !== undefined) ranges?.addCodes(set);
    else if (Number.isFinite(value)) ranges?.add(value);
  }
}

class Thresholds {
  #low = Infinity;
  #high = -Infinity;
  #whole = true;
  #halves = true;
  #codes = false;
  readonly #kept: number[] = [];

  add(value: number): void {
    this.#low = Math.min(this.#low, value);
    this.#high = Math.max(this.#high, value);
    // Between whole numbers "exact" splits halfway, and "hist" at the next one.
    this.#whole &&= Number.isInteger(value);
    this.#halves &&= Math.abs(value % 1) === 0.5;
    if (this.#kept.length < keptThresholds) this.#kept.push(value);
  }

  /** Categories by their codes: whole numbers from 0 to the largest that a split knows. */
  addCodes(codes: Int32Array): void {
    this.#low = 0;
    this.#high = Math.max(this.#high, codes.at(-1) ?? 0);
    this.#codes = true;
  }

  hint(): InputHint {
    if (this.#codes) return { low: 0, high: this.#high, integer: true };
    const sorted = Float64Array.from(this.#kept).sort();
    const median = sorted[sorted.length >> 1];
    if (median === undefined) return {};
    if (this.#whole || this.#halves) {
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
