// What turns one column of scores into probabilities: a sigmoid, a rising curve; or all columns at once: a
// temperature.

import type { PyValue } from "../../../objects/values.ts";
import { expit, softmaxRows } from "../../probabilities.ts";
import type { State } from "../../state.ts";
import type { Scores } from "./scores.ts";

export type Calibrator = (scores: Float64Array) => Float64Array;

/** @see sklearn/calibration.py `_SigmoidCalibration.predict`, sklearn/isotonic.py */
export function readCalibrator(state: State, place: string, value: PyValue): Calibrator {
  const calibrator = state.member(place, value);
  if (calibrator.path === "sklearn.calibration._SigmoidCalibration") {
    const [a, b] = [calibrator.float64("a_", []), calibrator.float64("b_", [])];
    const [slope = 0] = a.data;
    const [intercept = 0] = b.data;
    return (scores) => scores.map((score) => expit(-(slope * score + intercept)));
  }
  if (calibrator.path !== "sklearn.isotonic.IsotonicRegression") {
    throw state.mismatch(place, "a sigmoid or an IsotonicRegression", calibrator.className);
  }
  const { predict } = state.estimatorAt(place, value);
  return (scores) => {
    const samples = { kind: "dense", data: scores, rows: scores.length, columns: 1 } as const;
    return Float64Array.from(predict?.(samples).data ?? [], Number);
  };
}

/** The inverse temperature. @see sklearn/calibration.py `_TemperatureScaling` */
export function readTemperature(state: State): number {
  const [value, ...others] = state.list("calibrators");
  if (value === undefined || others.length > 0) {
    throw state.mismatch("calibrators", "one calibrator", String(others.length));
  }
  const calibrator = state.member("calibrators[0]", value);
  if (calibrator.path !== "sklearn.calibration._TemperatureScaling") {
    throw state.mismatch("calibrators[0]", "a temperature", calibrator.className);
  }
  const [beta = 0] = calibrator.float64("beta_", []).data;
  return beta;
}

/** The softmax of scaled scores, where probabilities count by their logarithms: n × classes. */
export function temperatureShares(scores: Scores, beta: number): Float64Array {
  const { data, columns } = bothColumns(scores);
  const areShares = scores.areShares || looksLikeShares(data, columns);
  const scaled = data.map((value) => beta * (areShares ? Math.log(value + 1e-12) : value));
  return softmaxRows(scaled, columns);
}

function bothColumns({ data, columns, areShares }: Scores): Pick<Scores, "data" | "columns"> {
  if (columns > 1) return { data, columns };
  const both = new Float64Array(2 * data.length);
  for (const [i, score] of data.entries()) {
    both[2 * i] = areShares ? 1 - score : -score;
    both[2 * i + 1] = score;
  }
  return { data: both, columns: 2 };
}

/** Scores in [0, 1] whose rows sum to 1 are taken for probabilities. @see `_convert_to_logits` */
function looksLikeShares(data: Float64Array, columns: number): boolean {
  for (let start = 0; start < data.length; start += columns) {
    let sum = 0;
    for (let k = start; k < start + columns; k++) {
      const share = data[k] ?? 0;
      if (!(share >= 0 && share <= 1)) return false;
      sum += share;
    }
    if (Math.abs(sum - 1) > 1e-8 + 1e-5) return false;
  }
  return true;
}
