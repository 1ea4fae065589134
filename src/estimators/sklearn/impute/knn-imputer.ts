// KNNImputer: missing values replaced by the mean of the nearest training rows that have them.

import { NdArray } from "../../../objects/ndarray.ts";
import { PyGlobal } from "../../../objects/values.ts";
import type { Estimator, InputSpec } from "../../estimator.ts";
import { denseRows, type NumberRule } from "../../inputs.ts";
import { imputedNames } from "../../output-names.ts";
import { partialOrder } from "../../partial-order.ts";
import { pointHints } from "../../point-hints.ts";
import { floatMatrix } from "../../results.ts";
import type { State } from "../../state.ts";
import { transformer } from "../../transformer.ts";
import { versionAtLeast } from "../../version.ts";
import { readIndicated, withMarks } from "./indicated.ts";
import { readMissingTest } from "./missing-values.ts";
import { type GappedPoints, gappedPoints, nanDistances } from "./nan-distances.ts";

interface Donors {
  /** With NaN for whatever stands for missing. */
  readonly points: GappedPoints;
  readonly neighbors: number;
  readonly weights: "uniform" | "distance";
  /** Whether rows at no known distance count with "uniform" weights: until 1.5. */
  readonly countsUnknown: boolean;
  /** Mean of each column; NaN for a column without values. */
  readonly means: Float64Array;
  /** What a plain mean is rounded to: float32 where the training rows are. */
  rounded(mean: number): number;
}

/**
 * Nothing is lost of the marks of missing values where a batch has none, as it was in scikit-learn until 1.2: the
 * answers' width never depends on the samples.
 *
 * @see sklearn/impute/_knn.py `KNNImputer.transform`
 */
export function readKnnImputer(state: State): Estimator {
  const { isMissing, allowsMissing } = readMissingTest(state);
  const gapped = (data: Float64Array) => data.map((x) => (isMissing(x) ? Number.NaN : x));
  const donors = readDonors(state, gapped);
  const { points, means } = donors;
  const { width } = points;
  const indicated = readIndicated(state, width);
  const keepsEmpty = state.boolean("keep_empty_features", false);
  const kept = [...means.keys()].filter((j) => keepsEmpty || !Number.isNaN(means[j]));
  const inputs: InputSpec = { ...state.numberInputs(width), allowsMissing };
  const rule: NumberRule = { className: state.className, inputs };
  return transformer(state, {
    inputs,
    width: kept.length + indicated.length,
    keepsColumns: Int32Array.from([...kept, ...indicated.map(() => -1)]),
    outputNames: imputedNames(rule, kept, indicated),
    hints: () => pointHints(points.data, width),
    transform(samples) {
      const { data, rows } = denseRows(samples, rule);
      const given = gapped(data);
      const imputed = new Float64Array(rows * kept.length);
      for (let row = 0; row < rows; row++) {
        const filled = imputeRow(given.subarray(row * width, (row + 1) * width), donors);
        for (const [k, j] of kept.entries()) imputed[row * kept.length + k] = filled[j] ?? 0;
      }
      const answer = withMarks({ data: imputed, columns: kept.length }, rows, {
        indicated,
        isMissing: (row, column) => Number.isNaN(given[row * width + column]),
      });
      return floatMatrix(answer, rows, kept.length + indicated.length);
    },
  });
}

function readDonors(state: State, gapped: (data: Float64Array) => Float64Array): Donors {
  for (const name of ["metric", "weights"]) {
    const value = state.optional(name);
    if (value instanceof PyGlobal) throw state.unsupported(`${name}=${value.path}`);
  }
  state.option("metric", ["nan_euclidean"], "nan_euclidean");
  const { data, shape } = state.rawFloat64("_fit_X", [null, null]);
  const [rows = 0, width = 0] = shape;
  const infinite = data.find((value) => value === Infinity || value === -Infinity);
  if (infinite !== undefined) throw state.mismatch("_fit_X", "finite numbers", String(infinite));
  if (rows === 0 || width === 0) throw state.mismatch("_fit_X", "rows of numbers", "empty");
  const points = gapped(data);
  const value = state.value("_fit_X");
  const isSingle = value instanceof NdArray && value.dtype.itemSize === 4;
  return {
    points: gappedPoints(points, width),
    neighbors: state.integer("n_neighbors", 1, 2 ** 31, 5),
    weights: state.isSet("weights") ? state.option("weights", ["uniform", "distance"]) : "uniform",
    countsUnknown: !versionAtLeast(state.writtenBy, "1.6"),
    means: columnMeans(points, width),
    rounded: isSingle ? Math.fround : (mean) => mean,
  };
}

function columnMeans(points: Float64Array, width: number): Float64Array {
  return Float64Array.from({ length: width }, (_, j) => {
    let sum = 0;
    let count = 0;
    for (let i = j; i < points.length; i += width) {
      const value = points[i] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
    return sum / count;
  });
}

/** The row with its gaps filled; 0 in columns that had no values in training. */
function imputeRow(row: Float64Array, donors: Donors): Float64Array {
  const { points, means } = donors;
  const { data, width } = points;
  const filled = row.map((value, j) => (Number.isNaN(means[j]) ? 0 : value));
  if (!filled.some(Number.isNaN)) return filled;
  const distances = nanDistances(row, points);
  const all = Uint32Array.from(distances.keys());
  for (let j = 0; j < width; j++) {
    if (!Number.isNaN(filled[j])) continue;
    const able = all.filter((i) => !Number.isNaN(data[i * width + j]));
    const count = Math.min(donors.neighbors, able.length);
    const order = partialOrder(
      Float64Array.from(able, (i) => distances[i] ?? 0),
      count - 1,
    );
    const nearest = Array.from(order.subarray(0, count), (place) => able[place] ?? 0);
    const mean = donorMean(nearest, j, distances, donors);
    filled[j] = Number.isNaN(mean) ? donors.rounded(means[j] ?? 0) : mean;
  }
  return filled;
}

/** NaN where no distance to any of the rows is known. */
function donorMean(
  nearest: readonly number[],
  column: number,
  distances: Float64Array,
  { points, weights, countsUnknown, rounded }: Donors,
): number {
  const known = nearest.filter((i) => !Number.isNaN(distances[i]));
  if (known.length === 0) return Number.NaN;
  const same = known.filter((i) => distances[i] === 0);
  const byDistance = weights === "distance";
  // Rows that are the same count alone; else each as its distance is small.
  const alike = byDistance && same.length > 0 ? same : known;
  const counted = byDistance || !countsUnknown ? alike : nearest;
  let sum = 0;
  let total = 0;
  for (const i of counted) {
    const weight = byDistance && same.length === 0 ? 1 / (distances[i] ?? 1) : 1;
    sum += weight * (points.data[i * points.width + column] ?? 0);
    total += weight;
  }
  // Without weights the mean stays in the type of the training rows.
  return !byDistance && countsUnknown ? rounded(sum / total) : sum / total;
}
