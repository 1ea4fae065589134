// Plain JavaScript as Python values: what a handler written in TypeScript gives to a template.

import { NdArray, NumpyScalar } from "../objects/ndarray.ts";
import {
  isStateful,
  PyByteArray,
  PyFloat,
  PyGlobal,
  PyObject,
  PySet,
  PySlice,
  PyTuple,
  type PyValue,
} from "../objects/values.ts";
import { checkDepth, checkItems } from "../python/exception.ts";
import { noKeywords, PyFunction, PyInstance } from "../python/instance.ts";
import { intOfNumber } from "../python/integers.ts";

/**
 * A value for a template. Python values stay as they are, deep inside arrays and Maps too; whole numbers are ints.
 *
 * @throws BudgetExceeded for values nested too deep, such as those that hold themselves
 */
export function pythonValue(value: unknown): PyValue {
  return convert(value, 0);
}

function convert(value: unknown, depth: number): PyValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "boolean" || typeof value === "bigint") {
    return value;
  }
  if (typeof value === "number") {
    return Number.isInteger(value) && !Object.is(value, -0)
      ? intOfNumber(value)
      : new PyFloat(value);
  }
  if (typeof value === "function") return functionValue(value as (...args: unknown[]) => unknown);
  if (typeof value !== "object") return null;
  if (isPython(value)) return value;
  checkDepth(depth);
  return container(value, depth + 1);
}

function isPython(value: object): value is PyValue & object {
  const classes = [PyFloat, PyTuple, PyInstance, NdArray, NumpyScalar, PySet, PySlice, PyObject];
  if (classes.some((kind) => value instanceof kind)) return true;
  return value instanceof Uint8Array || value instanceof PyByteArray || value instanceof PyGlobal;
}

function container(value: object, depth: number): PyValue {
  if (Array.isArray(value)) {
    checkItems(value.length);
    return value.map((item) => convert(item, depth));
  }
  if (value instanceof Map) {
    const entries = [...value].map(
      ([key, item]) => [convert(key, depth), convert(item, depth)] as const,
    );
    return new Map(entries);
  }
  if (value instanceof Set)
    return new PySet(
      [...value].map((item) => convert(item, depth)),
      false,
    );
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace("T", " ");
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const numbers = value as unknown as Iterable<number>;
    const whole = !(value instanceof Float64Array || value instanceof Float32Array);
    return Array.from(numbers, (number) => (whole ? convert(number, depth) : new PyFloat(number)));
  }
  if (isStateful(value as PyValue)) return value as PyValue;
  const entries = Object.entries(value).map(([key, item]) => [key, convert(item, depth)] as const);
  checkItems(entries.length);
  return new Map<PyValue, PyValue>(entries);
}

function functionValue(run: (...args: unknown[]) => unknown): PyFunction {
  return new PyFunction(run.name, ({ positional, keywords }) => {
    const args = positional.map(plainValue);
    if (keywords !== noKeywords && keywords.size > 0) {
      args.push(Object.fromEntries([...keywords].map(([key, value]) => [key, plainValue(value)])));
    }
    return pythonValue(run(...args));
  });
}

/** A Python value as plain JavaScript where JavaScript has such a thing. */
function plainValue(value: PyValue): unknown {
  if (value instanceof PyFloat) return value.value;
  if (value instanceof NumpyScalar) return plainValue(value.value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (value instanceof PyTuple) return value.items.map(plainValue);
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [plainValue(key), plainValue(item)]));
  }
  return value;
}
