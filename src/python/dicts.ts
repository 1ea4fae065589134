// Python's dicts are Maps; here keys are found by Python's equality: 1, 1.0 and True are one key, equal tuples too.

import { NumpyScalar } from "../objects/ndarray.ts";
import {
  isHashable,
  numberOf,
  type PyDict,
  PyFloat,
  PyTuple,
  type PyValue,
} from "../objects/values.ts";
import { typeError } from "./exception.ts";
import { textOf } from "./instance.ts";
import { typeName } from "./type-name.ts";

/**
 * The key of a dict that equals `key`; undefined when there is none.
 *
 * @throws PythonException TypeError for a key that cannot be hashed
 */
export function findKey(dict: ReadonlyMap<PyValue, unknown>, key: PyValue): PyValue | undefined {
  const plain = plainKey(key);
  if (dict.has(plain)) return plain;
  if (typeof plain === "string" || plain === null) return undefined;
  if (!isHashable(key)) throw typeError(`unhashable type: '${typeName(key)}'`);
  if (plain === 0 || plain === 1) {
    const truth = plain === 1;
    if (dict.has(truth)) return truth;
  }
  for (const candidate of dict.keys()) if (sameKey(candidate, plain)) return candidate;
  return undefined;
}

/** `dict.get(key)`; undefined when there is none. */
export function dictGet(dict: PyDict, key: PyValue): PyValue | undefined {
  const found = findKey(dict, key);
  return found === undefined ? undefined : dict.get(found);
}

/** `dict[key] = value`. */
export function dictSet(dict: PyDict, key: PyValue, value: PyValue): void {
  dict.set(findKey(dict, key) ?? textOf(key) ?? key, value);
}

/** Keys as they lie in a Map: texts as strings, whole numbers as numbers. */
function plainKey(key: PyValue): PyValue {
  const text = textOf(key);
  if (text !== undefined) return text;
  if (typeof key === "boolean") return key ? 1 : 0;
  if (key instanceof NumpyScalar) return plainKey(key.value);
  if (key instanceof PyFloat && Number.isSafeInteger(key.value)) return key.value;
  return key;
}

/** Tuples as keys have no changing parts; they are as deep as Python code nested them. */
function sameKey(a: PyValue, b: PyValue): boolean {
  const x = numberOf(plainKey(a));
  if (x !== undefined) return x === numberOf(b) && typeof plainKey(a) === typeof plainKey(b);
  if (!(a instanceof PyTuple) || !(b instanceof PyTuple)) return false;
  if (a.items.length !== b.items.length) return false;
  return a.items.every((item, i) => {
    const other = plainKey(b.items[i] ?? null);
    return plainKey(item) === other || sameKey(item, other);
  });
}
