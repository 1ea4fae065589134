// QuantileTransformer: each number as the share of training data under it, or as the quantile of a normal
// distribution of the same share.

import { mapColumns, mapStored } from "../../columns.ts";
import type { Estimator, InputHint } from "../../estimator.ts";
import { type NumberRule, numbers, wrongKind } from "../../inputs.ts";
import { interpolate } from "../../interpolation.ts";
import { normalQuantile, normalShare } from "../../normal-distribution.ts";
import type { Result, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { transformer } from "../../transformer.ts";
import { versionAtLeast } from "../../version.ts";

/** How near to the ends of the distribution counts as an end. */
const nearEnd = 1e-7;
const lowest = nearEnd - Number.EPSILON;
const highest = 1 - (nearEnd - Number.EPSILON);

/** One column: its quantiles in training, rising; NaN where it had no values. */
interface Column {
  readonly quantiles: Float64Array;
  /** The same turned around and with the other sign, so that they rise as well. */
  readonly mirrored: Float64Array;
}

interface Distribution {
  readonly isNormal: boolean;
  /** Whether numbers near the ends count as the ends, and none is answered beyond: uniform ones until 0.20 too. */
  readonly hasSlack: boolean;
  /** The range of the answers. */
  readonly range: readonly [number, number];
  /** The shares that the quantiles stand for. */
  readonly shares: Float64Array;
  readonly mirroredShares: Float64Array;
}

/** @see sklearn/preprocessing/_data.py `QuantileTransformer._transform_col` */
export function readQuantileTransformer(state: State): Estimator {
  const distribution = readDistribution(state);
  const columns = readColumns(state, distribution.shares.length);
  const missing = versionAtLeast(state.writtenBy, "0.20");
  const inputs = state.numberInputs(columns.length, { missing });
  const rule: NumberRule = { className: state.className, inputs };
  const takesNegative = state.boolean("ignore_implicit_zeros", false);
  const change = (samples: Samples, each: (x: number, column: Column) => number): Result => {
    const x = numbers(samples, rule);
    const changed = (value: number, j: number) => each(value, columns[j] ?? noColumn);
    return x.kind === "sparse" ? mapStored(x, changed) : mapColumns(x, changed);
  };
  return transformer(state, {
    inputs,
    width: columns.length,
    hints: () => columns.map(rangeOf),
    transform(samples) {
      if (samples.kind === "sparse" && !takesNegative && samples.values.some((x) => x < 0)) {
        throw wrongKind(rule, "sparse rows of numbers from 0 on", "numbers below");
      }
      return change(samples, (x, column) => shareOf(x, column, distribution));
    },
    inverseTransform: (samples) => change(samples, (y, column) => valueAt(y, column, distribution)),
  });
}

const noColumn: Column = { quantiles: new Float64Array(1), mirrored: new Float64Array(1) };

function readDistribution(state: State): Distribution {
  const name = state.option("output_distribution", ["uniform", "normal"], "uniform");
  const shares = state.float64("references_", [null]).data;
  if (shares.length === 0) throw state.mismatch("references_", "at least one number", "empty");
  for (let i = 1; i < shares.length; i++) {
    if ((shares[i] ?? 0) <= (shares[i - 1] ?? 0)) {
      throw state.mismatch("references_", "rising", String(shares[i]));
    }
  }
  const isNormal = name === "normal";
  const hasSlack = isNormal || !versionAtLeast(state.writtenBy, "0.21");
  const ends = hasSlack ? [lowest, highest] : [0, 1];
  const [low = 0, high = 1] = isNormal ? ends.map(normalQuantile) : ends;
  return { isNormal, hasSlack, range: [low, high], shares, mirroredShares: mirror(shares) };
}

function readColumns(state: State, count: number): readonly Column[] {
  const { data, shape } = state.rawFloat64("quantiles_", [count, null]);
  const width = shape[1] ?? 0;
  return Array.from({ length: width }, (_, j) => {
    const quantiles = Float64Array.from({ length: count }, (_, i) => data[i * width + j] ?? 0);
    return { quantiles, mirrored: mirror(quantiles) };
  });
}

function mirror(rising: Float64Array): Float64Array {
  return rising.map((_, i) => -(rising[rising.length - 1 - i] ?? 0));
}

function shareOf(x: number, { quantiles, mirrored }: Column, distribution: Distribution): number {
  const { isNormal, hasSlack, shares, mirroredShares, range } = distribution;
  const low = quantiles[0] ?? 0;
  const high = quantiles.at(-1) ?? 0;
  if (Number.isNaN(x)) return x;
  const atLow = hasSlack ? x - nearEnd < low : x === low;
  const atHigh = hasSlack ? x + nearEnd > high : x === high;
  let share = 0;
  if (!atLow) {
    // Repeated values stand for a range of shares, whose middle it is.
    share = atHigh
      ? 1
      : 0.5 * (interpolate(x, quantiles, shares) - interpolate(-x, mirrored, mirroredShares));
  }
  const quantile = isNormal ? normalQuantile(share) : share;
  return Math.min(Math.max(quantile, range[0]), range[1]);
}

function valueAt(y: number, { quantiles }: Column, distribution: Distribution): number {
  const { isNormal, hasSlack, shares } = distribution;
  if (Number.isNaN(y)) return y;
  const share = isNormal ? normalShare(y) : y;
  if (hasSlack ? share - nearEnd < 0 : share === 0) return quantiles[0] ?? 0;
  if (hasSlack ? share + nearEnd > 1 : share === 1) return quantiles.at(-1) ?? 0;
  return interpolate(share, shares, quantiles);
}

function rangeOf({ quantiles }: Column): InputHint {
  const [low = Number.NaN] = quantiles;
  const high = quantiles.at(-1) ?? Number.NaN;
  const typical = quantiles[quantiles.length >> 1] ?? Number.NaN;
  return low <= typical && typical <= high ? { low, high, typical } : {};
}
