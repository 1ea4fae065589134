// DummyClassifier: the same label and the same probabilities for whatever is asked. Strategies that draw random
// numbers have no answer that could be the same again.

import { NdArray } from "../../../objects/ndarray.ts";
import { PyFloat, type PyValue } from "../../../objects/values.ts";
import { cellOf, labelsOf, sequence } from "../../attribute-values.ts";
import type { Estimator, Labels } from "../../estimator.ts";
import { labelPositions } from "../../members.ts";
import { argmax, floatMatrix, logOf } from "../../results.ts";
import { type ArrayResult, type Cell, type ElementType, sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { anyInputs } from "./any-inputs.ts";

const strategies = ["most_frequent", "prior", "constant", "uniform", "stratified", "warn"] as const;

/** @see sklearn/dummy.py `DummyClassifier` */
export function readDummyClassifier(state: State): Estimator {
  const strategy = state.option(state.isSet("_strategy") ? "_strategy" : "strategy", strategies);
  // Until 0.23 the default "warn" meant stratified.
  if (strategy === "stratified" || strategy === "warn") {
    throw state.unsupported("strategy 'stratified', which answers at random");
  }
  if (state.boolean("sparse_output_", false)) throw state.unsupported("sparse labels");
  const { labels, priors, single } = readClasses(state);
  const constant = strategy === "constant" ? readConstant(state, labels) : null;
  const shares = labels.map(({ values }, k) => {
    const count = values.length;
    if (strategy === "uniform") return new Float64Array(count).fill(1 / count);
    if (strategy === "prior") return priors[k] ?? new Float64Array(count);
    const share = new Float64Array(count);
    share[constant?.positions[k] ?? commonest(priors[k])] = 1;
    return share;
  });
  const predictProba = (samples: Parameters<typeof sampleCount>[0]) => {
    const rows = sampleCount(samples);
    const answers = shares.map((share) => repeated(share, rows));
    const [only] = answers;
    return single && only !== undefined ? only : answers;
  };
  const answer = constant?.labels ?? labels.map((each, k) => oneLabel(each, commonest(priors[k])));
  return {
    ...state.description(),
    role: "classifier",
    inputs: anyInputs(state),
    classes: labels,
    outputs: labels.length,
    children: [],
    hints: () => null,
    ...(strategy !== "uniform" && {
      predict: (samples) => repeatedLabels(answer, sampleCount(samples), single),
    }),
    predictProba,
    predictLogProba: (samples) => logOf(predictProba(samples)),
  };
}

interface Classes {
  /** One entry per output. */
  readonly labels: readonly Labels[];
  readonly priors: readonly Float64Array[];
  /** Whether answers are those of one output, without an axis for it. */
  readonly single: boolean;
}

/** Until 0.21 a column of labels kept its axis. */
function readClasses(state: State): Classes {
  const single = !state.isList("classes_");
  const outputs = single ? 1 : state.list("classes_").length;
  const labels = single ? [state.labels("classes_")] : state.labelLists("classes_", outputs);
  const values = single ? [state.value("class_prior_")] : state.list("class_prior_");
  const priors = values.map((value) => readPrior(state, value));
  const fits = labels.every((each, k) => each.values.length === priors[k]?.length);
  if (labels.length === 0 || priors.length !== labels.length || !fits) {
    throw state.invalid("class_prior_ and classes_ are of different lengths");
  }
  return { labels, priors, single };
}

function readPrior(state: State, value: PyValue): Float64Array {
  const numbers = value instanceof NdArray ? Float64Array.from(value.numbers()) : undefined;
  if (numbers?.every(Number.isFinite)) return numbers;
  throw state.invalid("class_prior_ must be finite numbers");
}

function commonest(prior: Float64Array = new Float64Array(1)): number {
  return argmax(prior, 0, prior.length);
}

interface Constant {
  /** One label per output, of the type that the parameter has. */
  readonly labels: readonly Labels[];
  readonly positions: readonly number[];
}

/** @throws ESTIMATOR_INVALID when the constant is not among the classes */
function readConstant(state: State, classes: readonly Labels[]): Constant {
  const value = state.value("constant");
  const items = labelsOf(value)?.values ?? [cellOf(value) ?? null];
  const type = constantType(value);
  const labels = items.map((item): Labels => ({ type, values: [item] }));
  const positions = classes.map((each, k) => {
    const [position = -1] = labelPositions(each)(asAnswer(labels[k] ?? { type, values: [null] }));
    return position;
  });
  if (labels.length !== classes.length || positions.some((position) => position < 0)) {
    throw state.mismatch("constant", "one of the classes", items.map(String).join(", "));
  }
  return { labels, positions };
}

/** The type of numpy's array of the parameter. */
function constantType(value: PyValue): ElementType {
  if (value instanceof NdArray) return labelsOf(value)?.type ?? "object";
  const items = sequence(value) ?? [value];
  if (items.some((item) => typeof item === "string")) return "str";
  if (items.every((item) => typeof item === "boolean")) return "bool";
  return items.some((item) => item instanceof PyFloat) ? "float" : "int";
}

/** Python's texts become numpy's in an array of them alone. */
function oneLabel({ type, values }: Labels, position: number): Labels {
  const value = values[position] ?? null;
  return { type: typeof value === "string" ? "str" : type, values: [value] };
}

function asAnswer({ type, values }: Labels): ArrayResult {
  return { kind: "array", shape: [values.length], type, data: values };
}

function repeated(row: Float64Array, rows: number): ArrayResult {
  const data = new Float64Array(rows * row.length);
  for (let start = 0; start < data.length; start += row.length) data.set(row, start);
  return floatMatrix(data, rows, row.length);
}

function repeatedLabels(labels: readonly Labels[], rows: number, single: boolean): ArrayResult {
  const row = labels.map(({ values }) => values[0] ?? null);
  const data: Cell[] = [];
  for (let i = 0; i < rows; i++) data.push(...row);
  const shape = single ? [rows] : [rows, row.length];
  return { kind: "array", shape, type: labels[0]?.type ?? "object", data };
}
