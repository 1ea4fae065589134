// Answers in numpy's shapes: vectors, matrices and labels, and the way back from an answer to samples.

import { PicklejarError } from "../errors.ts";
import type { Labels } from "./estimator.ts";
import type {
  ArrayResult,
  Cell,
  ListResult,
  Matrix,
  RecordResult,
  Result,
  Samples,
} from "./samples.ts";

/** n numbers: `[n]`. */
export function floatVector(data: Float64Array): ArrayResult {
  return { kind: "array", shape: [data.length], type: "float", data };
}

/** n × m numbers, row-major. */
export function floatMatrix(data: Float64Array, rows: number, columns: number): ArrayResult {
  return { kind: "array", shape: [rows, columns], type: "float", data };
}

/** n whole numbers: cluster numbers, indices, +1 and −1. */
export function intVector(data: readonly number[]): ArrayResult {
  return { kind: "array", shape: [data.length], type: "int", data };
}

/** The label of each row, by its number in `labels`. */
export function takeLabels(labels: Labels, indices: Int32Array): ArrayResult {
  const data: Cell[] = new Array(indices.length);
  for (let i = 0; i < indices.length; i++) data[i] = labels.values[indices[i] ?? 0] ?? null;
  return { kind: "array", shape: [indices.length], type: labels.type, data };
}

/**
 * The labels of several outputs, one column each.
 *
 * @param indices  n × outputs, row-major
 */
export function takeLabelColumns(outputs: readonly Labels[], indices: Int32Array): ArrayResult {
  const rows = indices.length / outputs.length;
  const data: Cell[] = new Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    data[i] = outputs[i % outputs.length]?.values[indices[i] ?? 0] ?? null;
  }
  return {
    kind: "array",
    shape: [rows, outputs.length],
    type: outputs[0]?.type ?? "object",
    data,
  };
}

/** The first column with the largest number in each row, as numpy's `argmax(axis=1)`. */
export function argmaxRows(data: Float64Array, columns: number): Int32Array {
  const indices = new Int32Array(data.length / columns);
  for (let row = 0; row < indices.length; row++) {
    indices[row] = argmax(data, row * columns, columns);
  }
  return indices;
}

/** The first of `count` numbers from `start` that is the largest; the first NaN where there is one. */
export function argmax(data: Float64Array, start: number, count: number): number {
  let best = 0;
  for (let i = 0; i < count; i++) {
    const value = data[start + i] ?? 0;
    if (Number.isNaN(value)) return i;
    if (value > (data[start + best] ?? 0)) best = i;
  }
  return best;
}

/** Natural logarithms of an answer; 0 becomes −∞. */
export function logOf<T extends ArrayResult | readonly ArrayResult[]>(result: T): T;
export function logOf(
  result: ArrayResult | readonly ArrayResult[],
): ArrayResult | readonly ArrayResult[] {
  if (!("kind" in result)) return result.map((part) => logOf(part));
  return { ...result, data: Float64Array.from(result.data, (value) => Math.log(Number(value))) };
}

/** The answer of one step as the samples of the next. @throws INPUT_KIND for lists and records */
export function samplesOf(result: Result | ListResult | RecordResult): Samples {
  if (result.kind === "sparse") return result;
  if (result.kind !== "array") {
    const got = result.kind === "lists" ? "lists of different lengths" : "records";
    throw new PicklejarError("INPUT_KIND", { className: "The next step", expected: "rows", got });
  }
  const [rows = 0, columns = 1] = result.shape;
  if (result.data instanceof Float64Array) {
    return { kind: "dense", data: result.data, rows, columns } satisfies Matrix;
  }
  const { data } = result;
  return {
    kind: "table",
    rows,
    columns: Array.from({ length: columns }, (_, column) => ({
      name: null,
      values: Array.from({ length: rows }, (_, row) => data[row * columns + column] ?? null),
    })),
  };
}
