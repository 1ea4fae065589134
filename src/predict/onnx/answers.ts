// The tensors that a graph answers with, as labels, probabilities and numbers; labels are checked against the largest
// probability.

import { PicklejarError } from "../../errors.ts";
import type { Labels } from "../../estimators/estimator.ts";
import { argmaxRows, floatMatrix, floatVector, takeLabels } from "../../estimators/results.ts";
import type { ArrayResult, Cell } from "../../estimators/samples.ts";
import type { AnswerPlan } from "./plan.ts";
import type { PlainTensor } from "./tensors.ts";

/** The answers for some rows. */
export interface OnnxAnswers {
  readonly prediction: ArrayResult;
  /** n × classes. */
  readonly probabilities: ArrayResult | null;
  /** By row: what the answer should say. */
  readonly remarks: ReadonlyMap<number, readonly string[]>;
}

/** One batch's outputs, and how many of its rows are real. */
export interface AnsweredBatch {
  readonly tensors: readonly PlainTensor[];
  readonly rows: number;
}

const disagreement =
  "The model's label is not the class of its largest probability: one of the two may be wrong.";

const correction =
  "ONNX Runtime gave another label; the answer is the class of the largest probability, as ONNX defines it.";

/** Probabilities may differ by this much and count as equal: float32 sums. */
const tie = 1e-6;

/** @throws ESTIMATOR_INVALID when the outputs are not one answer for each row */
export function answersFrom(plan: AnswerPlan, batches: readonly AnsweredBatch[]): OnnxAnswers {
  const rows = batches.reduce((total, batch) => total + batch.rows, 0);
  if (plan.values.length > 0) {
    return { prediction: valuesOf(plan, batches, rows), probabilities: null, remarks: new Map() };
  }
  const { labels, label, probabilities } = plan;
  const shares = probabilities === null ? null : column(probabilities, batches, rows);
  const count = shares === null || rows === 0 ? 0 : shares.length / rows;
  if (shares !== null && labels !== null && rows > 0 && count !== labels.values.length) {
    throw failed(`it gives ${count} probabilities for ${labels.values.length} classes`);
  }
  const matrix =
    shares === null
      ? null
      : floatMatrix(Float64Array.from(shares, Number), rows, Math.max(count, 1));
  const best = matrix === null ? null : argmaxRows(matrix.data as Float64Array, Math.max(count, 1));
  if (label === null) {
    const chosen = labels !== null && best !== null ? takeLabels(labels, best) : null;
    if (chosen === null) throw failed("it gives no labels");
    return { prediction: chosen, probabilities: matrix, remarks: new Map() };
  }
  const given = column(label, batches, rows);
  if (given.length !== rows) throw failed(`it gives ${given.length} labels for ${rows} rows`);
  const type = typeof given[0] === "string" ? "str" : "int";
  const odd = labels === null || matrix === null ? [] : disagreements(given, labels, matrix);
  const isCorrected = plan.isTopClass && best !== null;
  if (isCorrected) for (const row of odd) given[row] = labels?.values[best[row] ?? 0] ?? null;
  const prediction: ArrayResult = { kind: "array", shape: [rows], type, data: given };
  const remarks = new Map(odd.map((row) => [row, [isCorrected ? correction : disagreement]]));
  return { prediction, probabilities: matrix, remarks };
}

/** Rows whose label has a smaller probability than another. */
function disagreements(given: readonly Cell[], labels: Labels, { data }: ArrayResult): number[] {
  const count = labels.values.length;
  const places = new Map(labels.values.map((value, i) => [value, i]));
  return [...given.keys()].filter((row) => {
    const place = places.get(given[row] ?? null);
    const own = place === undefined ? Number.NaN : Number(data[row * count + place]);
    let largest = -Infinity;
    for (let k = 0; k < count; k++) largest = Math.max(largest, Number(data[row * count + k]));
    return !(own >= largest - tie);
  });
}

/** Numbers of all outputs, row by row; a plain vector where there is one for each row. */
function valuesOf(
  { values }: AnswerPlan,
  batches: readonly AnsweredBatch[],
  rows: number,
): ArrayResult {
  const columns = values.map((name) => column(name, batches, rows));
  const widths = columns.map(({ length }) => (rows === 0 ? 1 : length / rows));
  const width = widths.reduce((total, own) => total + own, 0);
  if (!Number.isInteger(width)) throw failed("its outputs are not as many for each row");
  const data = new Float64Array(rows * width);
  let first = 0;
  for (const [k, numbers] of columns.entries()) {
    const own = widths[k] ?? 0;
    for (const [i, value] of numbers.entries()) {
      if (typeof value === "string") throw failed("an output of numbers is text");
      data[Math.floor(i / own) * width + first + (i % own)] = Number(value);
    }
    first += own;
  }
  return width === 1 ? floatVector(data) : floatMatrix(data, rows, width);
}

/** The values of one output for the real rows of all batches. */
function column(name: string, batches: readonly AnsweredBatch[], rows: number): Cell[] {
  const values: Cell[] = [];
  for (const { tensors, rows: real } of batches) {
    const tensor = tensors.find((candidate) => candidate.name === name);
    if (tensor === undefined) throw failed(`it gives no ${name}`);
    const { dims, data, type } = tensor;
    const given = dims.length === 0 ? 1 : (dims[0] ?? 0);
    if (given < real || data.length % Math.max(given, 1) !== 0) {
      throw failed(`${name} has ${given} rows for ${rows}`);
    }
    const own = data.length / Math.max(given, 1);
    for (let i = 0; i < real * own; i++) values.push(cellOf(data[i] ?? 0, type));
  }
  return values;
}

function cellOf(value: number | bigint | string, type: PlainTensor["type"]): Cell {
  if (type === "bool") return Number(value) !== 0;
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function failed(reason: string): PicklejarError {
  return new PicklejarError("ESTIMATOR_INVALID", { className: "The ONNX model", reason });
}
