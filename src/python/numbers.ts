// Which of Python's numbers a value is: numpy's scalars and bools count as numbers, as in Python.

import { NumpyScalar } from "../objects/ndarray.ts";
import { PyFloat, type PyValue } from "../objects/values.ts";
import type { Int } from "./integers.ts";

/** A number of Python: `{ int }` or `{ float }`. */
export type PyNumber =
  | { readonly kind: "int"; readonly value: Int }
  | { readonly kind: "float"; readonly value: number };

/** The number that a value is; null for everything that is none. */
export function asNumber(value: PyValue): PyNumber | null {
  if (typeof value === "number" || typeof value === "bigint") return { kind: "int", value };
  if (value instanceof PyFloat) return { kind: "float", value: value.value };
  if (typeof value === "boolean") return { kind: "int", value: value ? 1 : 0 };
  if (value instanceof NumpyScalar && "biuf".includes(value.dtype.code))
    return asNumber(value.value);
  return null;
}

/** The whole number that a value is, as Python's `__index__` gives it; null for floats and others. */
export function asIndex(value: PyValue): Int | null {
  const number = asNumber(value);
  return number?.kind === "int" ? number.value : null;
}

/** An int cut to what a JavaScript index may be, for positions in texts and lists. */
export function clampIndex(value: Int): number {
  const number = Number(value);
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, number));
}
