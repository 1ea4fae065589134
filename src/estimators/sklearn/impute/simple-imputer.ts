// SimpleImputer: missing values replaced by one value per column.

import { Dtype } from "../../../objects/dtype.ts";
import { NdArray } from "../../../objects/ndarray.ts";
import { cellMethods } from "../../cell-methods.ts";
import type { Estimator, InputHint, InputSpec } from "../../estimator.ts";
import { denseMatrix, type NumberRule, notFinite } from "../../inputs.ts";
import { imputedNames } from "../../output-names.ts";
import type { Cell, Result, Samples } from "../../samples.ts";
import { sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import {
  type Column,
  cellsAnswer,
  columnsAnswer,
  columnsOf,
  isMissing,
} from "../../table-columns.ts";
import { transformer } from "../../transformer.ts";
import { versionAtLeast } from "../../version.ts";
import { type ColumnFillers, readFillers } from "./column-fillers.ts";
import { inverseImputation } from "./inverse-imputation.ts";
import { imputeSparse } from "./sparse-imputation.ts";

/** @see sklearn/impute/_base.py `SimpleImputer.transform` */
export function readSimpleImputer(state: State): Estimator {
  const numeric = isNumeric(state);
  const imputer = readFillers(state);
  const { fillers, kept, indicated, allowsMissing } = imputer;
  const inputs: InputSpec = {
    ...state.numberInputs(fillers.length),
    kind: numeric ? "numbers" : "table",
    allowsMissing,
  };
  const rule: NumberRule = { className: state.className, inputs };
  const isConstant = state.text("strategy", "mean") === "constant";
  // Without marks nobody knows what was missing.
  const marked = state.boolean("add_indicator", false);
  const invertible = numeric && marked && versionAtLeast(state.writtenBy, "0.24");
  return transformer(state, {
    inputs,
    width: kept.length + indicated.length,
    keepsColumns: Int32Array.from([...kept, ...indicated.map(() => -1)]),
    outputNames: imputedNames(rule, kept, indicated),
    hints: () => fillers.map((filler) => fillerHint(filler, isConstant)),
    transform: (samples) =>
      samples.kind === "sparse"
        ? imputeSparse(samples, imputer, rule)
        : imputeColumns(samples, imputer, rule, numeric),
    ...cellFilling(imputer, rule, numeric),
    ...(invertible && { inverseTransform: inverseImputation(state, imputer) }),
  });
}

/** Where no column is left out, and none added, single cells are filled. */
function cellFilling(
  { fillers, kept, indicated, isMissing: isGap }: ColumnFillers,
  rule: NumberRule,
  numeric: boolean,
): Partial<ReturnType<typeof cellMethods>> {
  const width = fillers.length;
  if (indicated.length > 0 || kept.length < width) return {};
  const { changeCell, ...methods } = cellMethods(width, (given, j) => {
    const cell = numeric && given === null ? Number.NaN : given;
    if (cell === undefined || (numeric && typeof cell !== "number")) return undefined;
    if (isGap(cell)) return fillers[j];
    return isUsable(cell, rule) ? cell : undefined;
  });
  // What stays a text is no column of numbers.
  return numeric ? { changeCell, ...methods } : { changeCell };
}

/** A number that stands for "missing" says nothing of the others; a text says that they are texts. */
function fillerHint(filler: Cell, isConstant: boolean): InputHint {
  if (isMissing(filler)) return { missing: true };
  return isConstant && typeof filler === "number" ? {} : { typical: filler };
}

/** Whether training data was an array of numbers; a constant may be kept as an object nevertheless. */
function isNumeric(state: State): boolean {
  const fitted = state.optional("_fit_dtype");
  const statistics = state.value("statistics_");
  const dtype = statistics instanceof NdArray ? statistics.dtype : null;
  const code = fitted instanceof Dtype ? fitted.code : (dtype?.code ?? "O");
  return "fiub".includes(code);
}

function imputeColumns(
  samples: Samples,
  { fillers, kept, indicated, isMissing: isGap }: ColumnFillers,
  rule: NumberRule,
  numeric: boolean,
): Result {
  const given = numeric ? denseMatrix(samples, rule) : samples;
  const columns = columnsOf(given, rule);
  const rows = sampleCount(samples);
  const filled = kept.map((j) => {
    const column = columns[j] ?? [];
    const filler = fillers[j] ?? null;
    const cells = Array.from(column, (cell, row) =>
      isGap(cell) ? filler : checked(cell, row, j, rule),
    );
    return numeric ? Float64Array.from(cells, Number) : cells;
  });
  const marks = indicated.map((j) => {
    const gaps = Array.from(columns[j] ?? [], (cell: Cell) => isGap(cell));
    return numeric ? Float64Array.from(gaps, Number) : gaps;
  });
  const answer: readonly Column[] = [...filled, ...marks];
  return numeric ? columnsAnswer(answer, rows) : cellsAnswer(answer, rows, "object");
}

function checked(cell: Cell, row: number, feature: number, rule: NumberRule): Cell {
  if (isUsable(cell, rule)) return cell;
  throw notFinite(rule, row, feature, Number(cell));
}

/** Infinities are refused, and NaN where something else stands for missing. */
function isUsable(cell: Cell, { inputs }: NumberRule): boolean {
  if (typeof cell !== "number" || Number.isFinite(cell)) return true;
  return inputs.allowsMissing && Number.isNaN(cell);
}
