// OrdinalEncoder: each category as its number.

import { scalarNumber } from "../../attribute-values.ts";
import { unknownCategory } from "../../category-index.ts";
import { cellMethods } from "../../cell-methods.ts";
import type { Estimator, InputSpec } from "../../estimator.ts";
import { denseMatrix, type NumberRule, wrongKind } from "../../inputs.ts";
import type { ArrayResult, Cell, Samples } from "../../samples.ts";
import { sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { cellsAnswer, checkMissing, columnsOf } from "../../table-columns.ts";
import { versionAtLeast } from "../../version.ts";
import {
  answerType,
  type CategoryColumn,
  categoryIn,
  choiceHints,
  readCategoryColumns,
} from "./category-columns.ts";
import { rareCategory } from "./one-hot-inverse.ts";

interface OrdinalColumn extends CategoryColumn {
  /** The number that each category is encoded as. */
  readonly codes: Float64Array;
}

/** @see sklearn/preprocessing/_encoders.py `OrdinalEncoder` */
export function readOrdinalEncoder(state: State): Estimator {
  const columns = readCategoryColumns(state).map((column, i) => ({
    ...column,
    codes: readCodes(state, column, i),
  }));
  const unknown = readUnknown(state);
  const inputs: InputSpec = {
    ...state.numberInputs(columns.length),
    kind: "table",
    allowsMissing: versionAtLeast(state.writtenBy, "0.24"),
  };
  const rule: NumberRule = { className: state.className, inputs };
  const type = answerType(state);
  const methods = cellMethods(columns.length, (cell, j) => {
    const column = columns[j];
    return column === undefined ? undefined : column.codes[categoryIn(column, cell)];
  });
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    transformWidth: columns.length,
    children: [],
    hints: () => choiceHints(columns, unknown !== null),
    ...(type === "float" ? methods : { single: methods.single }),
    transform(samples): ArrayResult {
      const values = columnsOf(samples, rule);
      const rows = sampleCount(samples);
      const data = new Float64Array(rows * columns.length);
      for (const [j, column] of values.entries()) {
        checkMissing(column, j, rule);
        for (let row = 0; row < rows; row++) {
          const cell = column[row] ?? null;
          const category = columns[j]?.index.numberOf(cell) ?? -1;
          const code = category >= 0 ? columns[j]?.codes[category] : unknown;
          if (code === null || code === undefined) throw unknownCategory(rule, j, cell);
          data[row * columns.length + j] = code;
        }
      }
      return { kind: "array", shape: [rows, columns.length], type, data };
    },
    inverseTransform: inverse(state, columns, unknown),
  };
}

/** Categories by their order, rare ones by their common group, the missing one as it was told. */
function readCodes(state: State, column: CategoryColumn, i: number): Float64Array {
  const { values } = column.categories;
  const codes = Float64Array.from(values, (_, category) => column.groups?.[category] ?? category);
  const indices = state.optional("_missing_indices");
  const missing = indices instanceof Map ? scalarNumber(indices.get(i)) : undefined;
  if (missing === undefined) return codes;
  if (missing < 0 || missing >= values.length) {
    throw state.mismatch("_missing_indices", `numbers under ${values.length}`, String(missing));
  }
  codes[missing] = state.number("encoded_missing_value", Number.NaN);
  return codes;
}

/** The number for unknown categories; null where they are refused. */
function readUnknown(state: State): number | null {
  const handling = state.option("handle_unknown", ["error", "use_encoded_value"], "error");
  return handling === "error" ? null : state.number("unknown_value");
}

/** @see sklearn/preprocessing/_encoders.py `OrdinalEncoder.inverse_transform` */
function inverse(
  state: State,
  columns: readonly OrdinalColumn[],
  unknown: number | null,
): (samples: Samples) => ArrayResult {
  const inputs: InputSpec = {
    kind: "numbers",
    width: columns.length,
    names: null,
    allowsMissing: true,
  };
  const rule = { className: state.className, inputs };
  const types = new Set(columns.map(({ categories }) => categories.type));
  const numeric = types.size === 2 && types.has("int") && types.has("float");
  const [only = "object"] = types;
  const common = types.size === 1 ? only : "object";
  const type = numeric ? "float" : common;
  const mixed = unknown !== null || columns.some(({ rareGroup }) => rareGroup !== null);
  return (samples) => {
    const { data, rows } = denseMatrix(samples, rule);
    const answers = columns.map((column, j) =>
      Array.from({ length: rows }, (_, row) => {
        const code = data[row * columns.length + j] ?? 0;
        if (unknown !== null && Object.is(code + 0, unknown + 0)) return null;
        return categoryOf(column, code, rule);
      }),
    );
    return cellsAnswer(answers, rows, mixed ? "object" : type);
  };
}

function categoryOf(column: OrdinalColumn, code: number, rule: NumberRule): Cell {
  const { codes, categories, rareGroup } = column;
  const whole = Number.isNaN(code) ? code : Math.trunc(code);
  const category = codes.findIndex((one) => Object.is(one + 0, whole + 0));
  if (category < 0) throw wrongKind(rule, "numbers of categories", String(code));
  return whole === rareGroup ? rareCategory : (categories.values[category] ?? null);
}
