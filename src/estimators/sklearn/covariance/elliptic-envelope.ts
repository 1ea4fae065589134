// EllipticEnvelope: rows are odd that lie far from the middle, in units of how the usual ones spread.

import { quadraticForm } from "../../dot-product.ts";
import type { Estimator } from "../../estimator.ts";
import { denseRows, type NumberRule } from "../../inputs.ts";
import { pseudoInverse } from "../../pseudo-inverse.ts";
import { floatVector, intVector } from "../../results.ts";
import type { Samples } from "../../samples.ts";
import type { State } from "../../state.ts";

/** @see sklearn/covariance/_elliptic_envelope.py `EllipticEnvelope` */
export function readEllipticEnvelope(state: State): Estimator {
  const { data: location, shape } = state.float64("location_", [null]);
  const [width = 0] = shape;
  if (width < 1) throw state.mismatch("location_", "numbers", "empty");
  const precision = readPrecision(state, width);
  const inputs = state.numberInputs(width);
  const rule: NumberRule = { className: state.className, inputs };
  const distances = (samples: Samples): Float64Array => {
    const x = denseRows(samples, rule);
    const answers = new Float64Array(x.rows);
    const difference = new Float64Array(width);
    for (let row = 0; row < x.rows; row++) {
      for (let j = 0; j < width; j++) {
        difference[j] = (x.data[row * width + j] ?? 0) - (location[j] ?? 0);
      }
      // Its root is squared again, so that rounding is the same.
      answers[row] = Math.sqrt(quadraticForm(difference, precision)) ** 2;
    }
    return answers;
  };
  return {
    ...state.description(),
    role: "anomaly-detector",
    inputs,
    classes: null,
    outputs: 1,
    children: [],
    hints: () => spreadHints(location, readSpread(state, width)),
    ...readMethods(state, distances),
  };
}

/** `precision_`, or the inverse of `covariance_` where it was not kept. */
function readPrecision(state: State, width: number): Float64Array {
  if (state.boolean("store_precision", true) && state.isSet("precision_")) {
    return state.float64("precision_", [width, width]).data;
  }
  const { data } = state.float64("covariance_", [width, width]);
  const invert = pseudoInverse(data, width);
  const inverse = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    const unit = new Float64Array(width);
    unit[i] = 1;
    inverse.set(invert(unit), i * width);
  }
  return inverse;
}

type Methods = Pick<Estimator, "predict" | "decisionFunction" | "scoreSamples">;

/**
 * Until 0.19 the border was `threshold_`, and decisions were differences of powers of the distances; since then
 * it is `offset_`, taken from `score_samples`.
 */
function readMethods(state: State, distances: (samples: Samples) => Float64Array): Methods {
  if (!state.has("offset_")) {
    const [threshold = 0] = state.float64("threshold_", []).data;
    return {
      predict: (samples) => sides(distances(samples), (distance) => distance <= threshold),
      decisionFunction: (samples) =>
        floatVector(distances(samples).map((distance) => threshold ** 0.33 - distance ** 0.33)),
    };
  }
  const [offset = 0] = state.float64("offset_", []).data;
  return {
    predict: (samples) => sides(distances(samples), (distance) => -distance - offset >= 0),
    decisionFunction: (samples) => floatVector(distances(samples).map((d) => -d - offset)),
    scoreSamples: (samples) => floatVector(distances(samples).map((d) => -d)),
  };
}

function sides(
  distances: Float64Array,
  isUsual: (distance: number) => boolean,
): ReturnType<typeof intVector> {
  return intVector(Array.from(distances, (distance) => (isUsual(distance) ? 1 : -1)));
}

/** Standard deviations; null where the file keeps no covariances. */
function readSpread(state: State, width: number): Float64Array | null {
  if (!state.isSet("covariance_")) return null;
  const { data } = state.float64("covariance_", [width, width]);
  return Float64Array.from({ length: width }, (_, j) => Math.sqrt(data[j * width + j] ?? 0));
}

function spreadHints(
  location: Float64Array,
  spread: Float64Array | null,
): ReturnType<Estimator["hints"]> {
  return Array.from(location, (typical, j) => {
    const reach = 2 * (spread?.[j] ?? Number.NaN);
    return reach >= 0 ? { low: typical - reach, high: typical + reach, typical } : { typical };
  });
}
