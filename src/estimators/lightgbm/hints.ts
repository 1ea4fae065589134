// What a LightGBM model tells about its features: the range or the categories that training saw, and thresholds.

import type { InputHint } from "../estimator.ts";
import { thresholdHints } from "../trees/tree-hints.ts";
import { isCategorical, type LightModel } from "./light-model.ts";
import { categoricalBit, type LightTree } from "./light-tree.ts";

/** One hint per feature. */
export function lightHints({
  trees,
  features,
  infos,
  categories,
}: LightModel): readonly InputHint[] {
  const asked = thresholdHints(trees.map(questionsOf), features);
  return asked.map((hint, feature) => {
    const names = categories[feature] ?? null;
    if (names !== null) return { choices: names, open: true };
    const info = infos[feature] ?? "";
    if (isCategorical(info)) {
      const codes = info.split(":").map(Number);
      return {
        low: Math.min(...codes.slice(0, 1000)),
        high: Math.max(...codes.slice(-1000)),
        integer: true,
      };
    }
    return withRange(hint, info);
  });
}

/** LightGBM parts whole numbers just above their middle, and 0 from the rest just above 0. */
function questionsOf({ feature, threshold, decision }: LightTree): {
  feature: Int32Array;
  threshold: Float64Array;
} {
  return {
    feature: feature.map((asked, node) =>
      ((decision[node] ?? 0) & categoricalBit) === 0 ? asked : -1,
    ),
    threshold: threshold.map((value) => {
      if (Math.abs(value) < 1e-30) return 0;
      const nearest = Math.round(2 * value) / 2;
      return Math.abs(value - nearest) <= 1e-14 * Math.abs(value) ? nearest : value;
    }),
  };
}

function withRange(hint: InputHint, info: string): InputHint {
  const [, from, to] = /^\[([-+\d.eE]+):([-+\d.eE]+)\]$/.exec(info) ?? [];
  const [low, high] = [Number(from ?? Number.NaN), Number(to ?? Number.NaN)];
  if (!Number.isFinite(low) || !Number.isFinite(high)) return hint;
  const { typical, integer } = hint;
  const isWhole = integer === true && Number.isInteger(low) && Number.isInteger(high);
  return {
    low,
    high,
    ...(typical !== undefined && { typical }),
    ...(isWhole && { integer: true }),
  };
}
