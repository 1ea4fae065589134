// Which columns each part of a ColumnTransformer takes: names, numbers, slices, masks, of every version.

import { elements, NdArray } from "../../../objects/ndarray.ts";
import { indexValues } from "../../../objects/pandas-tables.ts";
import { PySlice, type PyValue } from "../../../objects/values.ts";
import { describe, scalarNumber, scalarText, sequence } from "../../attribute-values.ts";
import type { State } from "../../state.ts";

/** The table as it was in training. */
export interface TrainingColumns {
  readonly width: number;
  /** null when it was an array, or before 0.22. */
  readonly names: readonly string[] | null;
}

/** The columns of one part. */
export interface Selection {
  /** Their positions in the training table. */
  readonly columns: readonly number[];
  /** Whether the one column goes to the part as a plain list of values, as vectorizers want it. */
  readonly scalar: boolean;
}

/**
 * Names and number of the columns: `feature_names_in_` since 1.0, `_feature_names_in` in 0.24, `_df_columns`
 * before.
 */
export function readTrainingColumns(state: State): TrainingColumns {
  const names = readNames(state);
  const known = state.has("_n_features") ? state.integer("_n_features", 0, 2 ** 31) : null;
  const width = state.width(names?.length ?? known);
  if (width === null) throw state.invalid("it does not say how many columns it takes");
  return { width, names };
}

function readNames(state: State): readonly string[] | null {
  for (const name of ["feature_names_in_", "_feature_names_in", "_df_columns"]) {
    if (!state.isSet(name)) continue;
    const value = state.value(name);
    const items =
      indexValues(value) ?? (value instanceof NdArray ? elements(value) : sequence(value));
    const texts = items?.map(scalarText);
    if (texts?.every((text) => text !== undefined)) return texts;
  }
  return null;
}

/**
 * @param place  `transformers_[1]`, for messages
 * @throws ESTIMATOR_INVALID for columns that are not there
 */
export function readSelection(
  state: State,
  place: string,
  value: PyValue,
  table: TrainingColumns,
): Selection {
  const one = scalarColumn(value, table);
  if (one !== undefined) return { columns: inside([one], state, place, table), scalar: true };
  const columns = value instanceof PySlice ? slice(value, table) : listed(value, table);
  if (columns === undefined) throw state.mismatch(place, "columns of the table", describe(value));
  return { columns: inside(columns, state, place, table), scalar: false };
}

function inside(
  columns: readonly number[],
  state: State,
  place: string,
  { width }: TrainingColumns,
): readonly number[] {
  return columns.map((column) => {
    const position = column < 0 ? column + width : column;
    if (Number.isInteger(position) && position >= 0 && position < width) return position;
    throw state.mismatch(place, `columns under ${width}`, String(column));
  });
}

/** −0.5 for a name that is not there, which `inside` refuses. */
const nowhere = -0.5;

function scalarColumn(value: PyValue, table: TrainingColumns): number | undefined {
  const text = scalarText(value);
  if (text !== undefined) return positionOf(text, table);
  return typeof value === "boolean" || value instanceof NdArray ? undefined : scalarNumber(value);
}

function positionOf(name: string, { names }: TrainingColumns): number {
  const position = names?.indexOf(name) ?? -1;
  return position < 0 ? nowhere : position;
}

function listed(value: PyValue, table: TrainingColumns): readonly number[] | undefined {
  const array = value instanceof NdArray ? elements(value) : sequence(value);
  const items = array ?? indexValues(value) ?? undefined;
  if (items === undefined) return undefined;
  if (items.length > 0 && items.every((item) => typeof item === "boolean")) {
    return [...items.keys()].filter((j) => items[j] === true);
  }
  const columns: number[] = [];
  for (const item of items) {
    const column = scalarColumn(item, table);
    if (column === undefined) return undefined;
    columns.push(column);
  }
  return columns;
}

/** Python's slice of positions, or pandas' slice of names, which includes its end. */
function slice(value: PySlice, table: TrainingColumns): readonly number[] | undefined {
  const step = value.step === null ? 1 : scalarNumber(value.step);
  if (step === undefined || step < 1 || !Number.isInteger(step)) return undefined;
  const [first, last] = [scalarText(value.start), scalarText(value.stop)];
  const byName = first !== undefined || last !== undefined;
  const start = first === undefined ? scalarNumber(value.start) : positionOf(first, table);
  const stop = last === undefined ? scalarNumber(value.stop) : positionOf(last, table) + 1;
  if (byName && (start === nowhere || stop === nowhere + 1)) return [nowhere];
  const from = bounded(start ?? 0, table.width);
  const to = bounded(stop ?? table.width, table.width);
  const columns: number[] = [];
  for (let column = from; column < to; column += step) columns.push(column);
  return columns;
}

function bounded(position: number, width: number): number {
  return Math.min(Math.max(position < 0 ? position + width : position, 0), width);
}
