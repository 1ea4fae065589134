// From samples of any form to checked numbers: the refusals that scikit-learn's `check_array` makes, before
// any arithmetic.

import { PicklejarError } from "../errors.ts";
import type { InputSpec } from "./estimator.ts";
import type { Cell, Matrix, Samples, SparseMatrix, Table } from "./samples.ts";

/** What is asked of an input, and who asks it. */
export interface NumberRule {
  readonly className: string;
  readonly inputs: InputSpec;
  /** Whether infinite numbers are taken wherever missing ones are; by tree ensembles only. */
  readonly allowsInfinite?: boolean;
}

/** The largest matrix that is made dense for an estimator that cannot use a sparse one, numbers. */
export const maxDense: number = 2 ** 27;

/**
 * Samples as a dense matrix of the right width with finite numbers (and NaN where it is allowed). The
 * caller's own matrix is returned where it is one already: it must not be written to.
 *
 * @throws INPUT_KIND, INPUT_WIDTH, INPUT_NOT_FINITE
 */
export function denseNumbers(samples: Samples, rule: NumberRule): Matrix {
  const matrix = denseMatrix(samples, rule);
  checkFinite(matrix.data, matrix.columns, rule);
  return matrix;
}

/** As `denseNumbers`, for estimators that scikit-learn gives no sparse rows. @throws INPUT_KIND too */
export function denseRows(samples: Samples, rule: NumberRule): Matrix {
  if (samples.kind === "sparse") throw wrongKind(rule, "dense rows", "sparse rows");
  return denseNumbers(samples, rule);
}

/** As `denseNumbers`, but sparse samples stay sparse: for estimators whose arithmetic can use them. */
export function numbers(samples: Samples, rule: NumberRule): Matrix | SparseMatrix {
  if (samples.kind !== "sparse") return denseNumbers(samples, rule);
  checkWidth(samples.columns, rule);
  checkSparseFinite(samples, rule);
  return samples;
}

/** Samples as a dense matrix of the right width, whose numbers the caller checks itself. */
export function denseMatrix(samples: Samples, rule: NumberRule): Matrix {
  switch (samples.kind) {
    case "dense":
      checkWidth(samples.columns, rule);
      return samples;
    case "sparse":
      checkWidth(samples.columns, rule);
      return dense(samples, rule);
    case "table":
      return tableNumbers(samples, rule);
    case "texts":
    case "labels":
      throw wrongKind(rule, `rows of numbers`, samples.kind === "texts" ? "texts" : "labels");
  }
}

/** @throws INPUT_WIDTH */
export function checkWidth(columns: number, rule: NumberRule): void {
  const { width } = rule.inputs;
  if (width !== null && columns !== width) {
    throw new PicklejarError("INPUT_WIDTH", {
      className: rule.className,
      expected: width,
      got: columns,
    });
  }
}

/** @throws INPUT_NOT_FINITE naming the first row and feature that is not */
export function checkFinite(data: Float64Array, columns: number, rule: NumberRule): void {
  const missing = rule.inputs.allowsMissing;
  if (isAllFinite(data)) return;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? 0;
    // Only NaN and the infinities differ from 0 when taken from themselves.
    if (value - value !== 0 && !(missing && Number.isNaN(value))) {
      throw notFinite(rule, Math.floor(i / columns), i % columns, value);
    }
  }
}

/** Whether no number is NaN or infinite. */
export function isAllFinite(data: Float64Array): boolean {
  // A number taken from itself is 0, but NaN where it is not finite, which no further sum leaves.
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = data.length - (data.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += (data[i] ?? 0) - (data[i] ?? 0);
    b += (data[i + 1] ?? 0) - (data[i + 1] ?? 0);
    c += (data[i + 2] ?? 0) - (data[i + 2] ?? 0);
    d += (data[i + 3] ?? 0) - (data[i + 3] ?? 0);
  }
  for (let i = whole; i < data.length; i++) a += (data[i] ?? 0) - (data[i] ?? 0);
  return a + b + c + d === 0;
}

export function notFinite(
  rule: NumberRule,
  row: number,
  feature: number,
  value: number,
): PicklejarError {
  return new PicklejarError("INPUT_NOT_FINITE", {
    className: rule.className,
    row,
    feature: rule.inputs.names?.[feature] ?? feature,
    value: Number.isNaN(value) ? "NaN (missing)" : String(value),
  });
}

export function wrongKind(rule: NumberRule, expected: string, got: string): PicklejarError {
  return new PicklejarError("INPUT_KIND", { className: rule.className, expected, got });
}

function checkSparseFinite(samples: SparseMatrix, rule: NumberRule): void {
  for (let row = 0; row < samples.rows; row++) {
    const end = samples.indptr[row + 1] ?? 0;
    for (let i = samples.indptr[row] ?? 0; i < end; i++) {
      const value = samples.values[i] ?? 0;
      const column = samples.indices[i] ?? -1;
      if (column < 0 || column >= samples.columns) {
        throw wrongKind(rule, `column numbers under ${samples.columns}`, String(column));
      }
      if (value - value !== 0 && !(rule.inputs.allowsMissing && Number.isNaN(value))) {
        throw notFinite(rule, row, column, value);
      }
    }
  }
}

function dense(samples: SparseMatrix, rule: NumberRule): Matrix {
  const { rows, columns } = samples;
  if (rows * columns > maxDense) {
    throw wrongKind(rule, `at most ${maxDense} numbers at once`, `${rows} × ${columns}`);
  }
  checkSparseFinite(samples, rule);
  const data = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const end = samples.indptr[row + 1] ?? 0;
    for (let i = samples.indptr[row] ?? 0; i < end; i++) {
      const at = row * columns + (samples.indices[i] ?? 0);
      data[at] = (data[at] ?? 0) + (samples.values[i] ?? 0);
    }
  }
  return { kind: "dense", data, rows, columns };
}

/** A table's columns as a matrix: by name where both sides have names, else by position. */
function tableNumbers(table: Table, rule: NumberRule): Matrix {
  const columns = orderedColumns(table, rule);
  checkWidth(columns.length, rule);
  const width = columns.length;
  const data = new Float64Array(table.rows * width);
  for (const [j, { name, values }] of columns.entries()) {
    for (let row = 0; row < table.rows; row++) {
      const value = values[row];
      data[row * width + j] =
        typeof value === "number" ? value : cellNumber(value, name ?? j, rule);
    }
  }
  return { kind: "dense", data, rows: table.rows, columns: width };
}

/**
 * The columns in the order of training. Names that do not match are refused, as scikit-learn does from
 * 1.2 on; another order is put right, since records have none.
 */
export function orderedColumns(table: Table, rule: NumberRule): Table["columns"] {
  const { columns } = table;
  const wanted = rule.inputs.names;
  if (wanted === null || columns.some((column) => column.name === null)) return columns;
  checkWidth(columns.length, rule);
  // Names may repeat (one-hot columns of several features): then only the order tells them apart.
  if (wanted.every((name, j) => columns[j]?.name === name)) return columns;
  const byName = new Map(columns.map((column) => [column.name, column]));
  if (byName.size < columns.length) throw wrongKind(rule, "columns in training order", "another");
  return wanted.map((name) => {
    const column = byName.get(name);
    if (column === undefined) throw wrongKind(rule, `a column ${name}`, "none of this name");
    return column;
  });
}

function cellNumber(value: Cell | undefined, column: string | number, rule: NumberRule): number {
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "bigint") return Number(value);
  throw wrongKind(rule, "numbers", `${JSON.stringify(value)} in column ${column}`);
}
