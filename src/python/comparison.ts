// `==`, `<`, `in`, `is` with Python's meaning: numbers by value whatever their type, text by code point, sequences item by item.

import { NdArray, NumpyScalar } from "../objects/ndarray.ts";
import { PyByteArray, type PyDict, PySet, PyTuple, type PyValue } from "../objects/values.ts";
import { compareText } from "./characters.ts";
import { findKey } from "./dicts.ts";
import { checkDepth, typeError } from "./exception.ts";
import { PyInstance, textOf } from "./instance.ts";
import { iterate, iterateOrNull } from "./iteration.ts";
import { asNumber } from "./numbers.ts";
import { elementwise } from "./numpy-elementwise.ts";
import { isTrue } from "./truth.ts";
import { typeName } from "./type-name.ts";

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** `a == b` and the other comparisons: a bool, or an array of them where one side is an array. */
export function compare(operator: Comparison, a: PyValue, b: PyValue): PyValue {
  if (a instanceof NdArray || b instanceof NdArray) {
    return elementwise(a, b, (x, y) => compare(operator, x, y));
  }
  if (operator === "==") return equals(a, b);
  if (operator === "!=") return !equals(a, b);
  const order = orderOf(a, b, operator, 0);
  // NaN and other values without an order are neither.
  if (order === null) return false;
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order >= 0;
}

/** `a == b` as a bool. @throws PythonException ValueError where arrays have no single truth */
export function equals(a: PyValue, b: PyValue): boolean {
  return equalsAt(a, b, 0);
}

function equalsAt(a: PyValue, b: PyValue, depth: number): boolean {
  if (a === b) return true;
  const x = asNumber(a);
  if (x !== null) {
    const y = asNumber(b);
    if (y !== null) return numberOrder(x.value, y.value) === 0;
  }
  const text = textOf(a);
  if (text !== undefined) return text === textOf(b);
  if (a instanceof NdArray || b instanceof NdArray) return isTrue(compare("==", a, b));
  if (a instanceof PyInstance) return a.equals(b);
  if (b instanceof PyInstance) return b.equals(a);
  checkDepth(depth);
  if (Array.isArray(a)) return Array.isArray(b) && sameItems(a, b, depth);
  if (a instanceof PyTuple) return b instanceof PyTuple && sameItems(a.items, b.items, depth);
  if (a instanceof Map) return b instanceof Map && sameDicts(a, b, depth);
  if (a instanceof PySet) return b instanceof PySet && sameSets(a, b);
  if (a instanceof NumpyScalar && b instanceof NumpyScalar)
    return equalsAt(a.value, b.value, depth + 1);
  const bytes = bytesOf(a);
  const others = bytesOf(b);
  return bytes !== null && others !== null && Buffer.compare(bytes, others) === 0;
}

function sameItems(a: readonly PyValue[], b: readonly PyValue[], depth: number): boolean {
  return a.length === b.length && a.every((item, i) => equalsAt(item, b[i] ?? null, depth + 1));
}

function sameDicts(a: PyDict, b: PyDict, depth: number): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const found = findKey(b, key);
    if (found === undefined || !equalsAt(value, b.get(found) ?? null, depth + 1)) return false;
  }
  return true;
}

function sameSets(a: PySet, b: PySet): boolean {
  if (a.items.length !== b.items.length) return false;
  const members = new Map(b.items.map((item) => [item, true]));
  return a.items.every((item) => findKey(members, item) !== undefined);
}

function bytesOf(value: PyValue): Uint8Array | null {
  if (value instanceof Uint8Array) return value;
  return value instanceof PyByteArray ? value.bytes : null;
}

/** Negative, 0 or positive; null where neither is first (NaN). @throws PythonException TypeError */
export function orderOf(a: PyValue, b: PyValue, operator: string, depth: number): number | null {
  const x = asNumber(a);
  const y = asNumber(b);
  if (x !== null && y !== null) return numberOrder(x.value, y.value);
  const text = textOf(a);
  const other = textOf(b);
  if (text !== undefined && other !== undefined) return compareText(text, other);
  checkDepth(depth);
  if (Array.isArray(a) && Array.isArray(b)) return itemOrder(a, b, operator, depth + 1);
  if (a instanceof PyTuple && b instanceof PyTuple) {
    return itemOrder(a.items, b.items, operator, depth + 1);
  }
  for (const side of [a, b]) {
    const refusal = side instanceof PyInstance ? side.refusal() : null;
    if (refusal !== null) throw refusal;
  }
  throw typeError(
    `'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`,
  );
}

function numberOrder(x: number | bigint, y: number | bigint): number | null {
  if (x < y) return -1;
  if (x > y) return 1;
  // Ints and bigints that are neither less nor greater are equal; NaN is not even itself.
  return Number.isNaN(x) || Number.isNaN(y) ? null : 0;
}

function itemOrder(
  a: readonly PyValue[],
  b: readonly PyValue[],
  operator: string,
  depth: number,
): number | null {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x = null, y = null] = [a[i], b[i]];
    if (!equals(x, y)) return orderOf(x, y, operator, depth);
  }
  return a.length - b.length;
}

/** `value in container`. @throws PythonException TypeError */
export function contains(container: PyValue, value: PyValue): boolean {
  const text = textOf(container);
  if (text !== undefined) {
    const part = textOf(value);
    if (part !== undefined) return text.includes(part);
    throw typeError(`'in <string>' requires string as left operand, not ${typeName(value)}`);
  }
  if (container instanceof Map) return findKey(container, value) !== undefined;
  const answer = container instanceof PyInstance ? container.contains(value) : null;
  if (answer !== null) return answer;
  if (container instanceof NdArray) return arrayContains(container, value);
  if (iterateOrNull(container) === null) {
    throw typeError(`argument of type '${typeName(container)}' is not iterable`);
  }
  const items = iterate(container);
  for (let next = items.next(); next.done !== true; next = items.next()) {
    if (equals(next.value, value)) return true;
  }
  return false;
}

function arrayContains(array: NdArray, value: PyValue): boolean {
  const found = compare("==", array, value);
  return found instanceof NdArray && found.values().includes(true);
}

/** `a is b`: the same object; equal texts and ints count as the same, as Python keeps small ones once. */
export function isSame(a: PyValue, b: PyValue): boolean {
  return a === b;
}
