// MissingIndicator: whether values are missing.

import type { Estimator, InputSpec } from "../../estimator.ts";
import { type NumberRule, notFinite, numbers, wrongKind } from "../../inputs.ts";
import { imputedNames } from "../../output-names.ts";
import type { ArrayResult, Cell, Samples, SparseMatrix } from "../../samples.ts";
import { SparseRows } from "../../sparse-rows.ts";
import type { State } from "../../state.ts";
import { checkMissing, columnsOf } from "../../table-columns.ts";
import { checkAnswerSize, transformer } from "../../transformer.ts";
import { readFeatures } from "./indicated.ts";
import { type MissingTest, readMissingTest } from "./missing-values.ts";

/** The columns that are missing in each row. */
type Gaps = readonly (readonly number[])[];

/** @see sklearn/impute/_base.py `MissingIndicator.transform` */
export function readMissingIndicator(state: State): Estimator {
  const test = readMissingTest(state);
  const width = state.integer("_n_features", 0, 2 ** 31);
  const features = readFeatures(state, width);
  const inputs: InputSpec = {
    ...state.numberInputs(width),
    kind: "table",
    allowsMissing: test.allowsMissing,
  };
  const rule: NumberRule = { className: state.className, inputs };
  const shows = state.option("features", ["missing-only", "all"], "missing-only");
  const refusesOthers = shows === "missing-only" && state.boolean("error_on_new", true);
  const places = new Map(features.map((feature, place) => [feature, place]));
  const sparse = state.optional("sparse") ?? "auto";
  return transformer(state, {
    inputs,
    width: features.length,
    outputNames: imputedNames(rule, [], features),
    transform(samples) {
      const gaps =
        samples.kind === "sparse" ? storedGaps(samples, test, rule) : cellGaps(samples, test, rule);
      if (refusesOthers) checkKnown(gaps, places, rule);
      const marks = gaps.map((columns) => columns.flatMap((column) => places.get(column) ?? []));
      const isSparse = sparse === "auto" ? samples.kind === "sparse" : sparse === true;
      if (isSparse) return sparseMarks(marks, features.length);
      checkAnswerSize(marks.length, features.length, rule);
      return denseMarks(marks, features.length);
    },
  });
}

/** Only what is stored can be missing. */
function storedGaps(samples: SparseMatrix, test: MissingTest, rule: NumberRule): Gaps {
  if (test.isMissing(0)) throw wrongKind(rule, "dense rows, as 0 is missing", "sparse rows");
  const x = numbers(samples, rule);
  if (x.kind !== "sparse") return [];
  return Array.from({ length: x.rows }, (_, row) => {
    const start = x.indptr[row] ?? 0;
    const columns = x.indices.subarray(start, x.indptr[row + 1]);
    return [...columns.filter((_, i) => test.isMissing(x.values[start + i] ?? 0))];
  });
}

function cellGaps(samples: Samples, test: MissingTest, rule: NumberRule): Gaps {
  const gaps: number[][] = [];
  for (const [j, column] of columnsOf(samples, rule).entries()) {
    checkMissing(column, j, rule);
    for (let row = 0; row < column.length; row++) {
      if (gaps.length <= row) gaps.push([]);
      if (test.isMissing(column[row] ?? null)) gaps[row]?.push(j);
    }
  }
  return gaps;
}

/** @throws INPUT_NOT_FINITE for a column in which nothing was missing in training */
function checkKnown(gaps: Gaps, known: ReadonlyMap<number, number>, rule: NumberRule): void {
  for (const [row, columns] of gaps.entries()) {
    const other = columns.find((column) => !known.has(column));
    if (other !== undefined) throw notFinite(rule, row, other, Number.NaN);
  }
}

function sparseMarks(marks: Gaps, width: number): SparseMatrix {
  const rows = new SparseRows();
  for (const columns of marks) {
    for (const column of columns.toSorted((a, b) => a - b)) rows.add(column, 1);
    rows.endRow();
  }
  return rows.matrix(width);
}

function denseMarks(marks: Gaps, width: number): ArrayResult {
  const data: Cell[] = new Array(marks.length * width).fill(false);
  for (const [row, columns] of marks.entries()) {
    for (const column of columns) data[row * width + column] = true;
  }
  return { kind: "array", shape: [marks.length, width], type: "bool", data };
}
