// A decoded value as JSON that keeps Python's kinds apart, as test/fixtures/pickle/tagged.py writes them.

import { elements, NdArray, NumpyScalar } from "../../src/objects/ndarray.ts";
import {
  PyByteArray,
  PyFloat,
  PyGlobal,
  PyObject,
  PySet,
  PySlice,
  PyTuple,
  type PyValue,
} from "../../src/objects/values.ts";

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Tagged JSON from Python, with the items of its sets in our order. */
export function inOurOrder(json: Json): Json {
  if (json === null || typeof json !== "object") return json;
  if (isList(json)) return json.map(inOurOrder);
  const parts = Object.entries(json).map(([key, part]): [string, Json] => {
    const ordered = inOurOrder(part);
    const isSet = key === "set" || key === "frozenset";
    return [key, isSet && isList(ordered) ? sorted(ordered) : ordered];
  });
  return Object.fromEntries(parts);
}

/**
 * The value as tagged JSON. Lists, dicts, tuples, sets and bytearrays are numbered in the order in which they are
 * met; one that is met again is only its number, so that sharing and cycles are compared, too.
 */
export function tagged(value: PyValue): Json {
  return tag(value, new Map());
}

function tag(value: PyValue, met: Map<PyValue, number>): Json {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number" || typeof value === "bigint") return { int: String(value) };
  if (typeof value === "string") return value;
  if (value instanceof PyFloat) return { float: floatBits(value.value) };
  if (value instanceof Uint8Array) return { bytes: latin1(value) };
  if (value instanceof PyGlobal) return { global: python3Name(value) };
  if (value instanceof PyObject) {
    const made = { object: python3Name(value.global), args: tagAll(value.args, met) };
    return value.state === undefined ? made : { ...made, state: tag(value.state, met) };
  }
  if (value instanceof NdArray) return tagArray(value);
  if (value instanceof NumpyScalar) {
    return { scalar: value.dtype.text, value: tag(value.value, met) };
  }
  const number = met.get(value);
  if (number !== undefined) return { same: number };
  if (!isEmptyConstant(value)) met.set(value, met.size);
  if (value instanceof PyByteArray) return { bytearray: latin1(value.bytes) };
  if (Array.isArray(value)) return { list: tagAll(value, met) };
  if (value instanceof PyTuple) return { tuple: tagAll(value.items, met) };
  if (value instanceof Map) {
    return { dict: Array.from(value, ([key, item]) => [tag(key, met), tag(item, met)]) };
  }
  if (value instanceof PySet) {
    const items = value.items.map((item) => tagged(item));
    return { [value.frozen ? "frozenset" : "set"]: sorted(items) };
  }
  if (value instanceof PySlice) {
    return { slice: tagAll([value.start, value.stop, value.step], met) };
  }
  return { other: value.kind };
}

function tagAll(values: readonly PyValue[], met: Map<PyValue, number>): Json[] {
  return values.map((item) => tag(item, met));
}

function tagArray(array: NdArray): Json {
  const { dtype, shape, fortran } = array;
  return { array: dtype.text, shape, fortran, values: elements(array).map((item) => tagged(item)) };
}

/** The name by which Python 3 knows what a Python 2 pickle names. */
function python3Name({ module, name, path }: PyGlobal): string {
  if (module !== "__builtin__") return path;
  return `builtins.${
    new Map([
      ["xrange", "range"],
      ["long", "int"],
      ["unicode", "str"],
    ]).get(name) ?? name
  }`;
}

/** Python keeps only one empty tuple and one empty frozenset. */
function isEmptyConstant(value: PyValue): boolean {
  return (
    (value instanceof PyTuple && value.items.length === 0) ||
    (value instanceof PySet && value.frozen && value.items.length === 0)
  );
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function sorted(items: readonly Json[]): Json[] {
  return items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** All 64 bits of a float in hex; every NaN alike. */
function floatBits(value: number): string {
  if (Number.isNaN(value)) return "nan";
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
