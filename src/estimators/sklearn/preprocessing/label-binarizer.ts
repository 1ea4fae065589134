// LabelBinarizer: labels as one column of zeros and ones for each class, or a single one for two classes.

import { CategoryIndex } from "../../category-index.ts";
import type { Estimator, InputSpec, Labels } from "../../estimator.ts";
import { denseMatrix, type NumberRule, wrongKind } from "../../inputs.ts";
import { argmaxRows, takeLabels } from "../../results.ts";
import type { ArrayResult, Cell, Matrix, Result, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { columnsOf } from "../../table-columns.ts";

type TargetType = "binary" | "multiclass" | "multilabel-indicator";

/** What the columns hold, and for which labels. */
export interface Binarizer {
  readonly labels: Labels;
  readonly target: TargetType;
  /** The numbers for "is not" and "is". */
  readonly negative: number;
  readonly positive: number;
}

/** @see sklearn/preprocessing/_label.py `LabelBinarizer` */
export function readLabelBinarizer(state: State): Estimator {
  const binarizer = readBinarizerParts(state);
  const { labels, target } = binarizer;
  const width = target === "binary" ? 1 : labels.values.length;
  const isIndicator = target === "multilabel-indicator";
  const sparse = state.boolean("sparse_output", false);
  if (sparse && (binarizer.negative !== 0 || binarizer.positive === 0)) {
    throw state.invalid("it gives sparse rows in which the zeros mean something");
  }
  const inputs: InputSpec = {
    kind: isIndicator ? "numbers" : "labels",
    width: isIndicator ? width : 1,
    names: null,
    allowsMissing: !isIndicator,
  };
  const rule: NumberRule = { className: state.className, inputs };
  const index = new CategoryIndex(labels.values);
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    transformWidth: width,
    children: [],
    hints: () => (isIndicator ? null : [{ choices: labels.values, open: true }]),
    transform(samples) {
      const ones = isIndicator
        ? indicated(samples, rule)
        : chosen(labelCells(samples, rule), index, width);
      return sparse ? sparseRows(ones) : whole(ones, binarizer);
    },
    inverseTransform: (samples) => labelsFrom(samples, binarizer, state.className),
  };
}

/** What a `label_binarizer_` holds, for estimators that use one. */
export function readBinarizerParts(state: State): Binarizer {
  const labels = state.labels("classes_");
  const target = state.option<TargetType>("y_type_", [
    "binary",
    "multiclass",
    "multilabel-indicator",
  ]);
  const [negative, positive] = [state.number("neg_label", 0), state.number("pos_label", 1)];
  if (labels.values.length === 0) throw state.mismatch("classes_", "labels", "empty");
  if (target === "binary" && labels.values.length > 2) {
    throw state.mismatch("classes_", "at most two labels", String(labels.values.length));
  }
  if (!(negative < positive)) throw state.invalid("its neg_label is not below its pos_label");
  return { labels, target, negative, positive };
}

/** Whole numbers, row-major, 1 for what is. */
interface Ones {
  readonly data: Uint8Array;
  readonly columns: number;
}

/** Two classes have the column of the second; what is no class is none of them. */
function chosen(cells: readonly Cell[], index: CategoryIndex, columns: number): Ones {
  const data = new Uint8Array(cells.length * columns);
  for (const [row, cell] of cells.entries()) {
    const position = index.numberOf(cell);
    if (columns === 1) data[row] = position === 1 ? 1 : 0;
    else if (position >= 0) data[row * columns + position] = 1;
  }
  return { data, columns };
}

function indicated(samples: Samples, rule: NumberRule): Ones {
  const { data, columns } = denseMatrix(samples, rule);
  const ones = Uint8Array.from(data, (value) => {
    if (value === 0 || value === 1) return value;
    throw wrongKind(rule, "zeros and ones", String(value));
  });
  return { data: ones, columns };
}

function labelCells(samples: Samples, rule: NumberRule): readonly Cell[] {
  const cells =
    samples.kind === "labels" || samples.kind === "texts"
      ? samples.values
      : [...(columnsOf(samples, rule)[0] ?? [])];
  for (const cell of cells) {
    if (typeof cell === "number" && !Number.isInteger(cell)) {
      throw wrongKind(rule, "labels", String(cell));
    }
  }
  return cells;
}

function whole({ data, columns }: Ones, { negative, positive }: Binarizer): ArrayResult {
  const cells = Array.from(data, (one) => (one === 1 ? positive : negative));
  return { kind: "array", shape: [data.length / columns, columns], type: "int", data: cells };
}

function sparseRows({ data, columns }: Ones): Result {
  const rows = data.length / columns;
  const stored = [...data.keys()].filter((i) => data[i] === 1);
  const indptr = new Int32Array(rows + 1);
  for (const i of stored) {
    const end = Math.floor(i / columns) + 1;
    indptr[end] = (indptr[end] ?? 0) + 1;
  }
  for (let row = 0; row < rows; row++)
    indptr[row + 1] = (indptr[row + 1] ?? 0) + (indptr[row] ?? 0);
  return {
    kind: "sparse",
    rows,
    columns,
    indptr,
    indices: Int32Array.from(stored, (i) => i % columns),
    values: new Float64Array(stored.length).fill(1),
  };
}

/** @see sklearn/preprocessing/_label.py `LabelBinarizer.inverse_transform` */
function labelsFrom(samples: Samples, binarizer: Binarizer, className: string): ArrayResult {
  const { labels, target } = binarizer;
  const inputs: InputSpec = { kind: "numbers", width: null, names: null, allowsMissing: false };
  const rule: NumberRule = { className, inputs };
  const matrix = scoreMatrix(samples, rule);
  const { columns } = matrix;
  if (target === "multiclass" && columns > 0) {
    const last = labels.values.length - 1;
    const best = argmaxRows(matrix.data, columns).map((column) => Math.min(column, last));
    return takeLabels(labels, best);
  }
  const most = target === "binary" ? 2 : labels.values.length;
  if (columns > most || columns < (target === "binary" ? 1 : most)) {
    throw wrongKind(rule, `${most} columns of scores`, String(columns));
  }
  return thresholded(matrix, binarizer);
}

/** Numbers above the middle of "is not" and "is" count as "is". */
function thresholded({ data, rows, columns }: Matrix, binarizer: Binarizer): ArrayResult {
  const { labels, target, negative, positive } = binarizer;
  const threshold = (negative + positive) / 2;
  if (target === "multilabel-indicator") {
    const ones = Array.from(data, (score) => (score > threshold ? 1 : 0));
    return { kind: "array", shape: [rows, columns], type: "int", data: ones };
  }
  const last = labels.values.length - 1;
  const chosenLabels = Int32Array.from({ length: rows }, (_, row) =>
    (data[row * columns + columns - 1] ?? 0) > threshold ? last : 0,
  );
  return takeLabels(labels, chosenLabels);
}

function scoreMatrix(samples: Samples, rule: NumberRule): Matrix {
  if (samples.kind !== "labels") return denseMatrix(samples, rule);
  const { values } = samples;
  if (values.some((value) => typeof value === "string" || value === null)) {
    throw wrongKind(rule, "numbers", "labels");
  }
  const data = Float64Array.from(values, Number);
  return { kind: "dense", data, rows: values.length, columns: 1 };
}
