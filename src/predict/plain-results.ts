// What estimators answer, as plain arrays: numbers and labels of scikit-learn's type, rows of arrays for
// matrices, index and value pairs for sparse ones.

import type {
  ArrayResult,
  Cell,
  ListResult,
  RecordResult,
  Result,
  SparseMatrix,
} from "../estimators/samples.ts";

/** A number or label, or an array of them for each further dimension. */
export type PlainValue = Cell | readonly PlainValue[];

/** A sparse matrix: for each row its [column, value] pairs. */
export interface PlainSparse {
  readonly shape: readonly [rows: number, columns: number];
  readonly rows: readonly (readonly (readonly [column: number, value: number])[])[];
}

/** One Map of names and numbers per row. */
export type PlainRecords = readonly ReadonlyMap<string, number>[];

/** Array → nested arrays by its shape; sparse → `{ shape, rows }`; lists and records as they are. */
export function plainResult(result: Result | ListResult): readonly PlainValue[] | PlainSparse;
export function plainResult(
  result: Result | ListResult | RecordResult,
): readonly PlainValue[] | PlainSparse | PlainRecords;
export function plainResult(
  result: Result | ListResult | RecordResult,
): readonly PlainValue[] | PlainSparse | PlainRecords {
  if (result.kind === "lists" || result.kind === "records") return result.rows;
  if (result.kind === "array") return plainArray(result);
  const rows = Array.from({ length: result.rows }, (_, row) => sparseRow(result, row));
  return { shape: [result.rows, result.columns], rows };
}

/** `[n]` → n values, `[n, m]` → n arrays of m values. */
export function plainArray(result: ArrayResult): readonly PlainValue[] {
  const { data, shape, type } = result;
  // A plain list of values has no rows to take apart.
  if (shape.length === 1 && data.length === shape[0] && type !== "bool") {
    return data instanceof Float64Array ? numberList(data, 0, data.length) : data.slice();
  }
  return Array.from({ length: result.shape[0] ?? 0 }, (_, row) => plainRow(result, row));
}

/** What `Array.from` does with an iterator, ten times as fast. */
function numberList(data: Float64Array, start: number, count: number): number[] {
  const list = new Array<number>(count);
  for (let i = 0; i < count; i++) list[i] = data[start + i] ?? 0;
  return list;
}

/** One row of an answer: a value of `[n]`, an array of `[n, m]`, pairs of a sparse matrix. */
export function plainRow(result: Result, row: number): PlainValue {
  return result.kind === "array" ? rowOf(result, 1, row) : sparseRow(result, row);
}

/** The item at `index` of the array's dimensions before `dimension`; arrays have at most a few dimensions. */
function rowOf(result: ArrayResult, dimension: number, index: number): PlainValue {
  const length = result.shape[dimension];
  if (length === undefined) return plainElement(result, index);
  const { data, shape, type } = result;
  const isLast = dimension + 1 === shape.length;
  const isStored = (index + 1) * length <= data.length;
  if (isLast && isStored && data instanceof Float64Array && type !== "bool") {
    return numberList(data, index * length, length);
  }
  return Array.from({ length }, (_, i) => rowOf(result, dimension + 1, index * length + i));
}

function plainElement(result: ArrayResult, index: number): Cell {
  const value = result.data[index];
  if (value === undefined) return null;
  return result.type === "bool" && typeof value === "number" ? value !== 0 : value;
}

function sparseRow(matrix: SparseMatrix, row: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  const end = matrix.indptr[row + 1] ?? 0;
  for (let i = matrix.indptr[row] ?? 0; i < end; i++) {
    pairs.push([matrix.indices[i] ?? 0, matrix.values[i] ?? 0]);
  }
  return pairs;
}
