// scipy's sparse matrices: records by class, and their meaning as compressed rows.

import type { BuilderTable } from "./builders.ts";
import { elements, float64Values, int32Values, NdArray, plainValue } from "./ndarray.ts";
import { emptyRecord, invalidObject, mergedTables, tableOf } from "./records.ts";
import { type CompressedRows, expandedPointers, fromTriplets } from "./sparse-rows.ts";
import { attributes, numberOf, PyObject, PyTuple, type PyValue } from "./values.ts";

const formats = ["bsr", "coo", "csc", "csr", "dia", "dok", "lil"];

/** Each format in the modules of all versions: `scipy.sparse.csr.csr_matrix`, `scipy.sparse._csr.csr_array` … */
const sparseClasses: ReadonlySet<string> = new Set(
  formats.flatMap((format) => [
    `scipy.sparse.${format}.${format}_matrix`,
    `scipy.sparse._${format}.${format}_matrix`,
    `scipy.sparse._${format}.${format}_array`,
    `scipy.sparse._arrays.${format}_array`,
  ]),
);

/** Builders for scipy's names; its functions and distributions are in the generated table. */
export const scipyGlobals: BuilderTable = mergedTables(
  tableOf(sparseClasses, emptyRecord),
  tableOf(["scipy.interpolate._bsplines.BSpline"], emptyRecord),
  tableOf(["scipy._lib.array_api_compat.numpy._aliases.asarray"], null),
);

interface Source {
  readonly object: PyObject;
  readonly state: ReadonlyMap<string, PyValue>;
  readonly rows: number;
  readonly columns: number;
}

/**
 * A sparse matrix of any of scipy's formats as compressed rows, every index checked.
 *
 * @returns null when the value is no sparse matrix
 * @throws OBJECT_INVALID or ARRAY_INVALID when its parts do not agree
 */
export function sparseOf(value: PyValue): CompressedRows | null {
  if (!(value instanceof PyObject) || !sparseClasses.has(value.global.path)) return null;
  const state = attributes(value);
  const shape = state.get("_shape");
  const [rows, columns] =
    shape instanceof PyTuple ? shape.items.map((size) => numberOf(plainValue(size))) : [];
  if (!isSize(rows) || !isSize(columns) || (shape as PyTuple).items.length !== 2) {
    throw invalidObject(value, "its shape is not two sizes");
  }
  const source: Source = { object: value, state, rows, columns };
  switch (value.global.name.slice(0, 3)) {
    case "csr":
      return compressed(source, rows, columns);
    case "csc":
      return fromColumns(source);
    case "coo":
      return fromCoordinates(source);
    case "bsr":
      return fromBlocks(source);
    case "dia":
      return fromDiagonals(source);
    case "lil":
      return fromLists(source);
    default:
      return fromKeys(source);
  }
}

function isSize(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value < 2 ** 31;
}

function arrayOf({ object, state }: Source, name: string, dimensions = 1): NdArray {
  const array = state.get(name);
  if (array instanceof NdArray && array.shape.length === dimensions) return array;
  throw invalidObject(object, `its ${name} is not an array of ${dimensions} dimensions`);
}

/** `indptr`, `indices` and `data`, for `outer` rows (or columns) of `inner` entries at most. */
function compressed(source: Source, outer: number, inner: number): CompressedRows {
  const indptr = int32Values(arrayOf(source, "indptr"));
  const indices = int32Values(arrayOf(source, "indices"));
  const values = float64Values(arrayOf(source, "data"));
  checkPointers(source, indptr, outer, Math.min(indices.length, values.length));
  const count = indptr[outer] ?? 0;
  const used = indices.subarray(0, count);
  for (let i = 0; i < used.length; i++) {
    const index = used[i] ?? 0;
    if (index < 0 || index >= inner) {
      throw invalidObject(source.object, "an index of it lies outside");
    }
  }
  return { rows: outer, columns: inner, indptr, indices: used, values: values.subarray(0, count) };
}

function checkPointers(source: Source, indptr: Int32Array, outer: number, most: number): void {
  let previous = 0;
  let rising = true;
  for (let i = 0; i < indptr.length && rising; i++) {
    const pointer = indptr[i] ?? 0;
    rising = pointer >= previous;
    previous = pointer;
  }
  if (indptr.length !== outer + 1 || indptr[0] !== 0 || !rising || previous > most) {
    throw invalidObject(source.object, "its indptr does not fit its shape and data");
  }
}

function fromColumns(source: Source): CompressedRows {
  const { object, rows, columns } = source;
  const { indptr, indices, values } = compressed(source, columns, rows);
  const column = expandedPointers(indptr);
  return fromTriplets(object, [rows, columns], { row: indices, column, values });
}

/** `coords` from scipy 1.13 on, `row` and `col` before. */
function fromCoordinates(source: Source): CompressedRows {
  const { object, state, rows, columns } = source;
  const coords = state.get("coords");
  const [first, second] =
    coords instanceof PyTuple ? coords.items : [state.get("row"), state.get("col")];
  if (!(first instanceof NdArray) || !(second instanceof NdArray)) {
    throw invalidObject(object, "its coordinates are missing");
  }
  const values = float64Values(arrayOf(source, "data"));
  const [row, column] = [int32Values(first), int32Values(second)];
  return fromTriplets(object, [rows, columns], { row, column, values });
}

/** Dense blocks of R × C. @see scipy/sparse/sparsetools/bsr.h */
function fromBlocks(source: Source): CompressedRows {
  const { object, rows, columns } = source;
  const data = arrayOf(source, "data", 3);
  const [count = 0, height = 0, width = 0] = data.shape;
  const indptr = int32Values(arrayOf(source, "indptr"));
  const indices = int32Values(arrayOf(source, "indices"));
  if (height < 1 || width < 1) throw invalidObject(object, "its blocks are empty");
  checkPointers(source, indptr, rows / height, Math.min(count, indices.length));
  const blockRows = expandedPointers(indptr);
  const size = blockRows.length * height * width;
  const row = new Int32Array(size);
  const column = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const block = Math.floor(i / (height * width));
    const inside = i % (height * width);
    row[i] = (blockRows[block] ?? 0) * height + Math.floor(inside / width);
    column[i] = (indices[block] ?? 0) * width + (inside % width);
  }
  const values = float64Values(data).subarray(0, size);
  return fromTriplets(object, [rows, columns], { row, column, values });
}

/** Diagonal k holds item (column − offset, column) at its column; zeros are left out as scipy does. */
function fromDiagonals(source: Source): CompressedRows {
  const { object, rows, columns } = source;
  const data = arrayOf(source, "data", 2);
  const offsets = int32Values(arrayOf(source, "offsets"));
  const [count = 0, length = 0] = data.shape;
  if (offsets.length !== count) throw invalidObject(object, "its offsets are not one per diagonal");
  const numbers = float64Values(data);
  const row: number[] = [];
  const column: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < numbers.length; i++) {
    const at = i % length;
    const line = at - (offsets[Math.floor(i / length)] ?? 0);
    const value = numbers[i] ?? 0;
    if (value === 0 || at >= columns || line < 0 || line >= rows) continue;
    row.push(line);
    column.push(at);
    values.push(value);
  }
  return fromTriplets(object, [rows, columns], { row, column, values });
}

/** One list of columns and one of values per row. */
function fromLists(source: Source): CompressedRows {
  const { object, rows, columns } = source;
  const places = elements(arrayOf(source, "rows"));
  const data = elements(arrayOf(source, "data"));
  // A list that stands for many rows would make more entries than the file holds.
  if (places.length !== rows || data.length !== rows || new Set(places).size !== rows) {
    throw invalidObject(object, "its lists are not one per row");
  }
  const row: number[] = [];
  const column: number[] = [];
  const values: number[] = [];
  for (const [i, list] of places.entries()) {
    const numbers = data[i];
    if (!Array.isArray(list) || !Array.isArray(numbers) || numbers.length !== list.length) {
      throw invalidObject(object, "its lists are not one per row");
    }
    for (const [j, place] of list.entries()) {
      row.push(i);
      column.push(numberOf(plainValue(place)) ?? -1);
      values.push(numberIn(object, numbers[j]));
    }
  }
  return fromTriplets(object, [rows, columns], { row, column, values });
}

/** A dict from (row, column) to value: in the state from scipy 1.13 on, the object itself before. */
function fromKeys({ object, state, rows, columns }: Source): CompressedRows {
  const dict = state.get("_dict");
  const row: number[] = [];
  const column: number[] = [];
  const values: number[] = [];
  for (const [key, value] of dict instanceof Map ? dict : object.entries) {
    const [i, j] = key instanceof PyTuple ? key.items : [];
    row.push(numberOf(plainValue(i ?? null)) ?? -1);
    column.push(numberOf(plainValue(j ?? null)) ?? -1);
    values.push(numberIn(object, value));
  }
  return fromTriplets(object, [rows, columns], { row, column, values });
}

function numberIn(object: PyObject, value: PyValue | undefined): number {
  const number = numberOf(plainValue(value ?? null));
  if (number === undefined) throw invalidObject(object, "an entry of it is not a number");
  return number;
}
