// The prediction for one row that needs no judging: by the estimator's methods for one row, where it has such.

import { PicklejarError } from "../errors.ts";
import type { Estimator } from "../estimators/estimator.ts";
import type { Cell } from "../estimators/samples.ts";
import { predictSamples, shownLabels } from "./predict.ts";
import type { LabelProbability, Prediction } from "./prediction.ts";

/**
 * What `predictSamples` gives for one row; null where that must be asked.
 *
 * @param row  values in training order
 */
export type SinglePrediction = (row: readonly Cell[]) => Prediction | null;

/** Null where the estimator has no methods for one row. */
export function singlePrediction(estimator: Estimator): SinglePrediction | null {
  const { single, classes, predictProba, remarks } = estimator;
  const predict = single?.predict;
  if (predict === undefined || remarks !== undefined) return null;
  const [labels, ...others] = classes ?? [];
  const shown = labels === undefined ? [] : shownLabels(labels);
  const hasProbabilities = predictProba !== undefined;
  if (hasProbabilities && (labels === undefined || others.length > 0)) return null;
  return (row) => {
    const answer = predict(row);
    if (answer === null) return null;
    const { value: prediction, probabilities: shares } = answer;
    if (typeof prediction === "number" && !Number.isFinite(prediction)) return null;
    if (!hasProbabilities) return { prediction };
    if (shares === null || shares.length !== shown.length) return null;
    const probabilities = new Array<LabelProbability>(shares.length);
    for (let i = 0; i < shares.length; i++) {
      const probability = shares[i] ?? Number.NaN;
      if (!Number.isFinite(probability)) return null;
      probabilities[i] = { label: shown[i] ?? null, probability };
    }
    return { prediction, probabilities };
  };
}

/** By the methods for many rows, as a row of numbers: null where these refuse it, or the estimator takes other things. */
export function predictionOfNumbers(estimator: Estimator): SinglePrediction | null {
  const { kind, openKind } = estimator.inputs;
  if (kind !== "numbers" || openKind === true) return null;
  // Nobody keeps what they were asked.
  let data = new Float64Array(0);
  return (row) => {
    const columns = row.length;
    if (data.length !== columns) data = new Float64Array(columns);
    for (let j = 0; j < columns; j++) {
      const value = row[j];
      if (typeof value !== "number") return null;
      data[j] = value;
    }
    try {
      return predictSamples(estimator, { kind: "dense", data, rows: 1, columns })[0] ?? null;
    } catch (error) {
      if (error instanceof PicklejarError) return null;
      throw error;
    }
  };
}
