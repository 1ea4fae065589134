// Samples through an estimator to one prediction per row: the label or number, and what the model thinks of
// every class.

import { PicklejarError } from "../errors.ts";
import type { Estimator, Labels } from "../estimators/estimator.ts";
import { type ArrayResult, type Cell, type Samples, sampleCount } from "../estimators/samples.ts";
import { plainRow } from "./plain-results.ts";
import type { LabelProbability, PredictedValue, Prediction, ScoringOptions } from "./prediction.ts";

/** Whether an estimator can answer for new rows at all: a DBSCAN labels only what it was fitted on. */
export function canPredict(estimator: Estimator): boolean {
  const { predict, transform, kneighbors, scoreSamples } = estimator;
  return (predict ?? transform ?? kneighbors ?? scoreSamples) !== undefined;
}

/**
 * One prediction per row: of `predict`, else the row of `transform`, else [distances, indices] of
 * `kneighbors`, else the score of `score_samples` (a density); with probabilities where the estimator has `predict_proba`.
 *
 * A number that is not finite becomes null, with a warning.
 *
 * @param warnings  by row: what the answer should say already
 */
export function predictSamples(
  estimator: Estimator,
  samples: Samples,
  warnings: ReadonlyMap<number, readonly string[]> = new Map(),
  { probabilities: isAsked }: ScoringOptions = { probabilities: true },
): Prediction[] {
  const rows = sampleCount(samples);
  if (rows === 0) return [];
  const remarks = estimator.remarks?.(samples);
  const { valueAt, probabilitiesAt } = answersOf(estimator, samples, isAsked);
  const predictions = new Array<Prediction>(rows);
  for (let row = 0; row < rows; row++) {
    const value = valueAt(row);
    const prediction = finiteValue(value);
    const probabilities = probabilitiesAt?.(row);
    const given = warnings.get(row);
    const remarked = remarks?.get(row);
    const isBroken = probabilities !== undefined && hasBrokenProbability(probabilities);
    // Nearly all rows: nothing is made for them that is not answered.
    if (given === undefined && remarked === undefined && prediction === value && !isBroken) {
      predictions[row] =
        probabilities === undefined ? { prediction } : { prediction, ...probabilities };
      continue;
    }
    const notes = [...(given ?? []), ...(remarked ?? [])];
    if (prediction !== value)
      notes.push("The prediction is not a finite number; null stands for it.");
    if (isBroken) notes.push("A probability is not a finite number.");
    predictions[row] =
      notes.length === 0
        ? { prediction, ...probabilities }
        : { prediction, ...probabilities, warnings: notes };
  }
  return predictions;
}

type Probabilities = Pick<Prediction, "probabilities" | "outputProbabilities">;

/** The answers, a row at a time. */
interface Answers {
  readonly valueAt: (row: number) => PredictedValue;
  readonly probabilitiesAt: ((row: number) => Probabilities) | null;
}

/** @param isAsked  whether probabilities are wanted */
function answersOf(estimator: Estimator, samples: Samples, isAsked: boolean): Answers {
  if (estimator.handOver !== undefined) {
    const next = estimator.handOver(samples);
    return answersOf(next.estimator, next.samples, isAsked);
  }
  if (isAsked && estimator.predictBoth !== undefined) {
    const { labels, probabilities } = estimator.predictBoth(samples);
    return {
      valueAt: valuesOf(labels),
      probabilitiesAt: probabilityLists(estimator, probabilities),
    };
  }
  const valueAt = predictedValues(estimator, samples);
  const hasBoth = estimator.predict !== undefined && estimator.predictProba !== undefined;
  const result = isAsked && hasBoth ? estimator.predictProba?.(samples) : undefined;
  return {
    valueAt,
    probabilitiesAt: result === undefined ? null : probabilityLists(estimator, result),
  };
}

function predictedValues(estimator: Estimator, samples: Samples): (row: number) => PredictedValue {
  if (estimator.predict) return valuesOf(estimator.predict(samples));
  if (estimator.transform) {
    const result = estimator.transform(samples);
    return (row) => plainRow(result, row);
  }
  if (estimator.kneighbors) {
    const { distances, indices } = estimator.kneighbors(samples);
    return (row) => [plainRow(distances, row), plainRow(indices, row)];
  }
  if (estimator.scoreSamples) {
    const result = estimator.scoreSamples(samples);
    return (row) => plainRow(result, row);
  }
  throw new PicklejarError("MODEL_NOT_AN_ESTIMATOR", { what: `a ${estimator.className}` });
}

function valuesOf(result: ArrayResult): (row: number) => PredictedValue {
  // A regressor fitted on a column answers with a column: still one number per row.
  const isColumn = result.shape.length === 2 && result.shape[1] === 1;
  const flat: ArrayResult = isColumn ? { ...result, shape: [result.shape[0] ?? 0] } : result;
  return (row) => plainRow(flat, row);
}

function probabilityLists(
  estimator: Estimator,
  result: ArrayResult | readonly ArrayResult[],
): (row: number) => Probabilities {
  const classes = estimator.classes ?? componentsOf(result);
  if ("kind" in result && classes.length > 1) return labelProbabilities(estimator, result, classes);
  if ("kind" in result) {
    const [labels] = classes;
    checkClasses(estimator, result, labels);
    const listOf = labelled(result, labels);
    return (row) => ({ probabilities: listOf(row) });
  }
  for (const [output, part] of result.entries()) checkClasses(estimator, part, classes[output]);
  const lists = result.map((part, output) => labelled(part, classes[output]));
  return (row) => ({ outputProbabilities: lists.map((listOf) => listOf(row)) });
}

/** Mixtures have no labels: their components are known by their numbers. */
function componentsOf(result: ArrayResult | readonly ArrayResult[]): readonly Labels[] {
  const count = "kind" in result ? (result.shape[1] ?? 0) : 0;
  return [{ type: "int", values: Array.from({ length: count }, (_, component) => component) }];
}

/** Several yes-or-no outputs: the answer holds one probability for each, that of its second class. */
function labelProbabilities(
  estimator: Estimator,
  result: ArrayResult,
  classes: readonly Labels[],
): (row: number) => Probabilities {
  const [rows = 0, columns = 0] = result.shape;
  if (columns !== classes.length || classes.some(({ values }) => values.length !== 2)) {
    const reason = `it gives ${columns} probabilities for ${classes.length} outputs`;
    throw new PicklejarError("ESTIMATOR_INVALID", { className: estimator.className, reason });
  }
  const outputs = classes.map((labels, output) => {
    const data = new Float64Array(2 * rows);
    for (let row = 0; row < rows; row++) {
      const share = Number(result.data[row * columns + output] ?? Number.NaN);
      data.set([1 - share, share], 2 * row);
    }
    return labelled({ ...result, shape: [rows, 2], data }, labels);
  });
  return (row) => ({ outputProbabilities: outputs.map((listOf) => listOf(row)) });
}

function checkClasses(estimator: Estimator, result: ArrayResult, labels: Labels | undefined): void {
  if (result.shape[1] === labels?.values.length) return;
  const reason = `it gives ${result.shape[1]} probabilities for ${labels?.values.length ?? 0} classes`;
  throw new PicklejarError("ESTIMATOR_INVALID", { className: estimator.className, reason });
}

function labelled(
  { data }: ArrayResult,
  labels: Labels | undefined,
): (row: number) => LabelProbability[] {
  const shown = labels === undefined ? [] : shownLabels(labels);
  const count = shown.length;
  return (row) => {
    const list = new Array<LabelProbability>(count);
    for (let i = 0; i < count; i++) {
      const probability = Number(data[row * count + i] ?? Number.NaN);
      list[i] = { label: shown[i] ?? null, probability };
    }
    return list;
  };
}

/** The labels as answers name them. */
export function shownLabels({ type, values }: Labels): readonly Cell[] {
  if (type !== "bool") return values;
  return values.map((value) => (typeof value === "number" ? value !== 0 : value));
}

/** The same value where all its numbers are finite, else a copy with null in their place. */
function finiteValue(value: PredictedValue): PredictedValue {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (!Array.isArray(value)) return value;
  const list = value.map(finiteValue);
  return list.some((item, i) => item !== value[i]) ? list : value;
}

function hasBrokenProbability({ probabilities, outputProbabilities }: Probabilities): boolean {
  if (probabilities !== undefined) return isBroken(probabilities);
  return outputProbabilities?.some(isBroken) ?? false;
}

function isBroken(list: readonly LabelProbability[]): boolean {
  for (const { probability } of list) if (!Number.isFinite(probability)) return true;
  return false;
}
