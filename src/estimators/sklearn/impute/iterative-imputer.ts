// IterativeImputer: missing values predicted from the other columns, in several rounds, by estimators that
// were fitted for that.

import { NdArray } from "../../../objects/ndarray.ts";
import { PyObject, PyTuple, type PyValue } from "../../../objects/values.ts";
import { describe, floatArray, scalarNumber } from "../../attribute-values.ts";
import type { Estimator, InputSpec } from "../../estimator.ts";
import { denseRows, type NumberRule } from "../../inputs.ts";
import { answerNumbers } from "../../members.ts";
import { imputedNames } from "../../output-names.ts";
import { floatMatrix } from "../../results.ts";
import type { Matrix, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { transformer } from "../../transformer.ts";
import { readIndicated, withMarks } from "./indicated.ts";
import { readMissingTest } from "./missing-values.ts";

/** One prediction of one column. */
interface Step {
  readonly feature: number;
  /** The columns that it is predicted from. */
  readonly neighbors: Int32Array;
  predict(samples: Samples): Float64Array;
}

interface Rounds {
  readonly steps: readonly Step[];
  /** Predictions are cut to these, one per column. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** No limit of scikit-learn's, but beyond all use. */
const maxSteps = 100_000;

/**
 * With `sample_posterior` scikit-learn draws from what the estimators hold possible, another number at each
 * call; here it is always the mean, the likeliest one. A row without any value keeps the first guess, as
 * scikit-learn answers where it stands alone; among others it would be predicted from that guess.
 *
 * @see sklearn/impute/_iterative.py `IterativeImputer.transform`
 */
export function readIterativeImputer(state: State): Estimator {
  const test = readMissingTest(state);
  const initial = readInitial(state);
  const { width, kept } = initial;
  const rounds = readRounds(state, kept.length);
  const indicated = readIndicated(state, width);
  const inputs: InputSpec = {
    ...state.numberInputs(width),
    allowsMissing: test.allowsMissing,
  };
  const rule: NumberRule = { className: state.className, inputs };
  return transformer(state, {
    inputs,
    width: kept.length + indicated.length,
    keepsColumns: Int32Array.from([...kept, ...indicated.map(() => -1)]),
    outputNames: imputedNames(rule, kept, indicated),
    hints: () => initial.estimator.hints(),
    transform(samples) {
      const x = denseRows(samples, rule);
      const isMissing = (row: number, j: number) => test.isMissing(x.data[row * width + j] ?? 0);
      const imputed = initial.fill(x);
      const gaps = gapsOf(x.rows, kept, (row, j) => !initial.empty.has(j) && isMissing(row, j));
      runRounds(imputed, gaps, rounds);
      const answer = withMarks(imputed, x.rows, { indicated, isMissing });
      return floatMatrix(answer, x.rows, kept.length + indicated.length);
    },
  });
}

interface Initial {
  readonly estimator: Estimator;
  readonly width: number;
  /** Columns that are answered. */
  readonly kept: readonly number[];
  /** Columns that had no values in training. */
  readonly empty: ReadonlySet<number>;
  /** The first guess, in an array of its own. */
  fill(x: Matrix): Matrix;
}

/** The imputer that makes the first guess. */
function readInitial(state: State): Initial {
  const name = "initial_imputer_";
  const estimator = state.estimator(name);
  const inner = state.member(name, state.value(name));
  const { transform, transformWidth } = estimator;
  const statistics = inner.rawFloat64("statistics_", [null]).data;
  const width = statistics.length;
  const known = state.isSet("_is_empty_feature");
  const flags = known
    ? state.float64("_is_empty_feature", [width]).data
    : statistics.map((value) => (Number.isNaN(value) ? 1 : 0));
  const empty = new Set([...flags.keys()].filter((j) => flags[j] !== 0));
  const keepsEmpty = state.boolean("keep_empty_features", false);
  const kept = [...flags.keys()].filter((j) => keepsEmpty || !empty.has(j));
  if (transform === undefined || transformWidth !== kept.length) {
    const got = `one that gives ${transformWidth}`;
    throw state.mismatch(name, `an imputer that gives ${kept.length} columns`, got);
  }
  return {
    estimator,
    width,
    kept,
    empty,
    fill(x) {
      const filled = transform(x);
      if (filled.kind === "sparse") throw state.mismatch(name, "dense answers", "sparse ones");
      const data = answerNumbers(filled).slice();
      return { kind: "dense", data, rows: x.rows, columns: kept.length };
    },
  };
}

function readRounds(state: State, columns: number): Rounds {
  const sequence = state.list("imputation_sequence_");
  const finished = state.integer("n_iter_", 0, maxSteps);
  if (sequence.length > maxSteps) {
    throw state.mismatch("imputation_sequence_", `at most ${maxSteps}`, String(sequence.length));
  }
  if (finished === 0) return { steps: [], low: new Float64Array(), high: new Float64Array() };
  return {
    steps: sequence.map((value, i) => readStep(state, value, i, columns)),
    low: readLimits(state, "_min_value", columns),
    high: readLimits(state, "_max_value", columns),
  };
}

/** One limit per column; none where the file has none. Until 0.22 all columns had the same. */
function readLimits(
  state: State,
  name: "_min_value" | "_max_value",
  columns: number,
): Float64Array {
  const none = name === "_min_value" ? -Infinity : Infinity;
  if (!state.isSet(name)) return new Float64Array(columns).fill(none);
  const { data, shape } = state.rawFloat64(name);
  const fits = shape.length === 0 || (shape.length === 1 && data.length === columns);
  if (!fits || data.some(Number.isNaN)) {
    throw state.mismatch(name, `${columns} numbers`, describe(state.value(name)));
  }
  return shape.length === 0 ? new Float64Array(columns).fill(data[0] ?? none) : data;
}

function readStep(state: State, value: PyValue, i: number, columns: number): Step {
  const place = `imputation_sequence_[${i}]`;
  if (!(value instanceof PyObject) || value.global.name !== "_ImputerTriplet") {
    throw state.mismatch(place, "a step of an imputer", describe(value));
  }
  // A named tuple: `_ImputerTriplet(a, b, c)`; in protocols 0 and 1, a copy of the tuple (a, b, c).
  const [copied] = value.args;
  const items = copied instanceof PyTuple ? copied.items : value.args;
  const [target, others, predictor = null] = items;
  const isColumn = (j: number) => Number.isInteger(j) && j >= 0 && j < columns;
  const feature = scalarNumber(target) ?? -1;
  if (!isColumn(feature)) {
    throw state.mismatch(`${place}.feat_idx`, `under ${columns}`, describe(target));
  }
  const neighbors = floatArray(others)?.data;
  if (others instanceof NdArray) state.charge(others, others.size);
  if (neighbors?.every(isColumn) !== true) {
    throw state.mismatch(`${place}.neighbor_feat_idx`, `under ${columns}`, describe(others));
  }
  const { className, inputs, predict, outputs } = state.estimatorAt(
    `${place}.estimator`,
    predictor,
  );
  const takes = inputs.width ?? neighbors.length;
  if (predict === undefined || outputs !== 1 || takes !== neighbors.length) {
    const expected = `one that predicts a number from ${neighbors.length} features`;
    throw state.mismatch(`${place}.estimator`, expected, `a ${className} of ${takes}`);
  }
  return {
    feature,
    neighbors: Int32Array.from(neighbors),
    predict: (samples) => answerNumbers(predict(samples)),
  };
}

/** 1 where a column of a row is missing; rows × columns, row-major. */
function gapsOf(
  rows: number,
  columns: readonly number[],
  isMissing: (row: number, column: number) => boolean,
): Uint8Array {
  const gaps = new Uint8Array(rows * columns.length);
  for (let row = 0, at = 0; row < rows; row++) {
    for (const column of columns) gaps[at++] = isMissing(row, column) ? 1 : 0;
  }
  return gaps;
}

/** Writes each step's predictions where something is missing, for the next steps to start from. */
function runRounds({ data, rows, columns }: Matrix, gaps: Uint8Array, rounds: Rounds): void {
  const all = Array.from({ length: rows }, (_, row) => row * columns);
  // A row of which nothing is known gives nothing to predict from.
  const starts = all.filter((at) => gaps.subarray(at, at + columns).includes(0));
  const open = Array.from({ length: columns }, (_, j) => starts.filter((at) => gaps[at + j] === 1));
  for (const { feature, neighbors, predict } of rounds.steps) {
    const asked = open[feature] ?? [];
    if (asked.length === 0) continue;
    const given = new Float64Array(asked.length * neighbors.length);
    let to = 0;
    for (const at of asked) for (const j of neighbors) given[to++] = data[at + j] ?? 0;
    const shape = { rows: asked.length, columns: neighbors.length };
    const predicted = predict({ kind: "dense", data: given, ...shape });
    const low = rounds.low[feature] ?? -Infinity;
    const high = rounds.high[feature] ?? Infinity;
    for (const [k, at] of asked.entries()) {
      data[at + feature] = Math.min(Math.max(predicted[k] ?? 0, low), high);
    }
  }
}
