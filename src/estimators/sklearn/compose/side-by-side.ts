// Answers of several transformers as one: their columns side by side, sparse or dense.

import { denseMatrix, maxDense, type NumberRule, wrongKind } from "../../inputs.ts";
import type { ArrayResult, Cell, ElementType, Result, SparseMatrix } from "../../samples.ts";
import { SparseRows } from "../../sparse-rows.ts";
import { cellsAnswer } from "../../table-columns.ts";

export interface WeightedAnswer {
  readonly answer: Result;
  /** Factor of all its numbers. */
  readonly weight: number;
}

/**
 * @param sparse  whether the answer is a sparse matrix, which all parts must then fit into
 * @see sklearn/compose/_column_transformer.py `ColumnTransformer._hstack`
 */
export function answersSideBySide(
  parts: readonly WeightedAnswer[],
  rows: number,
  options: { readonly sparse: boolean; readonly rule: NumberRule },
): Result {
  if (options.sparse) return joinSparse(parts, rows, options.rule);
  return joinDense(parts, rows, options.rule);
}

function widthOf(answer: Result): number {
  return answer.kind === "sparse" ? answer.columns : (answer.shape[1] ?? 1);
}

function joinSparse(
  parts: readonly WeightedAnswer[],
  rows: number,
  rule: NumberRule,
): SparseMatrix {
  const columns = parts.reduce((total, { answer }) => total + widthOf(answer), 0);
  const stored = new SparseRows();
  for (let row = 0; row < rows; row++) {
    let start = 0;
    for (let k = 0; k < parts.length; k++) {
      const part = parts[k];
      if (part === undefined) continue;
      addEntries(stored, part, { row, start, rule });
      start += widthOf(part.answer);
    }
    stored.endRow();
  }
  return stored.matrix(columns);
}

/** Adds what is stored in a row of a sparse answer, and what is not zero in a dense one. */
function addEntries(
  stored: SparseRows,
  { answer, weight }: WeightedAnswer,
  { row, start, rule }: { readonly row: number; readonly start: number; readonly rule: NumberRule },
): void {
  if (answer.kind === "sparse") {
    const end = answer.indptr[row + 1] ?? 0;
    for (let i = answer.indptr[row] ?? 0; i < end; i++) {
      stored.add(start + (answer.indices[i] ?? 0), (answer.values[i] ?? 0) * weight);
    }
    return;
  }
  const width = widthOf(answer);
  for (let column = 0; column < width; column++) {
    const value = numberOf(answer.data[row * width + column] ?? null, rule);
    if (value !== 0) stored.add(start + column, value * weight);
  }
}

function numberOf(cell: Cell, rule: NumberRule): number {
  if (cell === null) return Number.NaN;
  if (typeof cell === "string") throw wrongKind(rule, "numbers", JSON.stringify(cell));
  return Number(cell);
}

function joinDense(parts: readonly WeightedAnswer[], rows: number, rule: NumberRule): ArrayResult {
  if (parts.every(isOfNumbers)) return joinNumbers(parts, rows);
  const dense = parts.map(({ answer, weight }) => weighted(denseAnswer(answer, rule), weight));
  const types = new Set(dense.map(({ type }) => type));
  const columns = dense.flatMap((answer) => columnsIn(answer, rows));
  if (types.has("object") || types.has("str")) return cellsAnswer(columns, rows, "object");
  const [only = "float"] = types;
  const type: ElementType = types.size === 1 ? only : "float";
  if (type === "bool") return cellsAnswer(columns, rows, "bool");
  const width = columns.length;
  const data = new Float64Array(rows * width);
  for (const [j, column] of columns.entries()) {
    for (let row = 0; row < rows; row++) data[row * width + j] = Number(column[row]);
  }
  return { kind: "array", shape: [rows, width], type, data };
}

/** Whether an answer's numbers can be written side by side as they are. */
function isOfNumbers({ answer }: WeightedAnswer): boolean {
  if (answer.kind === "array") return answer.data instanceof Float64Array;
  if (answer.rows * answer.columns > maxDense) return false;
  // What is infinite in a sparse answer is refused.
  for (let i = 0; i < answer.values.length; i++) {
    if (Math.abs(answer.values[i] ?? 0) === Infinity) return false;
  }
  return true;
}

function joinNumbers(parts: readonly WeightedAnswer[], rows: number): ArrayResult {
  const width = parts.reduce((total, { answer }) => total + widthOf(answer), 0);
  const data = new Float64Array(rows * width);
  const types = new Set<ElementType>();
  let start = 0;
  for (const { answer, weight } of parts) {
    if (answer.kind === "sparse") writeSparse(answer, weight, data.subarray(start), width);
    else writeDense(answer, weight, data.subarray(start), width);
    types.add(answer.kind === "array" && weight === 1 ? answer.type : "float");
    start += widthOf(answer);
  }
  const [only = "float"] = types;
  return { kind: "array", shape: [rows, width], type: types.size === 1 ? only : "float", data };
}

/** @param width  numbers from one row of `data` to the next */
function writeSparse(
  { rows, indptr, indices, values }: SparseMatrix,
  weight: number,
  data: Float64Array,
  width: number,
): void {
  for (let row = 0, start = 0; row < rows; row++, start += width) {
    const end = indptr[row + 1] ?? 0;
    for (let i = indptr[row] ?? 0; i < end; i++) {
      const at = start + (indices[i] ?? 0);
      data[at] = (data[at] ?? 0) + (values[i] ?? 0) * weight;
    }
  }
}

/** @param width  as in `writeSparse` */
function writeDense(
  { data: given, shape }: ArrayResult,
  weight: number,
  data: Float64Array,
  width: number,
): void {
  const [rows = 0, columns = 1] = shape;
  if (!(given instanceof Float64Array)) return;
  for (let row = 0, from = 0; row < rows; row++) {
    for (let to = row * width, end = to + columns; to < end; to++) {
      data[to] = (given[from++] ?? 0) * weight;
    }
  }
}

function denseAnswer(answer: Result, rule: NumberRule): ArrayResult {
  if (answer.kind === "array") return answer;
  const inputs = { ...rule.inputs, width: null, allowsMissing: true };
  const { data, rows, columns } = denseMatrix(answer, { className: rule.className, inputs });
  return { kind: "array", shape: [rows, columns], type: "float", data };
}

function weighted(answer: ArrayResult, weight: number): ArrayResult {
  if (weight === 1) return answer;
  const data = Float64Array.from(answer.data, (value) => Number(value) * weight);
  return { ...answer, type: "float", data };
}

function columnsIn(answer: ArrayResult, rows: number): readonly (readonly Cell[])[] {
  const width = widthOf(answer);
  return Array.from({ length: width }, (_, j) =>
    Array.from({ length: rows }, (_, row) => answer.data[row * width + j] ?? null),
  );
}
