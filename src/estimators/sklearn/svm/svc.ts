// SVC and NuSVC: they differ in how they are fitted, not in how they answer.

import type { Estimator, Labels } from "../../estimator.ts";
import { argmaxRows, floatMatrix, floatVector, logOf, takeLabels } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { decidePairs, type PairDecisions, scoreClasses, votedClass } from "./one-versus-one.ts";
import { PairwiseCoupling, sigmoidPredict } from "./pairwise-coupling.ts";
import { readSupportVectors, type SupportVectors } from "./support-vectors.ts";

/** The coupling of probabilities can take classes³ steps per row: beyond this it is refused. */
const maxCoupledClasses = 500;

/** A classifier of libsvm, ready to decide. */
interface Model extends PairDecisions {
  readonly vectors: SupportVectors;
  readonly labels: Labels;
}

/** @see sklearn/svm/_base.py `BaseSVC` */
export function readSvc(state: State): Estimator {
  const model = readModel(state);
  const { vectors, labels, classes } = model;
  const shape = state.isSet("decision_function_shape")
    ? state.option("decision_function_shape", ["ovo", "ovr"])
    : "ovo";
  const breakTies = state.boolean("break_ties", false);
  if (breakTies && shape === "ovo") {
    throw state.invalid("break_ties needs decision_function_shape='ovr'");
  }
  const scores = (samples: Samples) => classScores(model, samples);
  return {
    ...state.description(),
    role: "classifier",
    inputs: vectors.inputs,
    classes: [labels],
    outputs: 1,
    children: [],
    hints: () => vectors.hints(),
    decisionFunction(samples): ArrayResult {
      if (classes === 2) return floatVector(decisions(model, samples).map((value) => -value));
      const data = shape === "ovr" ? scores(samples) : decisions(model, samples);
      const columns = shape === "ovr" ? classes : model.intercepts.length;
      return floatMatrix(data, data.length / columns, columns);
    },
    predict(samples): ArrayResult {
      return breakTies && classes > 2
        ? takeLabels(labels, argmaxRows(scores(samples), classes))
        : takeLabels(labels, votes(model, samples));
    },
    ...probabilityMethods(state, model, breakTies && classes > 2),
  };
}

function readModel(state: State): Model {
  const labels = state.labels("classes_");
  const classes = labels.values.length;
  if (classes < 2) throw state.mismatch("classes_", "at least two labels", String(classes));
  const intercepts = state.float64("_intercept_", [(classes * (classes - 1)) / 2]).data;
  const vectors = readSupportVectors(state, classes - 1);
  const { coefficients } = vectors;
  const supports = readSupports(state, classes, vectors.count);
  return { vectors, labels, classes, supports, coefficients, intercepts };
}

/** `_n_support` from 0.22 on. */
function readSupports(state: State, classes: number, count: number): Int32Array {
  const name = state.has("_n_support") ? "_n_support" : "n_support_";
  const { data } = state.float64(name, [classes]);
  const sum = data.reduce((total, size) => total + size, 0);
  if (sum !== count || data.some((size) => !Number.isInteger(size) || size < 0)) {
    throw state.mismatch(name, `numbers that add up to ${count} support vectors`, `${sum}`);
  }
  return Int32Array.from(data);
}

/** n × pairs, in libsvm's own sense: positive for the first class of a pair. */
function decisions(model: Model, samples: Samples): Float64Array {
  const pairs = model.intercepts.length;
  return perRow(model, samples, pairs, (decided, row) => row.set(decided));
}

/** n × classes. */
function classScores(model: Model, samples: Samples): Float64Array {
  return perRow(model, samples, model.classes, scoreClasses);
}

function votes(model: Model, samples: Samples): Int32Array {
  const winners = perRow(model, samples, 1, (decided, row) => {
    row[0] = votedClass(decided, model.classes);
  });
  return Int32Array.from(winners);
}

/** Decides the pairs of each row in turn; `write` turns them into `columns` numbers. */
function perRow(
  model: Model,
  samples: Samples,
  columns: number,
  write: (decided: Float64Array, row: Float64Array) => void,
): Float64Array {
  const { vectors } = model;
  const x = vectors.take(samples);
  const decided = new Float64Array(model.intercepts.length);
  const answers = new Float64Array(x.rows * columns);
  for (let row = 0; row < x.rows; row++) {
    decidePairs(model, vectors.compare(x, row), decided);
    write(decided, answers.subarray(row * columns, (row + 1) * columns));
  }
  return answers;
}

/** Without `probability=True` at fit there are none. `probA_` was `_probA` from 0.23 on. */
function probabilityMethods(
  state: State,
  model: Model,
  breaksTies: boolean,
): Pick<Estimator, "predictProba" | "predictLogProba" | "predictBoth"> {
  const asked = state.optional("probability");
  if (asked === "deprecated" || asked === undefined || !state.boolean("probability")) return {};
  const slopes = readPlatt(state, "_probA", "probA_");
  const shifts = readPlatt(state, "_probB", "probB_");
  if (slopes.length === 0 || shifts.length === 0) return {};
  const { classes } = model;
  const pairs = model.intercepts.length;
  if (slopes.length !== pairs || shifts.length !== pairs) {
    throw state.mismatch("_probA", `${pairs} numbers`, `${slopes.length} and ${shifts.length}`);
  }
  if (classes > maxCoupledClasses) {
    throw state.unsupported(`probabilities of more than ${maxCoupledClasses} classes`);
  }
  const coupled = (samples: Samples, meet: (decided: Float64Array) => void): ArrayResult => {
    const coupling = new PairwiseCoupling(classes);
    const data = perRow(model, samples, classes, (decided, row) => {
      fillPairs(coupling, decided, { slopes, shifts });
      coupling.couple(row);
      meet(decided);
    });
    return floatMatrix(data, data.length / classes, classes);
  };
  const predictProba = (samples: Samples) => coupled(samples, () => {});
  return {
    predictProba,
    predictLogProba: (samples) => logOf(predictProba(samples)),
    ...(!breaksTies && {
      predictBoth(samples) {
        const winners: number[] = [];
        const probabilities = coupled(samples, (decided) => {
          winners.push(votedClass(decided, classes));
        });
        return { labels: takeLabels(model.labels, Int32Array.from(winners)), probabilities };
      },
    }),
  };
}

function readPlatt(state: State, name: string, before: string): Float64Array {
  return state.float64(state.has(name) ? name : before, [null]).data;
}

function fillPairs(
  { classes, pairs }: PairwiseCoupling,
  decided: Float64Array,
  { slopes, shifts }: { readonly slopes: Float64Array; readonly shifts: Float64Array },
): void {
  let pair = 0;
  for (let i = 0; i < classes; i++) {
    for (let j = i + 1; j < classes; j++, pair++) {
      const first = sigmoidPredict(decided[pair] ?? 0, slopes[pair] ?? 0, shifts[pair] ?? 0);
      pairs[i * classes + j] = first;
      pairs[j * classes + i] = 1 - first;
    }
  }
}
