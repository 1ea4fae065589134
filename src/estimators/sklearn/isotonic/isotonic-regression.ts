// IsotonicRegression: straight lines between the points that the fit has kept.

import { NdArray } from "../../../objects/ndarray.ts";
import type { Estimator, InputSpec } from "../../estimator.ts";
import { denseNumbers, type NumberRule, wrongKind } from "../../inputs.ts";
import { floatVector } from "../../results.ts";
import type { Samples } from "../../samples.ts";
import type { State } from "../../state.ts";

/** @see sklearn/isotonic.py `IsotonicRegression._transform` */
export function readIsotonicRegression(state: State): Estimator {
  const curve = readCurve(state);
  const inputs: InputSpec = { kind: "numbers", width: 1, names: null, allowsMissing: false };
  const rule: NumberRule = { className: state.className, inputs };
  const [low = 0] = curve.x;
  const high = curve.x.at(-1) ?? low;
  const bounds = state.option("out_of_bounds", ["nan", "clip", "raise"], "nan");
  const range: Range =
    bounds === "clip"
      ? { bounds, low: state.number("X_min_", low), high: state.number("X_max_", high) }
      : { bounds, low, high };
  const predict = (samples: Samples) =>
    floatVector(single(samples, rule).map((x) => answer(x, curve, range, rule)));
  return {
    ...state.description(),
    role: "regressor",
    inputs,
    classes: null,
    outputs: 1,
    transformWidth: 1,
    children: [],
    hints: () => [{ low, high, typical: curve.x[curve.x.length >> 1] ?? low }],
    predict,
    transform: predict,
  };
}

interface Curve {
  /** Rising. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Whether it was fitted on float32, in which scikit-learn then calculates. */
  readonly isSingle: boolean;
}

interface Range {
  readonly bounds: "nan" | "clip" | "raise";
  readonly low: number;
  readonly high: number;
}

/** The points had private names until 0.23. */
function readCurve(state: State): Curve {
  const former = !state.has("X_thresholds_");
  const [nameX, nameY] = former
    ? (["_necessary_X_", "_necessary_y_"] as const)
    : (["X_thresholds_", "y_thresholds_"] as const);
  const x = state.float64(nameX, [null]).data;
  const y = state.float64(nameY, [x.length]).data;
  if (x.length === 0) throw state.mismatch(nameX, "at least one number", "empty");
  for (let i = 1; i < x.length; i++) {
    if (!((x[i] ?? 0) > (x[i - 1] ?? 0))) throw state.mismatch(nameX, "rising", `${x[i]}`);
  }
  const value = state.value(nameX);
  return { x, y, isSingle: value instanceof NdArray && value.dtype.itemSize === 4 };
}

/** A column of numbers; a plain list of them is taken as well. */
function single(samples: Samples, rule: NumberRule): Float64Array {
  if (samples.kind !== "labels") return denseNumbers(samples, rule).data;
  const column = { name: null, values: samples.values };
  return denseNumbers({ kind: "table", rows: samples.values.length, columns: [column] }, rule).data;
}

function answer(given: number, curve: Curve, range: Range, rule: NumberRule): number {
  const { low, high, bounds } = range;
  let x = curve.isSingle ? Math.fround(given) : given;
  if (bounds === "clip") x = Math.min(Math.max(x, low), high);
  // A single point is a constant everywhere.
  if (curve.x.length === 1) return curve.y[0] ?? 0;
  const [first = 0] = curve.x;
  const last = curve.x.at(-1) ?? first;
  if (x < first || x > last) {
    if (bounds === "raise") throw wrongKind(rule, `numbers from ${first} to ${last}`, String(x));
    return Number.NaN;
  }
  return curve.isSingle ? singleLine(x, curve) : line(x, curve);
}

/** @see numpy/core/src/multiarray/compiled_base.c `arr_interp`, which interp1d calls for float64 */
function line(at: number, { x, y }: Curve): number {
  const i = firstAbove(x, at) - 1;
  const [x0 = 0, x1] = x.subarray(i, i + 2);
  const [y0 = 0, y1 = y0] = y.subarray(i, i + 2);
  if (x1 === undefined || x0 === at) return y0;
  return ((y1 - y0) / (x1 - x0)) * (at - x0) + y0;
}

/** @see scipy/interpolate/_interpolate.py `interp1d._call_linear`, in float32 */
function singleLine(at: number, { x, y }: Curve): number {
  const above = x.findIndex((value) => value >= at);
  const i = Math.min(Math.max(above, 1), x.length - 1) - 1;
  const [x0 = 0, x1 = 0] = x.subarray(i, i + 2);
  const [y0 = 0, y1 = 0] = y.subarray(i, i + 2);
  const slope = Math.fround(Math.fround(y1 - y0) / Math.fround(x1 - x0));
  return Math.fround(Math.fround(slope * Math.fround(at - x0)) + y0);
}

/** Position of the first number above `at`; the length where there is none. */
function firstAbove(x: Float64Array, at: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
