// Scalers by the range of the data: smallest and largest value, largest absolute value, quantiles.

import { cellMethods } from "../../cell-methods.ts";
import { mapColumns } from "../../columns.ts";
import type { Estimator, InputHint } from "../../estimator.ts";
import { denseNumbers, wrongKind } from "../../inputs.ts";
import type { Samples } from "../../samples.ts";
import { isFiniteNumber } from "../../single-row.ts";
import type { State } from "../../state.ts";
import { affineScaler, columnNumbers } from "./affine-scaler.ts";

/** x · scale_ + min_, cut to the range where `clip` says so. @see sklearn/preprocessing/_data.py `MinMaxScaler` */
export function readMinMaxScaler(state: State): Estimator {
  const scale = state.rawFloat64("scale_", [null]).data;
  const shift = state.rawFloat64("min_", [scale.length]).data;
  const inputs = state.numberInputs(scale.length, { missing: true });
  const rule = { className: state.className, inputs };
  const [low, high] = state.boolean("clip", false) ? readRange(state) : [-Infinity, Infinity];
  const checked = (samples: Samples) => {
    if (samples.kind === "sparse") throw wrongKind(rule, "dense rows", "sparse rows");
    return denseNumbers(samples, rule);
  };
  const cut = (value: number, j: number): number => {
    const scaled = value * (scale[j] ?? 1) + (shift[j] ?? 0);
    return Math.min(Math.max(scaled, low), high);
  };
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    transformWidth: scale.length,
    children: [],
    hints: () => seenRanges(state, scale.length),
    ...cellMethods(scale.length, (cell, j) => (isFiniteNumber(cell) ? cut(cell, j) : undefined)),
    transform: (samples) => mapColumns(checked(samples), cut),
    inverseTransform: (samples) =>
      mapColumns(checked(samples), (value, j) => (value - (shift[j] ?? 0)) / (scale[j] ?? 1)),
  };
}

function readRange(state: State): readonly [number, number] {
  const [low, high] = state.float64("feature_range", [2]).data;
  return [low ?? 0, high ?? 1];
}

function seenRanges(state: State, width: number): readonly InputHint[] | null {
  if (!state.isSet("data_min_") || !state.isSet("data_max_")) return null;
  const low = state.rawFloat64("data_min_", [width]).data;
  const high = state.rawFloat64("data_max_", [width]).data;
  return Array.from(low, (from, j) => {
    const to = high[j] ?? from;
    return Number.isFinite(from) && Number.isFinite(to) ? { low: from, high: to } : {};
  });
}

/** @see sklearn/preprocessing/_data.py `MaxAbsScaler` */
export function readMaxAbsScaler(state: State): Estimator {
  const scale = state.rawFloat64("scale_", [null]).data;
  return affineScaler(state, {
    inputs: state.numberInputs(scale.length, { missing: true }),
    center: null,
    scale,
    sparseScale: scale,
    refusesSparse: false,
    clip: state.boolean("clip", false),
    hints: () => null,
  });
}

/** @see sklearn/preprocessing/_data.py `RobustScaler` */
export function readRobustScaler(state: State): Estimator {
  const centering = state.boolean("with_centering", true);
  const scaling = state.boolean("with_scaling", true);
  const medians = columnNumbers(state, "center_", centering);
  const scales = columnNumbers(state, "scale_", scaling);
  if (medians !== null && scales !== null && medians.length !== scales.length) {
    throw state.mismatch("scale_", `${medians.length} numbers`, String(scales.length));
  }
  const scale = scaling ? scales : null;
  return affineScaler(state, {
    inputs: state.numberInputs(medians?.length ?? scales?.length ?? null, { missing: true }),
    center: centering ? medians : null,
    scale,
    sparseScale: scale,
    refusesSparse: false,
    hints: () => robustRanges(medians, scales),
  });
}

/** The median ± twice the scale, which usually is the range between the quartiles. */
function robustRanges(
  medians: Float64Array | null,
  scales: Float64Array | null,
): readonly InputHint[] | null {
  if (medians === null) return null;
  return Array.from(medians, (median, j) => {
    const reach = 2 * (scales?.[j] ?? Number.NaN);
    if (!Number.isFinite(median)) return {};
    if (!Number.isFinite(reach)) return { typical: median };
    return { low: median - reach, high: median + reach, typical: median };
  });
}
