// NearestCentroid: the class whose centroid is nearest. Since 1.6 it knows priors, and with them scores and
// probabilities.

import type { Estimator, Labels } from "../../estimator.ts";
import { denseNumbers } from "../../inputs.ts";
import { centerHints } from "../../point-hints.ts";
import { softmaxRows } from "../../probabilities.ts";
import { argmaxRows, floatMatrix, floatVector, takeLabels } from "../../results.ts";
import type { ArrayResult, Matrix, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import type { DistanceMetric } from "../metrics/distance-metric.ts";
import { readMetric } from "../metrics/read-metric.ts";

interface Centroids {
  readonly labels: Labels;
  /** classes × columns. */
  readonly centroids: Float64Array;
  readonly columns: number;
  readonly metric: DistanceMetric;
}

/** @see sklearn/neighbors/_nearest_centroid.py `NearestCentroid` */
export function readNearestCentroid(state: State): Estimator {
  const model = readCentroids(state);
  const { labels, columns } = model;
  const inputs = state.numberInputs(columns);
  const rule = { className: state.className, inputs };
  const take = (samples: Samples) => denseNumbers(samples, rule);
  const scored = readScores(state, model);
  const isUniform = scored === null || scored.isUniform;
  return {
    ...state.description(),
    role: "classifier",
    inputs,
    classes: [labels],
    outputs: 1,
    children: [],
    hints: () => centerHints(model.centroids, columns),
    predict(samples) {
      const x = take(samples);
      const scores = isUniform ? negativeDistances(model, x) : scored.scores(x);
      return takeLabels(labels, argmaxRows(scores, labels.values.length));
    },
    ...(scored !== null && state.optional("metric") === "euclidean" && scoreMethods()),
  };

  function scoreMethods(): Pick<
    Estimator,
    "decisionFunction" | "predictProba" | "predictLogProba"
  > {
    const count = labels.values.length;
    const scores = (samples: Samples) => scored?.scores(take(samples)) ?? new Float64Array(0);
    const matrix = (data: Float64Array): ArrayResult =>
      floatMatrix(data, data.length / count, count);
    return {
      decisionFunction(samples) {
        const data = scores(samples);
        return count === 2 ? floatVector(differences(data)) : matrix(data);
      },
      predictProba: (samples) => matrix(softmaxRows(scores(samples), count)),
      predictLogProba: (samples) => matrix(logSoftmaxRows(scores(samples), count)),
    };
  }
}

function readCentroids(state: State): Centroids {
  const labels = state.labels("classes_");
  const count = labels.values.length;
  const { shape, data } = state.float64("centroids_", [count, null]);
  const [, columns = 0] = shape;
  if (count < 1 || columns < 1) throw state.mismatch("centroids_", "centroids", "none");
  if (state.optional("metric") === "precomputed") {
    throw state.unsupported("distances that come with the rows");
  }
  // scikit-learn's own compiled distances since 1.1, and scipy's before.
  const isScipy = !versionAtLeast(state.writtenBy, "1.1");
  const metric = readMetric({ state, name: "metric", width: columns }, new Map(), isScipy);
  return { labels, centroids: data, columns, metric };
}

function negativeDistances({ centroids, columns, labels, metric }: Centroids, x: Matrix) {
  const count = labels.values.length;
  const scores = new Float64Array(x.rows * count);
  for (let row = 0; row < x.rows; row++) {
    const asked = x.data.subarray(row * columns, (row + 1) * columns);
    for (let k = 0; k < count; k++) {
      scores[row * count + k] = -metric.reduced(asked, centroids, k * columns);
    }
  }
  return scores;
}

interface Scored {
  /** Whether all classes are as likely as each other, so that distances decide. */
  readonly isUniform: boolean;
  /** rows × classes: −distance² + 2 ln(prior), columns divided by their spread inside the classes. */
  scores(x: Matrix): Float64Array;
}

/** null before 1.6, which had no priors. */
function readScores(state: State, model: Centroids): Scored | null {
  if (!state.has("class_prior_")) return null;
  const { labels, centroids, columns } = model;
  const count = labels.values.length;
  const priors = state.float64("class_prior_", [count]).data;
  const spreads = state.float64("within_class_std_dev_", [columns]).data;
  const negative = [...priors, ...spreads].find((value) => value < 0);
  if (negative !== undefined) {
    throw state.mismatch("class_prior_", "numbers of at least 0", String(negative));
  }
  const scaled = (data: Float64Array) =>
    data.map((value, i) => value / (spreads[i % columns] || 1));
  const normalized = { ...model, centroids: scaled(centroids) };
  return {
    isUniform: priors.every((prior) => Math.abs(prior - 1 / count) <= 1e-8 + 1e-5 / count),
    scores(x) {
      const scores = negativeDistances(normalized, { ...x, data: scaled(x.data) });
      return scores.map((score, i) => squareDown(score) + 2 * Math.log(priors[i % count] ?? 0));
    },
  };

  function squareDown(score: number): number {
    const distance = model.metric.distance(-score);
    return -(distance * distance);
  }
}

/** The second class over the first. */
function differences(scores: Float64Array): Float64Array {
  return Float64Array.from(
    { length: scores.length / 2 },
    (_, row) => (scores[2 * row + 1] ?? 0) - (scores[2 * row] ?? 0),
  );
}

function logSoftmaxRows(scores: Float64Array, columns: number): Float64Array {
  for (let start = 0; start < scores.length; start += columns) {
    const row = scores.subarray(start, start + columns);
    const largest = row.reduce((most, score) => Math.max(most, score), -Infinity);
    const sum = row.reduce((total, score) => total + Math.exp(score - largest), 0);
    for (let k = 0; k < columns; k++) row[k] = (row[k] ?? 0) - largest - Math.log(sum);
  }
  return scores;
}
