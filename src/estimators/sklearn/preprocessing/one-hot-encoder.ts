// OneHotEncoder: one column per category, 1 where it is met.

import type { PyValue } from "../../../objects/values.ts";
import { unknownCategory } from "../../category-index.ts";
import type { Estimator, InputSpec } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import type { ArrayResult, ElementType, Result, Samples, SparseMatrix } from "../../samples.ts";
import { sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { checkMissing, columnsOf } from "../../table-columns.ts";
import { versionAtLeast } from "../../version.ts";
import { answerType, choiceHints, readCategoryColumns } from "./category-columns.ts";
import { type HotColumn, placeColumns, unknownHandlings } from "./one-hot-columns.ts";
import { oneHotInverse } from "./one-hot-inverse.ts";
import { oneHotNames } from "./one-hot-names.ts";
import { encodesNumbers, readNumberEncoder } from "./one-hot-numbers.ts";

/** @see sklearn/preprocessing/_encoders.py `OneHotEncoder.transform` */
export function readOneHotEncoder(state: State): Estimator {
  if (encodesNumbers(state)) return readNumberEncoder(state);
  const handling = state.option("handle_unknown", unknownHandlings, "error");
  const columns = placeColumns(state, readCategoryColumns(state), handling);
  const last = columns.at(-1);
  const width = last === undefined ? 0 : last.start + last.width;
  const inputs: InputSpec = {
    ...state.numberInputs(columns.length),
    kind: "table",
    // NaN became a category of its own in 0.24.
    allowsMissing: versionAtLeast(state.writtenBy, "0.24"),
  };
  const rule: NumberRule = { className: state.className, inputs };
  const outputNames = oneHotNames(state, columns, rule);
  const type = answerType(state);
  const sparse = state.boolean("sparse_output", readsSparse(state));
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    transformWidth: width,
    children: [],
    hints: () => choiceHints(columns, handling !== "error"),
    transform(samples): Result {
      const matrix = encode(samples, columns, width, rule);
      return sparse ? matrix : denseAnswer(matrix, type);
    },
    ...(outputNames && { outputNames }),
    inverseTransform: oneHotInverse(state, { columns, width, handling }),
  };
}

/** The older name of the parameter; `"deprecated"` in the versions that knew both. */
function readsSparse(state: State): boolean {
  const value: PyValue | undefined = state.optional("sparse");
  return typeof value === "boolean" ? value : true;
}

function encode(
  samples: Samples,
  columns: readonly HotColumn[],
  width: number,
  rule: NumberRule,
): SparseMatrix {
  const values = columnsOf(samples, rule);
  const rows = sampleCount(samples);
  const hot: number[] = [];
  const indptr = new Int32Array(rows + 1);
  for (const [j, column] of values.entries()) checkMissing(column, j, rule);
  for (let row = 0; row < rows; row++) {
    for (const [j, column] of columns.entries()) {
      const cell = values[j]?.[row] ?? null;
      const category = column.index.numberOf(cell);
      const place = category >= 0 ? column.places[category] : column.unknownPlace;
      if (place === null) throw unknownCategory(rule, j, cell);
      if (place !== undefined && place >= 0) hot.push(column.start + place);
    }
    indptr[row + 1] = hot.length;
  }
  const ones = new Float64Array(hot.length).fill(1);
  return {
    kind: "sparse",
    rows,
    columns: width,
    indptr,
    indices: Int32Array.from(hot),
    values: ones,
  };
}

function denseAnswer(matrix: SparseMatrix, type: ElementType): ArrayResult {
  const { rows, columns, indptr, indices } = matrix;
  const numbers = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let i = indptr[row] ?? 0; i < (indptr[row + 1] ?? 0); i++) {
      numbers[row * columns + (indices[i] ?? 0)] = 1;
    }
  }
  const data = type === "bool" ? Array.from(numbers, (number) => number === 1) : numbers;
  return { kind: "array", shape: [rows, columns], type, data };
}
