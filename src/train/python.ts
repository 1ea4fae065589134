// What a fitted scikit-learn object holds, as Python's values: numbers with their kind, arrays with their dtype.

import type { Cell, ElementType } from "../estimators/samples.ts";
import { Dtype } from "../objects/dtype.ts";
import { NdArray } from "../objects/ndarray.ts";
import { PyFloat, PyGlobal, PyObject, PyTuple, type PyValue } from "../objects/values.ts";

/** Attributes of a Python object, in the order in which they are written. */
export type Attributes = Iterable<readonly [name: string, value: PyValue]>;

export function pyFloat(value: number): PyFloat {
  return new PyFloat(value);
}

/** A class or function by its module's path. */
export function pyGlobal(module: string, name: string): PyGlobal {
  return new PyGlobal(module, name, 0);
}

/** An object made by `cls.__new__(cls)` with these attributes. */
export function pyObject(module: string, name: string, attributes: Attributes): PyObject {
  const object = new PyObject(pyGlobal(module, name), [], 0);
  object.state = new Map<PyValue, PyValue>(attributes);
  return object;
}

export function pyTuple(...items: readonly PyValue[]): PyTuple {
  return new PyTuple(items);
}

/** float64 numbers, row-major. */
export function floatArray(values: ArrayLike<number>, shape?: readonly number[]): NdArray {
  const data = values instanceof Float64Array ? values : Float64Array.from(values);
  return NdArray.of(data, shape ?? [data.length]);
}

/** int64 numbers; each must be a safe integer. */
export function intArray(values: ArrayLike<number>, shape?: readonly number[]): NdArray {
  const data = BigInt64Array.from(Array.from(values, (value) => BigInt(value)));
  return NdArray.of(data, shape ?? [data.length]);
}

export function int32Array(values: ArrayLike<number>, shape?: readonly number[]): NdArray {
  const data = Int32Array.from(values);
  return NdArray.of(data, shape ?? [data.length]);
}

export function boolArray(values: ArrayLike<boolean | number>, shape?: readonly number[]): NdArray {
  const data = Uint8Array.from(Array.from(values, Number));
  return bytesArray("b", 1, data, shape ?? [data.length]);
}

/** An array of Python objects: strings as str, numbers as float (or int where `integers`), null as None. */
export function objectArray(values: readonly PyValue[], shape?: readonly number[]): NdArray {
  const dtype = new Dtype("O", 8, true, 0);
  return NdArray.from({ dtype, shape: shape ?? [values.length], data: [...values], offset: 0 });
}

/** Text of fixed width, `<U5`, as `np.array(["no", "maybe"])`. */
export function textArray(values: readonly string[]): NdArray {
  const points = values.map((value) => Array.from(value, (c) => c.codePointAt(0) ?? 0));
  const width = Math.max(1, ...points.map(({ length }) => length));
  const data = new Uint32Array(values.length * width);
  for (const [i, text] of points.entries()) data.set(text, i * width);
  return bytesArray("U", 4 * width, new Uint8Array(data.buffer), [values.length]);
}

/** Labels with their kind: `classes_`, `categories_`. */
export function labelArray(labels: {
  readonly type: ElementType;
  readonly values: readonly Cell[];
}): NdArray {
  const { type, values } = labels;
  if (type === "int") return intArray(values.map(Number));
  if (type === "float") return floatArray(values.map(Number));
  if (type === "bool") return boolArray(values.map(Boolean));
  if (type === "str") return textArray(values.map(String));
  return objectArray(values.map((value) => (isFloat(value) ? pyFloat(value) : value)));
}

/** Feature names: an object array of str, as pandas' columns become. */
export function nameArray(names: readonly string[]): NdArray {
  return objectArray([...names]);
}

function isFloat(value: Cell): value is number {
  return typeof value === "number" && !Number.isSafeInteger(value);
}

function bytesArray(
  code: "b" | "U",
  itemSize: number,
  data: Uint8Array,
  shape: readonly number[],
): NdArray {
  return NdArray.from({ dtype: new Dtype(code, itemSize, true, 0), shape, data, offset: 0 });
}
