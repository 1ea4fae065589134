// The names and values in pandas' records: indexes, series and frames of every version.

import { elements, float64Values, int32Values, NdArray, plainValue } from "./ndarray.ts";
import { arrayClasses, frameClasses, indexClasses, managerClasses } from "./pandas-names.ts";
import {
  attributes,
  numberOf,
  PyFloat,
  PyObject,
  PySlice,
  PyTuple,
  type PyValue,
} from "./values.ts";

/** One column of a frame. */
export interface FrameColumn {
  readonly name: PyValue;
  readonly values: readonly PyValue[];
}

/** A DataFrame, by columns in its own order. */
export interface Frame {
  readonly columns: readonly FrameColumn[];
  readonly rows: number;
}

/** Arrays whose numbers mean something else than they say. */
const unreadClasses: ReadonlySet<string> = new Set(["IntervalArray", "PeriodArray", "SparseArray"]);

const maxCells = 20_000_000;
const maxDepth = 8;

/** The labels of a pandas Index; tuples for a MultiIndex; null when they cannot be read. */
export function indexValues(value: PyValue): readonly PyValue[] | null {
  return labels(value, 0);
}

function labels(value: PyValue, depth: number): readonly PyValue[] | null {
  if (!(value instanceof PyObject) || !indexClasses.has(value.global.path)) return null;
  const [parts] = value.args;
  if (!(parts instanceof Map) || depth > maxDepth) return null;
  if (parts.has("start")) return rangeLabels(parts);
  if (parts.has("levels")) return tupleLabels(parts, depth);
  return columnValues(parts.get("data") ?? null, depth + 1);
}

function rangeLabels(parts: ReadonlyMap<PyValue, PyValue>): readonly PyValue[] | null {
  const [start, stop, step] = rangeOf(parts) ?? [0, 0, 0];
  return steps(start, stop, step, maxCells);
}

function rangeOf(parts: ReadonlyMap<PyValue, PyValue>): [number, number, number] | null {
  const start = wholeNumber(parts.get("start")) ?? 0;
  const stop = wholeNumber(parts.get("stop"));
  const step = wholeNumber(parts.get("step")) ?? 1;
  return stop === null || step === 0 ? null : [start, stop, step];
}

/** The numbers of Python's range; null when there are more than `most`. */
function steps(start: number, stop: number, step: number, most: number): readonly number[] | null {
  if (step === 0) return null;
  const count = countSteps(start, stop, step);
  return count > most ? null : Array.from({ length: count }, (_, i) => start + i * step);
}

function countSteps(start: number, stop: number, step: number): number {
  return Math.max(0, Math.ceil((stop - start) / step));
}

function tupleLabels(
  parts: ReadonlyMap<PyValue, PyValue>,
  depth: number,
): readonly PyValue[] | null {
  const levels = listOf(parts.get("levels"));
  const codes = listOf(parts.get("codes") ?? parts.get("labels"));
  if (levels === null || levels.length === 0 || codes?.length !== levels.length) return null;
  const columns: (readonly PyValue[])[] = [];
  for (const [i, level] of levels.entries()) {
    const values = labels(level, depth + 1);
    const column = values && coded(codes[i], values);
    if (!column || column.length !== (columns[0] ?? column).length) return null;
    columns.push(column);
    if (columns.length * column.length > maxCells) return null;
  }
  return (columns[0] ?? []).map(
    (_, row) => new PyTuple(columns.map((column) => column[row] ?? null)),
  );
}

/** The values of a one-dimensional array of numpy or pandas; null marks what is missing. */
function columnValues(value: PyValue, depth = 0): readonly PyValue[] | null {
  if (value instanceof NdArray) return value.shape.length === 1 ? elements(value) : null;
  if (!(value instanceof PyObject) || depth > maxDepth) return null;
  if (indexClasses.has(value.global.path)) return labels(value, depth + 1);
  if (!arrayClasses.has(value.global.path) || unreadClasses.has(value.global.name)) return null;
  if (value.global.name === "Categorical") return categoryValues(value, depth + 1);
  const state = attributes(value);
  const mask = state.get("_mask");
  const data = backingArray(value);
  if (data === null || data.shape.length !== 1) return null;
  if (!(mask instanceof NdArray)) return elements(data);
  if (mask.size !== data.size || mask.dtype.code !== "b") return null;
  const missing = mask.numbers();
  return elements(data).map((item, i) => (missing[i] === 1 ? null : item));
}

/** The numpy array of a pandas array: in a state tuple from pandas 1.3 on, in a dict before. */
function backingArray(value: PyObject): NdArray | null {
  const { state } = value;
  if (state instanceof PyTuple && state.items[1] instanceof NdArray) return state.items[1];
  const parts = attributes(value);
  const data = parts.get("_data") ?? parts.get("_ndarray");
  return data instanceof NdArray ? data : null;
}

function categoryValues(value: PyObject, depth: number): readonly PyValue[] | null {
  const parts = attributes(value);
  const { state } = value;
  const [first, second] = state instanceof PyTuple ? state.items : [];
  const dtype = first instanceof PyObject ? first : parts.get("_dtype");
  const codes = second instanceof NdArray ? second : parts.get("_codes");
  const categories =
    dtype instanceof PyObject ? attributes(dtype).get("categories") : parts.get("_categories");
  const known = labels(categories ?? null, depth);
  return known && coded(codes, known);
}

/** Values by their codes; −1 is missing. */
function coded(codes: PyValue | undefined, values: readonly PyValue[]): readonly PyValue[] | null {
  if (!(codes instanceof NdArray) || codes.shape.length !== 1) return null;
  if (codes.dtype.code !== "i") return null;
  const picked: PyValue[] = [];
  for (const code of codes.numbers()) {
    const value = code === -1 ? null : values[code];
    if (value === undefined) return null;
    picked.push(value);
  }
  return picked;
}

/** A pandas Series; null when it is something else or cannot be read. */
export function seriesOf(value: PyValue): FrameColumn | null {
  const state = frameState(value, "Series");
  const blocks = state && blocksOf(state.get("_mgr") ?? state.get("_data") ?? null);
  const values =
    blocks?.blocks.length === 1 ? columnValues(blocks.blocks[0]?.values ?? null) : null;
  return values && { name: state?.get("_name") ?? state?.get("name") ?? null, values };
}

/** How large a DataFrame is, without reading its cells. */
export interface FrameSize {
  readonly names: readonly PyValue[];
  readonly rows: number;
}

/** The columns' names and the number of rows of a pandas DataFrame; null when it is something else. */
export function frameSize(value: PyValue): FrameSize | null {
  const state = frameState(value, "DataFrame");
  const manager = state && blocksOf(state.get("_mgr") ?? state.get("_data") ?? null);
  if (manager?.axes.length !== 2) return null;
  const names = indexValues(manager.axes[0] ?? null);
  const rows = indexLength(manager.axes[1] ?? null);
  return names === null || rows === null ? null : { names, rows };
}

function indexLength(value: PyValue): number | null {
  const [parts] = value instanceof PyObject ? value.args : [];
  const range = parts instanceof Map && parts.has("start") ? rangeOf(parts) : null;
  return range === null ? (indexValues(value)?.length ?? null) : countSteps(...range);
}

/**
 * A pandas DataFrame; null when it is something else or cannot be read.
 *
 * @param isWanted  which columns are read, by their names; all unless told
 */
export function frameOf(
  value: PyValue,
  isWanted: (name: PyValue) => boolean = () => true,
): Frame | null {
  const state = frameState(value, "DataFrame");
  const manager = state && blocksOf(state.get("_mgr") ?? state.get("_data") ?? null);
  if (manager?.axes.length !== 2) return null;
  const names = indexValues(manager.axes[0] ?? null);
  const rows = indexLength(manager.axes[1] ?? null);
  if (names === null || rows === null) return null;
  const wanted = names.map(isWanted);
  if (wanted.filter(Boolean).length * rows > maxCells) return null;
  const columns: (FrameColumn | undefined)[] = new Array(names.length).fill(undefined);
  for (const block of manager.blocks) {
    const places = placesOf(block.places, names.length);
    if (places === null) return null;
    if (!places.some((place) => wanted[place])) continue;
    const values = blockColumns(block.values, places.length, rows);
    if (values === null) return null;
    for (const [i, place] of places.entries()) {
      const name = names[place];
      if (name === undefined || columns[place] !== undefined) return null;
      if (wanted[place]) columns[place] = { name, values: values(i) };
    }
  }
  const complete = columns.filter((column) => column !== undefined);
  return complete.length === wanted.filter(Boolean).length ? { columns: complete, rows } : null;
}

function frameState(value: PyValue, name: string): ReadonlyMap<string, PyValue> | null {
  if (!(value instanceof PyObject) || value.global.name !== name) return null;
  return frameClasses.has(value.global.path) ? attributes(value) : null;
}

interface Block {
  readonly values: PyValue;
  readonly places: PyValue;
}

/** Blocks and axes of a manager: its arguments from pandas 1.3 on, its state before. */
function blocksOf(
  value: PyValue,
): { readonly axes: readonly PyValue[]; readonly blocks: readonly Block[] } | null {
  if (!(value instanceof PyObject) || !managerClasses.has(value.global.path)) return null;
  const { state } = value;
  const [made, axes] = value.args;
  if (made instanceof PyTuple && Array.isArray(axes)) {
    const blocks = made.items.map((block) => (block instanceof PyObject ? block.args : []));
    return { axes, blocks: blocks.map(([values = null, places = null]) => ({ values, places })) };
  }
  const extra = state instanceof PyTuple ? state.items[3] : undefined;
  const form = extra instanceof Map ? extra.get("0.14.1") : undefined;
  const list = form instanceof Map ? listOf(form.get("blocks")) : null;
  const ends = form instanceof Map ? listOf(form.get("axes")) : null;
  if (list === null || ends === null) return null;
  const blocks = list.map((block) =>
    block instanceof Map
      ? { values: block.get("values") ?? null, places: block.get("mgr_locs") ?? null }
      : { values: null, places: null },
  );
  return { axes: ends, blocks };
}

/** The columns that a block fills: a slice or an array of numbers. */
function placesOf(value: PyValue, columns: number): readonly number[] | null {
  if (value instanceof NdArray) return value.size <= columns ? [...int32Values(value)] : null;
  if (!(value instanceof PySlice)) return null;
  const step = wholeNumber(value.step) ?? 1;
  const start = wholeNumber(value.start) ?? 0;
  const stop = wholeNumber(value.stop) ?? (step > 0 ? columns : -1);
  return steps(start, stop, step, columns);
}

/** A column of a block by its number there: a row of a two-dimensional array, or one array. */
function blockColumns(
  value: PyValue,
  columns: number,
  rows: number,
): ((column: number) => readonly PyValue[]) | null {
  const array = value instanceof PyObject ? backingArray(value) : value;
  if (array instanceof NdArray && array.shape.length === 2) {
    if (array.shape[0] !== columns || array.shape[1] !== rows) return null;
    if (array.dtype.code === "f") {
      // Floats of columns that nobody wants are never made to values one by one.
      const numbers = float64Values(array);
      const columnOf = (i: number) => numbers.subarray(i * rows, (i + 1) * rows);
      return (i) => Array.from(columnOf(i), (number) => new PyFloat(number));
    }
    const items = elements(array);
    return (i) => items.slice(i * rows, (i + 1) * rows);
  }
  const values = columns === 1 ? columnValues(value) : null;
  return values?.length === rows ? () => values : null;
}

function listOf(value: PyValue | undefined): readonly PyValue[] | null {
  if (value instanceof PyTuple) return value.items;
  if (value instanceof PyObject) return value.items;
  return Array.isArray(value) ? value : null;
}

function wholeNumber(value: PyValue | undefined): number | null {
  const plain = plainValue(value ?? null);
  if (plain instanceof PyFloat || typeof plain === "boolean") return null;
  const number = numberOf(plain);
  return number !== undefined && Number.isSafeInteger(number) ? number : null;
}
