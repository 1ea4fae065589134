// OneHotEncoder as it was before 0.20, and until 0.21 where it was told ranges: categories are whole numbers from 0 on,
// each with a place in its feature's range; places that were never met in training have no column.

import { NdArray } from "../../../objects/ndarray.ts";
import { describe, floatArray, scalarText } from "../../attribute-values.ts";
import { unknownCategory } from "../../category-index.ts";
import type { Estimator, InputHint } from "../../estimator.ts";
import { checkWidth, denseMatrix, denseNumbers, type NumberRule, wrongKind } from "../../inputs.ts";
import { floatMatrix } from "../../results.ts";
import type { Matrix, Result, Samples } from "../../samples.ts";
import { SparseRows } from "../../sparse-rows.ts";
import type { State } from "../../state.ts";
import { checkAnswerSize, maxColumns, transformer } from "../../transformer.ts";

const places = "feature_indices_";

/** Whether a file holds an encoder of this kind. In 0.20 and 0.21 its attributes begin with an underscore. */
export function encodesNumbers(state: State): boolean {
  return !state.has("categories_") && (state.has(places) || state.has(`_${places}`));
}

/** What the encoded features become. */
interface Ranges {
  /** Where each feature's range begins among the places, and the end of all. */
  readonly starts: Float64Array;
  /** The column of each place; −1 where there is none. */
  readonly columns: Int32Array;
  readonly width: number;
}

/** Which features are encoded; the others stand behind them as they are. */
interface Choice {
  readonly encoded: readonly number[];
  /** Number of all features; null where only the encoded ones are told. */
  readonly features: number | null;
}

/** @see sklearn/preprocessing/data.py `OneHotEncoder._transform`, `_transform_selected` (0.19) */
export function readNumberEncoder(state: State): Estimator {
  const ranges = readRanges(state);
  const choice = readChoice(state, ranges.starts.length - 1);
  const { encoded, features } = choice;
  const inputs = state.numberInputs(features);
  const rule: NumberRule = { className: state.className, inputs };
  const refuses = state.option("handle_unknown", ["error", "ignore"], "error") === "error";
  const sparse = state.boolean("sparse", true);
  const others = features === null ? null : features - encoded.length;
  return transformer(state, {
    inputs,
    width: others === null ? null : ranges.width + others,
    hints: () => (others === 0 ? rangeHints(ranges, !refuses) : null),
    transform(samples): Result {
      const x = checkedRows(samples, encoded, rule);
      const matrix = encode(x, ranges, { encoded, rule, refuses });
      if (sparse) return matrix;
      checkAnswerSize(matrix.rows, matrix.columns, rule);
      const whole = { ...rule, inputs: { ...inputs, width: matrix.columns, names: null } };
      return floatMatrix(denseMatrix(matrix, whole).data, matrix.rows, matrix.columns);
    },
  });
}

function checkedRows(samples: Samples, encoded: readonly number[], rule: NumberRule): Matrix {
  const x = denseNumbers(samples, rule);
  const last = encoded.at(-1) ?? -1;
  if (x.columns <= last)
    checkWidth(x.columns, { ...rule, inputs: { ...rule.inputs, width: last + 1 } });
  return x;
}

interface EncodeOptions {
  readonly encoded: readonly number[];
  readonly rule: NumberRule;
  readonly refuses: boolean;
}

function encode(x: Matrix, ranges: Ranges, { encoded, rule, refuses }: EncodeOptions) {
  const chosen = new Set(encoded);
  const others = Array.from({ length: x.columns }, (_, j) => j).filter((j) => !chosen.has(j));
  const rows = new SparseRows();
  for (let row = 0; row < x.rows; row++) {
    for (const [k, j] of encoded.entries()) {
      // Python makes numbers whole by cutting.
      const value = Math.trunc(x.data[row * x.columns + j] ?? 0);
      if (value < 0) throw wrongKind(rule, "whole numbers from 0 on", String(value));
      const place = (ranges.starts[k] ?? 0) + value;
      const isKnown = place < (ranges.starts[k + 1] ?? 0);
      if (!isKnown && refuses) throw unknownCategory(rule, j, value);
      const column = isKnown ? (ranges.columns[place] ?? -1) : -1;
      if (column >= 0) rows.add(column, 1);
    }
    for (const [k, j] of others.entries()) {
      const value = x.data[row * x.columns + j] ?? 0;
      if (value !== 0) rows.add(ranges.width + k, value);
    }
    rows.endRow();
  }
  return rows.matrix(ranges.width + others.length);
}

function readRanges(state: State): Ranges {
  const prefix = state.has(places) ? "" : "_";
  const name = `${prefix}${places}`;
  const starts = state.float64(name, [null]).data;
  if (starts.length < 2 || starts[0] !== 0) throw state.mismatch(name, "from 0 on", "others");
  for (let k = 1; k < starts.length; k++) {
    const [before = 0, place = 0] = [starts[k - 1], starts[k]];
    if (!Number.isInteger(place) || place < before || place > maxColumns) {
      throw state.mismatch(name, "rising whole numbers", String(place));
    }
  }
  const total = starts.at(-1) ?? 0;
  if (state.optional("n_values") !== "auto") {
    const columns = Int32Array.from({ length: total }, (_, place) => place);
    return { starts, columns, width: total };
  }
  const columns = new Int32Array(total).fill(-1);
  const active = state.float64(`${prefix}active_features_`, [null]).data;
  for (const [column, place] of active.entries()) {
    if (!Number.isInteger(place) || place < 0 || place >= total || columns[place] !== -1) {
      throw state.mismatch(`${prefix}active_features_`, `places under ${total}`, String(place));
    }
    columns[place] = column;
  }
  return { starts, columns, width: active.length };
}

/** `categorical_features`: "all", a mask, or positions. */
function readChoice(state: State, count: number): Choice {
  const value = state.optional("categorical_features") ?? "all";
  if (scalarText(value) === "all") {
    return { encoded: Array.from({ length: count }, (_, j) => j), features: count };
  }
  const isMask = value instanceof NdArray && value.dtype.code === "b";
  const numbers = floatArray(value)?.data;
  if (numbers === undefined) {
    throw state.mismatch("categorical_features", "'all', a mask or positions", describe(value));
  }
  const positions = isMask ? [...numbers.keys()].filter((j) => numbers[j] !== 0) : [...numbers];
  const encoded = [...new Set(positions)].sort((a, b) => a - b);
  const valid = encoded.every((j) => Number.isInteger(j) && j >= 0 && j < maxColumns);
  if (!valid || encoded.length !== count) {
    throw state.mismatch("categorical_features", `${count} features`, `${encoded.length}`);
  }
  return { encoded, features: isMask ? numbers.length : null };
}

/** Ranges as choices; of those that were found in training only what was met. */
function rangeHints({ starts, columns }: Ranges, open: boolean): readonly InputHint[] {
  return Array.from({ length: starts.length - 1 }, (_, k) => {
    const [first = 0, end = 0] = starts.subarray(k, k + 2);
    const choices: number[] = [];
    for (let place = first; place < end; place++) {
      if ((columns[place] ?? -1) >= 0) choices.push(place - first);
    }
    return { choices, integer: true, ...(open && { open }) };
  });
}
