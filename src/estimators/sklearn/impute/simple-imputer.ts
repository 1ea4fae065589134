// SimpleImputer: missing values replaced by one value per column.

import { Dtype } from "../../../objects/dtype.ts";
import { NdArray } from "../../../objects/ndarray.ts";
import { mapColumns, mapStored } from "../../columns.ts";
import type { Estimator, InputSpec } from "../../estimator.ts";
import { denseMatrix, type NumberRule, notFinite, numbers, wrongKind } from "../../inputs.ts";
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
import { versionAtLeast } from "../../version.ts";
import { readMissingTest } from "./missing-values.ts";

interface Imputer {
  /** One value per column of the input. */
  readonly fillers: readonly Cell[];
  /** Columns that are answered: those that had a value in training. */
  readonly kept: readonly number[];
  /** Columns whose being missing is answered too, as further columns. */
  readonly indicated: readonly number[];
  isMissing(cell: Cell): boolean;
}

/** @see sklearn/impute/_base.py `SimpleImputer.transform` */
export function readSimpleImputer(state: State): Estimator {
  const numeric = isNumeric(state);
  const imputer = readImputer(state);
  const { fillers, kept, indicated } = imputer;
  const missing = readMissingTest(state);
  const inputs: InputSpec = {
    ...state.numberInputs(fillers.length),
    kind: numeric ? "numbers" : "table",
    allowsMissing: missing.allowsMissing,
  };
  const rule: NumberRule = { className: state.className, inputs };
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    transformWidth: kept.length + indicated.length,
    keepsColumns: kept.length === fillers.length && indicated.length === 0,
    children: [],
    hints: () =>
      fillers.map((filler) => (isMissing(filler) ? { missing: true } : { typical: filler })),
    transform: (samples) =>
      samples.kind === "sparse"
        ? imputeSparse(samples, imputer, rule)
        : imputeColumns(samples, imputer, rule, numeric),
  };
}

/** Whether training data was an array of numbers; a constant may be kept as an object nevertheless. */
function isNumeric(state: State): boolean {
  const fitted = state.optional("_fit_dtype");
  const statistics = state.value("statistics_");
  const dtype = statistics instanceof NdArray ? statistics.dtype : null;
  const code = fitted instanceof Dtype ? fitted.code : (dtype?.code ?? "O");
  return "fiub".includes(code);
}

function readImputer(state: State): Imputer {
  const fillers = state.labels("statistics_").values;
  const keepsEmpty =
    state.boolean("keep_empty_features", false) ||
    // A constant filled empty columns too, until 1.5.
    (state.text("strategy", "mean") === "constant" && !versionAtLeast(state.writtenBy, "1.6"));
  const kept = [...fillers.keys()].filter((j) => keepsEmpty || !Number.isNaN(fillers[j]));
  return {
    fillers,
    kept,
    indicated: readIndicated(state, fillers.length),
    isMissing: readMissingTest(state).isMissing,
  };
}

/** Columns of the MissingIndicator inside, which stands behind the imputed columns. */
function readIndicated(state: State, width: number): readonly number[] {
  if (!state.boolean("add_indicator", false) || !state.isSet("indicator_")) return [];
  const indicator = state.member("indicator_", state.value("indicator_"));
  const { data } = indicator.float64("features_", [null]);
  return Array.from(data, (feature) => {
    if (Number.isInteger(feature) && feature >= 0 && feature < width) return feature;
    throw indicator.mismatch("features_", `columns under ${width}`, String(feature));
  });
}

function imputeColumns(
  samples: Samples,
  { fillers, kept, indicated, isMissing: isGap }: Imputer,
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

/** Infinities are refused, and NaN where something else stands for missing. */
function checked(cell: Cell, row: number, feature: number, rule: NumberRule): Cell {
  const usable = typeof cell !== "number" || Number.isFinite(cell);
  if (usable || (rule.inputs.allowsMissing && Number.isNaN(cell))) return cell;
  throw notFinite(rule, row, feature, cell);
}

function imputeSparse(
  samples: Extract<Samples, { kind: "sparse" }>,
  imputer: Imputer,
  rule: NumberRule,
): Result {
  const { fillers, kept, indicated, isMissing: isGap } = imputer;
  if (kept.length < fillers.length || indicated.length > 0 || isGap(0)) {
    throw wrongKind(rule, "dense rows", "sparse rows");
  }
  const x = numbers(samples, rule);
  const change = (value: number, j: number) => (isGap(value) ? Number(fillers[j]) : value);
  return x.kind === "sparse" ? mapStored(x, change) : mapColumns(x, change);
}
