// `bool(x)` and `len(x)`.

import { NdArray, NumpyScalar } from "../objects/ndarray.ts";
import { PyByteArray, PyFloat, PySet, PyTuple, type PyValue } from "../objects/values.ts";
import { characterCount } from "./characters.ts";
import { typeError, valueError } from "./exception.ts";
import { PyInstance, textOf } from "./instance.ts";
import { arrayItem } from "./numpy-item.ts";
import { typeName } from "./type-name.ts";

/** `bool(x)`. @throws PythonException ValueError for an array of several items */
export function isTrue(value: PyValue): boolean {
  if (typeof value === "boolean") return value;
  if (value === null) return false;
  if (typeof value === "string") return value !== "";
  if (typeof value === "number") return value !== 0;
  if (typeof value === "bigint") return true;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof PyInstance) return value.truth();
  if (value instanceof NumpyScalar) return isTrue(value.value);
  if (value instanceof NdArray) return arrayTruth(value);
  return lengthOrNull(value) !== 0;
}

function arrayTruth(array: NdArray): boolean {
  if (array.size === 0) return false;
  if (array.size === 1) return isTrue(arrayItem(array, 0));
  throw valueError(
    "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()",
  );
}

/** `len(x)`. @throws PythonException TypeError */
export function lengthOf(value: PyValue): number {
  const length = lengthOrNull(value);
  if (length === null) throw typeError(`object of type '${typeName(value)}' has no len()`);
  return length;
}

/** `len(x)`, null where there is none. */
export function lengthOrNull(value: PyValue): number | null {
  const text = textOf(value);
  if (text !== undefined) return characterCount(text);
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  if (value instanceof Map) return value.size;
  if (value instanceof PyTuple || value instanceof PySet) return value.items.length;
  if (value instanceof PyByteArray) return value.bytes.length;
  if (value instanceof PyInstance) return value.length();
  if (value instanceof NdArray) return value.shape[0] ?? null;
  return null;
}
