// One item of a numpy array, as indexing gives it: a numpy scalar where Python's own type is another one.

import type { Dtype } from "../objects/dtype.ts";
import { elements, type NdArray, NumpyScalar } from "../objects/ndarray.ts";
import { floatRepr } from "../objects/python-repr.ts";
import { numberOf, PyFloat, type PyValue } from "../objects/values.ts";
import { float32Repr } from "./floats.ts";
import { makeScalar } from "./numpy-make.ts";

/** An item as numpy hands it out. Text (`numpy.str_`) behaves as str and is one here; objects are themselves. */
export function arrayItem(array: NdArray, index: number): PyValue {
  return scalarOfItem(array.dtype, elements(array)[index] ?? null);
}

export function scalarOfItem(dtype: Dtype, item: PyValue): PyValue {
  if (item instanceof NumpyScalar || !"biuf".includes(dtype.code)) return item;
  return makeScalar(dtype, item);
}

/** `array.item()`, `scalar.item()`: the Python value inside. */
export function pythonItem(value: PyValue): PyValue {
  return value instanceof NumpyScalar ? value.value : value;
}

/** `array.tolist()`: nested lists of Python values; of an array without dimensions the value. */
export function nestedList(array: NdArray): PyValue {
  const items = elements(array).map(pythonItem);
  let level: PyValue[] = items;
  for (const length of array.shape.slice(1).reverse()) {
    const count = length === 0 ? 0 : level.length / length;
    const rows = level;
    level = Array.from({ length: count }, (_, i) => rows.slice(i * length, (i + 1) * length));
  }
  return array.shape.length === 0 ? (items[0] ?? null) : level;
}

/** `str(scalar)`, which numpy 1 gives as repr too: `2.5`, `3`, `True`. */
export function scalarText(scalar: NumpyScalar): string {
  const { dtype, value } = scalar;
  const number = numberOf(value);
  if (dtype.code === "f" && number !== undefined) {
    return dtype.itemSize < 8 ? float32Repr(number) : floatRepr(number);
  }
  if (dtype.code === "b") return value === true ? "True" : "False";
  if (dtype.code === "M" || dtype.code === "m") return value === null ? "NaT" : String(value);
  return value instanceof PyFloat ? floatRepr(value.value) : String(value);
}
