// OneHotEncoder: one column per category, 1 where it is met.

import type { PyValue } from "../../../objects/values.ts";
import { unknownCategory } from "../../category-index.ts";
import type { ColumnTarget, WriteColumns } from "../../columns-into.ts";
import type { AddScores, ScoreTarget } from "../../columns-into-scores.ts";
import type { Estimator, InputSpec } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import type { ArrayResult, ElementType, Result, Samples, SparseMatrix } from "../../samples.ts";
import { sampleCount } from "../../samples.ts";
import { isFiniteNumber, type SingleRow } from "../../single-row.ts";
import type { State } from "../../state.ts";
import { type Column, checkMissing, columnsOf } from "../../table-columns.ts";
import { versionAtLeast } from "../../version.ts";
import { answerType, categoryIn, choiceHints, readCategoryColumns } from "./category-columns.ts";
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
    single: singleEncoder(columns, width, sparse),
    ...((sparse || type === "float") && {
      writeColumns: hotColumns(columns),
      addScores: hotScores(columns),
    }),
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
  for (const [j, column] of values.entries()) checkMissing(column, j, rule);
  const count = columns.length;
  const hot = new Int32Array(rows * count);
  for (let j = 0; j < count; j++) {
    const column = columns[j];
    if (column !== undefined) findHot(values[j] ?? [], column, hot.subarray(j), { j, count, rule });
  }
  const indptr = new Int32Array(rows + 1);
  let stored = 0;
  for (let row = 0, at = 0; row < rows; row++) {
    for (const end = at + count; at < end; at++) {
      const column = hot[at] ?? -1;
      if (column >= 0) hot[stored++] = column;
    }
    indptr[row + 1] = stored;
  }
  const ones = new Float64Array(stored).fill(1);
  const indices = hot.subarray(0, stored);
  return { kind: "sparse", rows, columns: width, indptr, indices, values: ones };
}

/** Writes the answer column of each cell of column j, `count` places apart; −1 for none. @throws INPUT_CATEGORY */
function findHot(
  cells: Column,
  { index, places, start, unknownPlace }: HotColumn,
  hot: Int32Array,
  { j, count, rule }: { readonly j: number; readonly count: number; readonly rule: NumberRule },
): void {
  for (let row = 0, at = 0; at < hot.length; row++, at += count) {
    const cell = cells[row] ?? null;
    const category = index.numberOf(cell);
    const place = category >= 0 ? (places[category] ?? -1) : unknownPlace;
    if (place === null) throw unknownCategory(rule, j, cell);
    hot[at] = place >= 0 ? start + place : -1;
  }
}

/** Texts that are known, and others that have a place or none; the rest may be refused. */
function hotColumns(hot: readonly HotColumn[]): WriteColumns {
  return (columns, { data, rows, width, start }) => {
    if (columns.length !== hot.length) return false;
    for (let j = 0; j < hot.length; j++) {
      const known = hot[j];
      const cells = columns[j];
      if (known === undefined || cells === undefined || cells.length !== rows) return false;
      if (!writeHot(cells, known, { data, rows, width, start: start + known.start })) return false;
    }
    return true;
  };
}

function hotScores(hot: readonly HotColumn[]): AddScores {
  return (columns, target) => {
    if (columns.length !== hot.length) return false;
    for (let j = 0; j < hot.length; j++) {
      const known = hot[j];
      const cells = columns[j];
      if (known === undefined || cells === undefined || cells.length < target.to) return false;
      const start = target.start + known.start;
      if (!addHot(cells, known, { ...target, start })) return false;
    }
    return true;
  };
}

/** A place that is 1 adds its coefficient; those that are 0 add nothing. */
function addHot(
  cells: Column,
  { index, places, unknownPlace }: HotColumn,
  { scores, from, to, map, start }: ScoreTarget,
): boolean {
  const { coefficients, features, intercepts } = map;
  const outputs = intercepts.length;
  for (let row = from; row < to; row++) {
    const cell = cells[row];
    if (typeof cell !== "string" && !isFiniteNumber(cell)) return false;
    const category = index.numberOf(cell);
    const place = category >= 0 ? (places[category] ?? -1) : unknownPlace;
    if (place === null) return false;
    if (place < 0) continue;
    for (let k = 0, at = row * outputs; k < outputs; k++, at++) {
      scores[at] = (scores[at] ?? 0) + (coefficients[k * features + start + place] ?? 0);
    }
  }
  return true;
}

function writeHot(
  cells: Column,
  { index, places, unknownPlace }: HotColumn,
  { data, rows, width, start }: ColumnTarget,
): boolean {
  for (let row = 0, first = start; row < rows; row++, first += width) {
    const cell = cells[row];
    if (typeof cell !== "string" && !isFiniteNumber(cell)) return false;
    const category = index.numberOf(cell);
    const place = category >= 0 ? (places[category] ?? -1) : unknownPlace;
    if (place === null) return false;
    if (place >= 0) data[first + place] = 1;
  }
  return true;
}

function singleEncoder(columns: readonly HotColumn[], width: number, sparse: boolean): SingleRow {
  return {
    givesSparse: sparse,
    transform(row, out, at) {
      if (row.length !== columns.length) return false;
      out.fill(0, at, at + width);
      for (let j = 0; j < columns.length; j++) {
        const column = columns[j];
        const category = column === undefined ? -1 : categoryIn(column, row[j]);
        if (column === undefined || category < 0) return false;
        const place = column.places[category] ?? -1;
        if (place >= 0) out[at + column.start + place] = 1;
      }
      return true;
    },
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
