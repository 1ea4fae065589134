// Samples column by column, of whatever kinds: what encoders, imputers and column transformers work on.

import {
  checkWidth,
  denseMatrix,
  type NumberRule,
  notFinite,
  orderedColumns,
  wrongKind,
} from "./inputs.ts";
import type { ArrayResult, Cell, ElementType, Samples } from "./samples.ts";

/** The values of one column; NaN and null are missing. */
export type Column = Float64Array | readonly Cell[];

/**
 * The columns of samples in training order.
 *
 * @throws INPUT_WIDTH, INPUT_KIND for texts and unknown column names
 */
export function columnsOf(samples: Samples, rule: NumberRule): readonly Column[] {
  if (samples.kind === "texts") throw wrongKind(rule, "rows of columns", "texts");
  if (samples.kind === "labels") return labelColumn(samples.values, rule);
  if (samples.kind === "table") {
    const columns = orderedColumns(samples, rule);
    checkWidth(columns.length, rule);
    return columns.map(({ values }) => values);
  }
  const { data, rows, columns } = denseMatrix(samples, rule);
  return Array.from({ length: columns }, (_, j) => {
    const column = new Float64Array(rows);
    for (let row = 0; row < rows; row++) column[row] = data[row * columns + j] ?? 0;
    return column;
  });
}

function labelColumn(values: readonly Cell[], rule: NumberRule): readonly Column[] {
  checkWidth(1, rule);
  return [values];
}

/** @throws INPUT_NOT_FINITE for infinities, and for missing values where they are not taken */
export function checkMissing(column: Column, feature: number, rule: NumberRule): void {
  const { allowsMissing } = rule.inputs;
  for (let row = 0; row < column.length; row++) {
    const value = column[row] ?? null;
    if (typeof value === "string") continue;
    if (value === null ? !allowsMissing : isUnusable(value, allowsMissing)) {
      throw notFinite(rule, row, feature, value === null ? Number.NaN : Number(value));
    }
  }
}

function isUnusable(value: Cell, allowsMissing: boolean): boolean {
  if (typeof value !== "number" || Number.isFinite(value)) return false;
  return !(allowsMissing && Number.isNaN(value));
}

/** Whether a cell is NaN or null. */
export function isMissing(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || Number.isNaN(cell);
}

/** Columns as one answer: numbers where every column is one of numbers, else cells of any kind. */
export function columnsAnswer(columns: readonly Column[], rows: number): ArrayResult {
  const shape = [rows, columns.length];
  if (columns.every((column) => column instanceof Float64Array)) {
    const data = new Float64Array(rows * columns.length);
    for (const [j, column] of columns.entries()) {
      for (let row = 0; row < rows; row++) data[row * columns.length + j] = Number(column[row]);
    }
    return { kind: "array", shape, type: "float", data };
  }
  const isBool = columns.every((column) => column.every((cell) => typeof cell === "boolean"));
  return cellsAnswer(columns, rows, isBool ? "bool" : "object");
}

/** Columns of cells as one answer of a type. */
export function cellsAnswer(
  columns: readonly Column[],
  rows: number,
  type: ElementType,
): ArrayResult {
  const data: Cell[] = [];
  for (let row = 0; row < rows; row++) {
    for (const column of columns) data.push(column[row] ?? null);
  }
  return { kind: "array", shape: [rows, columns.length], type, data };
}
