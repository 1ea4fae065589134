// Answers of several transformers as one: their columns side by side, sparse or dense.

import { denseMatrix, type NumberRule, wrongKind } from "../../inputs.ts";
import type { ArrayResult, Cell, ElementType, Result, SparseMatrix } from "../../samples.ts";
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
  const indices: number[] = [];
  const values: number[] = [];
  const indptr = new Int32Array(rows + 1);
  const columns = parts.reduce((total, { answer }) => total + widthOf(answer), 0);
  for (let row = 0; row < rows; row++) {
    let start = 0;
    for (const { answer, weight } of parts) {
      for (const [column, value] of rowEntries(answer, row, rule)) {
        indices.push(start + column);
        values.push(value * weight);
      }
      start += widthOf(answer);
    }
    indptr[row + 1] = indices.length;
  }
  const stored = { indices: Int32Array.from(indices), values: Float64Array.from(values) };
  return { kind: "sparse", rows, columns, indptr, ...stored };
}

/** What is stored in a row, and what is not zero in a dense one. */
function* rowEntries(answer: Result, row: number, rule: NumberRule): Generator<[number, number]> {
  if (answer.kind === "sparse") {
    for (let i = answer.indptr[row] ?? 0; i < (answer.indptr[row + 1] ?? 0); i++) {
      yield [answer.indices[i] ?? 0, answer.values[i] ?? 0];
    }
    return;
  }
  const width = widthOf(answer);
  for (let column = 0; column < width; column++) {
    const value = numberOf(answer.data[row * width + column] ?? null, rule);
    if (value !== 0) yield [column, value];
  }
}

function numberOf(cell: Cell, rule: NumberRule): number {
  if (cell === null) return Number.NaN;
  if (typeof cell === "string") throw wrongKind(rule, "numbers", JSON.stringify(cell));
  return Number(cell);
}

function joinDense(parts: readonly WeightedAnswer[], rows: number, rule: NumberRule): ArrayResult {
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
