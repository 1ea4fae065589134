// From inert values to the plain ones that estimators are made of: numbers, cells, float arrays, labels.
// Every function gives undefined for a value of another kind; `State` turns that into an error with a place.

import { elements, float64Values, NdArray, NumpyScalar } from "../objects/ndarray.ts";
import { numberOf, PyFloat, PyObject, PyTuple, type PyValue } from "../objects/values.ts";
import type { Labels } from "./estimator.ts";
import type { Cell, ElementType } from "./samples.ts";

/** Numbers of any dimension in C order; `[]` is the shape of a single number. Shared: not to be written to. */
export interface FloatArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** The number of a Python or numpy scalar, or of an array with exactly one item. */
export function scalarNumber(value: PyValue | undefined): number | undefined {
  const plain = numberOf(value);
  if (plain !== undefined) return plain;
  if (value instanceof NumpyScalar) return numberOf(value.value);
  if (value instanceof NdArray && value.size === 1) return floatArray(value)?.data[0];
  return undefined;
}

/** A Python or numpy bool, or an int that was given for one. */
export function scalarBoolean(value: PyValue | undefined): boolean | undefined {
  const plain = value instanceof NumpyScalar ? value.value : value;
  if (typeof plain === "boolean") return plain;
  return typeof plain === "number" ? plain !== 0 : undefined;
}

/** Text, of Python 3 or 2, or of numpy. */
export function scalarText(value: PyValue | undefined): string | undefined {
  const plain = value instanceof NumpyScalar ? value.value : value;
  if (typeof plain === "string") return plain;
  return plain instanceof Uint8Array ? latin1(plain) : undefined;
}

/** One label or category. Python 2's byte strings are text. */
export function cellOf(value: PyValue | undefined): Cell | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (value instanceof PyFloat) return value.value;
  if (value instanceof Uint8Array) return latin1(value);
  if (value instanceof NumpyScalar && !"Mm".includes(value.dtype.code)) return cellOf(value.value);
  return undefined;
}

/** An array, list or single number as numbers. */
export function floatArray(value: PyValue | undefined): FloatArray | undefined {
  if (value instanceof NdArray) {
    if ("fiub".includes(value.dtype.code)) {
      return { shape: value.shape, data: float64Values(value) };
    }
    if (value.dtype.code !== "O") return undefined;
    const data = numberList(elements(value));
    return data && { shape: value.shape, data };
  }
  const items = value instanceof PyTuple ? value.items : value;
  if (Array.isArray(items)) {
    const data = numberList(items);
    return data && { shape: [data.length], data };
  }
  const number = scalarNumber(value);
  return number === undefined ? undefined : { shape: [], data: Float64Array.of(number) };
}

function numberList(items: readonly PyValue[]): Float64Array | undefined {
  const data = new Float64Array(items.length);
  for (const [i, item] of items.entries()) {
    const number = item instanceof NdArray ? undefined : scalarNumber(item);
    if (number === undefined) return undefined;
    data[i] = number;
  }
  return data;
}

const elementTypes: ReadonlyMap<string, ElementType> = new Map([
  ["f", "float"],
  ["i", "int"],
  ["u", "int"],
  ["b", "bool"],
  ["U", "str"],
  ["S", "str"],
  ["O", "object"],
]);

/** A one-dimensional array (or list) as labels. */
export function labelsOf(value: PyValue | undefined): Labels | undefined {
  const items = value instanceof NdArray ? elements(value) : sequence(value);
  const type = value instanceof NdArray ? elementTypes.get(value.dtype.code) : "object";
  if (items === undefined || type === undefined) return undefined;
  if (value instanceof NdArray && value.shape.length !== 1) return undefined;
  const values: Cell[] = [];
  for (const item of items) {
    const cell = cellOf(item);
    if (cell === undefined) return undefined;
    values.push(cell);
  }
  return { type, values };
}

/** The items of a list, tuple or array of objects. */
export function sequence(value: PyValue | undefined): readonly PyValue[] | undefined {
  if (Array.isArray(value)) return value;
  if (value instanceof PyTuple) return value.items;
  if (value instanceof NdArray) return value.objects ?? undefined;
  return undefined;
}

/** What a value is, for messages: `a list`, `an array of shape (3, 2)`, `sklearn.svm._classes.SVC`. */
export function describe(value: PyValue | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "None";
  if (value instanceof NdArray) return `an array of shape ${shapeText(value.shape)}`;
  if (value instanceof PyObject) return value.global.path;
  if (Array.isArray(value)) return "a list";
  if (value instanceof Map) return "a dict";
  if (value instanceof Uint8Array) return "bytes";
  if (typeof value === "object") return `a ${value.kind}`;
  return typeof value === "string" ? "text" : String(value);
}

/** As Python writes a shape: `(3,)`, `(3, 2)`; `?` for any size. */
export function shapeText(shape: readonly (number | null)[]): string {
  const sizes = shape.map((size) => size ?? "?");
  return `(${sizes.join(", ")}${sizes.length === 1 ? "," : ""})`;
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
