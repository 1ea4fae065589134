// ClassifierChain and RegressorChain: each estimator also sees what the ones before it answered.

import { matrixOfColumns } from "../../column-answers.ts";
import type { Estimator } from "../../estimator.ts";
import { type NumberRule, numbers } from "../../inputs.ts";
import { answerNumbers, mergedHints, readMembers } from "../../members.ts";
import { logOf } from "../../results.ts";
import type { ArrayResult, Matrix, Samples, SparseMatrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { labelsOf } from "./multi-output.ts";

/** One number per sample. */
type Response = (samples: Samples) => Float64Array;

/** @see sklearn/multioutput.py `RegressorChain` */
export function readRegressorChain(state: State): Estimator {
  const members = readMembers(state, "estimators_");
  const chain = readChain(state, members);
  const predict = responsesOf(state, members, "predict");
  return {
    ...chain.description,
    role: "regressor",
    predict: (samples) => chain.answer(samples, predict, predict),
  };
}

/** @see sklearn/multioutput.py `ClassifierChain` */
export function readClassifierChain(state: State): Estimator {
  const members = readMembers(state, "estimators_");
  const chain = readChain(state, members);
  const labels = members.map((member) => labelsOf(state, member));
  if (labels.some(({ values }) => values.some((value) => typeof value === "string"))) {
    throw state.invalid("texts among its classes_ cannot be handed down the chain");
  }
  const predict = responsesOf(state, members, "predict");
  // Since 1.5 the answers that are handed on may be other ones than labels.
  const handedOn = state.option("chain_method_", methods, "predict");
  const handed = handedOn === "predict" ? predict : responsesOf(state, members, handedOn);
  const isBinary = labels.every(({ values }) => values.length === 2);
  const answering = (method: Method): Pick<Estimator, "predict"> | null => {
    const has = members.every((member) => methodOf(member, method) !== undefined);
    if (!has || !isBinary) return null;
    const responses = responsesOf(state, members, method);
    return { predict: (samples) => chain.answer(samples, responses, handed) };
  };
  const predictProba = answering("predict_proba")?.predict;
  const decisionFunction = answering("decision_function")?.predict;
  const logs = predictProba !== undefined && versionAtLeast(state.writtenBy, "1.4");
  return {
    ...chain.description,
    role: "classifier",
    classes: chain.order.map((i) => labels[i] ?? { type: "int", values: [] }),
    predict: (samples) => chain.answer(samples, predict, handed),
    ...(predictProba && { predictProba }),
    ...(logs && { predictLogProba: (samples) => logOf(predictProba(samples)) }),
    ...(decisionFunction && { decisionFunction }),
  };
}

interface Chain {
  readonly description: Estimator;
  /** The number in the chain of each output. */
  readonly order: readonly number[];
  answer(samples: Samples, output: readonly Response[], handed: readonly Response[]): ArrayResult;
}

function readChain(state: State, members: readonly Estimator[]): Chain {
  const width = state.width(members[0]?.inputs.width ?? null);
  if (width === null) throw state.invalid("it does not say how many features it takes");
  for (const [i, { inputs }] of members.entries()) {
    if (inputs.width === null || inputs.width === width + i) continue;
    throw state.mismatch(`estimators_[${i}]`, `of ${width + i} features`, `of ${inputs.width}`);
  }
  const order = readOrder(state, members.length);
  const rule: NumberRule = { className: state.className, inputs: state.numberInputs(width) };
  const description: Estimator = {
    ...state.description(),
    role: "regressor",
    inputs: rule.inputs,
    classes: null,
    outputs: members.length,
    children: members.map((estimator, i) => ({ name: `estimators_[${i}]`, estimator })),
    hints: () => mergedHints(members, width)?.slice(0, width) ?? null,
  };
  const answer: Chain["answer"] = (samples, output, handed) => {
    const columns = askedInTurn(numbers(samples, rule), output, handed);
    return matrixOfColumns(order.map((i) => columns[i] ?? new Float64Array()));
  };
  return { description, order, answer };
}

/** For each output its number in the chain: `order_` turned around. */
function readOrder(state: State, count: number): readonly number[] {
  const { data } = state.float64("order_", [count]);
  const order: number[] = new Array(count).fill(-1);
  for (const [i, output] of data.entries()) {
    if (order[output] !== -1) throw state.mismatch("order_", "all outputs once", String(output));
    order[output] = i;
  }
  return order;
}

const methods = ["predict", "predict_proba", "predict_log_proba", "decision_function"] as const;
type Method = (typeof methods)[number];

function methodOf(estimator: Estimator, method: Method) {
  const { predict, predictProba, predictLogProba, decisionFunction } = estimator;
  return {
    predict,
    predict_proba: predictProba,
    predict_log_proba: predictLogProba,
    decision_function: decisionFunction,
  }[method];
}

/** Of probabilities those of the second class count. */
function responsesOf(
  state: State,
  members: readonly Estimator[],
  name: Method,
): readonly Response[] {
  return members.map((member) => {
    const method = methodOf(member, name);
    const isBinary = name === "predict" || member.classes?.[0]?.values.length === 2;
    if (method === undefined || member.outputs !== 1 || !isBinary) {
      throw state.invalid(`a ${member.className} among its estimators_ has no single ${name}`);
    }
    return (samples) => {
      const answer = method(samples);
      const data = "kind" in answer ? answerNumbers(answer) : new Float64Array();
      if (name !== "predict_proba" && name !== "predict_log_proba") return data;
      return Float64Array.from({ length: data.length / 2 }, (_, row) => data[2 * row + 1] ?? 0);
    };
  });
}

function askedInTurn(
  samples: Matrix | SparseMatrix,
  output: readonly Response[],
  handed: readonly Response[],
): readonly Float64Array[] {
  const answers: Float64Array[] = [];
  let given = samples;
  for (const [i, respond] of output.entries()) {
    const answer = respond(given);
    answers.push(answer);
    const hand = handed[i];
    if (i === output.length - 1 || hand === undefined) break;
    const column = hand === respond ? answer : hand(given);
    given = given.kind === "dense" ? denseWith(given, column) : sparseWith(given, column);
  }
  return answers;
}

function denseWith({ data, rows, columns }: Matrix, column: Float64Array): Matrix {
  const wider = new Float64Array(rows * (columns + 1));
  for (let row = 0; row < rows; row++) {
    wider.set(data.subarray(row * columns, (row + 1) * columns), row * (columns + 1));
    wider[row * (columns + 1) + columns] = column[row] ?? 0;
  }
  return { kind: "dense", data: wider, rows, columns: columns + 1 };
}

function sparseWith(matrix: SparseMatrix, column: Float64Array): SparseMatrix {
  const { rows, columns, indptr } = matrix;
  const added = column.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
  const stored = (indptr[rows] ?? 0) + added;
  const ends = new Int32Array(rows + 1);
  const indices = new Int32Array(stored);
  const values = new Float64Array(stored);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    const [start, end] = [indptr[row] ?? 0, indptr[row + 1] ?? 0];
    indices.set(matrix.indices.subarray(start, end), at);
    values.set(matrix.values.subarray(start, end), at);
    at += end - start;
    const value = column[row] ?? 0;
    if (value !== 0) {
      indices[at] = columns;
      values[at++] = value;
    }
    ends[row + 1] = at;
  }
  return { kind: "sparse", rows, columns: columns + 1, indptr: ends, indices, values };
}
