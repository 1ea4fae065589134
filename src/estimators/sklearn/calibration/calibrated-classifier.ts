// CalibratedClassifierCV: classifiers whose scores are turned into probabilities, and the mean of these.

import { inTrainingOrder } from "../../delegation.ts";
import type { Estimator, Labels } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { commonInputs, mergedHints } from "../../members.ts";
import { argmaxRows, floatMatrix, takeLabels } from "../../results.ts";
import { type Samples, sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { pairwiseSum } from "../../summation.ts";
import {
  type Calibrator,
  readCalibrator,
  readTemperature,
  temperatureShares,
} from "./calibrators.ts";
import { readScores, type Scores } from "./scores.ts";

/** One classifier and what makes its scores probabilities: n × classes. */
interface Member {
  readonly estimator: Estimator;
  probabilities(samples: Samples): Float64Array;
}

const memberPath = "sklearn.calibration._CalibratedClassifier";

/** @see sklearn/calibration.py `CalibratedClassifierCV.predict_proba` */
export function readCalibratedClassifier(state: State): Estimator {
  const labels = state.labels("classes_");
  const members = state
    .list("calibrated_classifiers_")
    .map((value, i) =>
      readMember(state.part(`calibrated_classifiers_[${i}]`, value, memberPath), labels),
    );
  if (members.length === 0) throw state.invalid("it has no calibrated classifiers");
  const estimators = members.map(({ estimator }) => estimator);
  const inputs = commonInputs(state, estimators);
  const rule: NumberRule = { className: state.className, inputs };
  const columns = labels.values.length;
  const mean = (given: Samples): Float64Array => {
    const samples = inTrainingOrder(given, rule);
    const sums = new Float64Array(sampleCount(samples) * columns);
    for (const member of members) {
      const shares = member.probabilities(samples);
      for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (shares[i] ?? 0);
    }
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) / members.length;
    return sums;
  };
  return {
    ...state.description(),
    role: "classifier",
    inputs,
    classes: [labels],
    outputs: 1,
    children: estimators.map((estimator, i) => ({
      name: `calibrated_classifiers_[${i}]`,
      estimator,
    })),
    hints: () => mergedHints(estimators, inputs.width),
    predict: (samples) => takeLabels(labels, argmaxRows(mean(samples), columns)),
    predictProba: (samples) => {
      const shares = mean(samples);
      return floatMatrix(shares, shares.length / columns, columns);
    },
  };
}

/**
 * The names of the parts changed in 0.24 (`calibrators_`, `classes_`) and 1.2 (`base_estimator`).
 *
 * @see sklearn/calibration.py `_CalibratedClassifier`
 */
function readMember(state: State, labels: Labels): Member {
  const estimator = state.estimator(state.has("estimator") ? "estimator" : "base_estimator");
  const own = state.labels(state.isSet("classes_") ? "classes_" : "classes");
  const columns = labels.values.length;
  if (own.values.length !== columns || own.values.some((label, k) => label !== labels.values[k])) {
    throw state.mismatch("classes", "those of the whole", own.values.join(", ").slice(0, 100));
  }
  const scores = readScores(state, estimator, columns);
  if (state.text("method", "sigmoid") === "temperature") {
    const beta = readTemperature(state);
    return {
      estimator,
      probabilities: (samples) => overshootCut(temperatureShares(scores.of(samples), beta)),
    };
  }
  const positions = readPositions(state, estimator, own);
  const calibrators = readCalibrators(state, columns === 2 ? 1 : positions.length);
  return {
    estimator,
    probabilities(samples) {
      const shares = calibratedShares(scores.of(samples), calibrators, positions, columns);
      return overshootCut(normalized(shares, columns));
    },
  };
}

/** The number of each of the classifier's classes among those of the whole: a fold may lack some. */
function readPositions(state: State, estimator: Estimator, whole: Labels): readonly number[] {
  const [labels, ...others] = estimator.classes ?? [];
  if (labels === undefined || others.length > 0) {
    throw state.invalid(`its classifier, a ${estimator.className}, has not one list of classes`);
  }
  return labels.values.map((label) => {
    const position = whole.values.indexOf(label);
    if (position < 0) throw state.invalid(`it does not know the class ${String(label)}`);
    return position;
  });
}

function readCalibrators(state: State, most: number): readonly Calibrator[] {
  const place = state.has("calibrators") ? "calibrators" : "calibrators_";
  const values = state.list(place);
  if (values.length === 0 || values.length > most) {
    throw state.mismatch(place, `from 1 to ${most} calibrators`, String(values.length));
  }
  return values.map((value, i) => readCalibrator(state, `${place}[${i}]`, value));
}

/**
 * Each column of scores through its calibrator. Where a fold had two of several classes, its single column of
 * scores stands for the first of them, as scikit-learn has it.
 */
function calibratedShares(
  { data, columns: given }: Scores,
  calibrators: readonly Calibrator[],
  positions: readonly number[],
  columns: number,
): Float64Array {
  const rows = data.length / given;
  const shares = new Float64Array(rows * columns);
  for (const [i, calibrate] of calibrators.slice(0, given).entries()) {
    const column = Float64Array.from({ length: rows }, (_, row) => data[row * given + i] ?? 0);
    const position = columns === 2 ? 1 : (positions[i] ?? 0);
    const calibrated = calibrate(column);
    for (let row = 0; row < rows; row++) shares[row * columns + position] = calibrated[row] ?? 0;
  }
  return shares;
}

/** In place: two classes share 1; several are divided by their sum, or get the same where that is zero. */
function normalized(shares: Float64Array, columns: number): Float64Array {
  for (let start = 0; start < shares.length; start += columns) {
    if (columns === 2) {
      shares[start] = 1 - (shares[start + 1] ?? 0);
      continue;
    }
    const sum = pairwiseSum(shares, start, columns);
    for (let k = start; k < start + columns; k++) {
      shares[k] = sum === 0 ? 1 / columns : (shares[k] ?? 0) / sum;
    }
  }
  return shares;
}

/** In place: probabilities that exceed 1 by rounding are 1. */
function overshootCut(shares: Float64Array): Float64Array {
  for (let i = 0; i < shares.length; i++) {
    const share = shares[i] ?? 0;
    if (share > 1 && share <= 1 + 1e-5) shares[i] = 1;
  }
  return shares;
}
