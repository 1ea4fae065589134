// The methods of lists, dicts, tuples and numbers. Those that change a list or dict work on the template's own value: the
// context is made anew for every page.

import { numberOf, type PyDict, type PyList, PyTuple, type PyValue } from "../objects/values.ts";
import { valueOr } from "./absent.ts";
import { equals } from "./comparison.ts";
import { dictGet, dictSet, findKey } from "./dicts.ts";
import { checkItems, PythonException, typeError, valueError } from "./exception.ts";
import { intOfNumber } from "./integers.ts";
import { DictView, iterate, listOf } from "./iteration.ts";
import { asIndex, clampIndex } from "./numbers.ts";
import { toRepr } from "./printing.ts";
import { sorted } from "./sorting.ts";
import { isTrue } from "./truth.ts";

type Arguments = readonly (PyValue | undefined)[];

export interface Method<Self> {
  readonly signature: readonly string[];
  readonly run: (self: Self, args: Arguments) => PyValue;
}

export const dictMethods: ReadonlyMap<string, Method<PyDict>> = new Map<string, Method<PyDict>>([
  ["keys", { signature: [], run: (dict) => new DictView(dict, "keys") }],
  ["values", { signature: [], run: (dict) => new DictView(dict, "values") }],
  ["items", { signature: [], run: (dict) => new DictView(dict, "items") }],
  [
    "get",
    {
      signature: ["_key", "_default?"],
      run: (dict, [key = null, usual = null]) => valueOr(dictGet(dict, key), () => usual),
    },
  ],
  ["copy", { signature: [], run: (dict) => new Map(dict) }],
  ["update", { signature: ["_other?"], run: update }],
  ["pop", { signature: ["_key", "_default?"], run: popKey }],
  ["setdefault", { signature: ["_key", "_default?"], run: setDefault }],
  ["clear", { signature: [], run: (dict) => nothing(dict.clear()) }],
]);

export const listMethods: ReadonlyMap<string, Method<PyList>> = new Map<string, Method<PyList>>([
  [
    "append",
    {
      signature: ["_object"],
      run: (list, [item = null]) => nothing(insert(list, list.length, item)),
    },
  ],
  [
    "insert",
    {
      signature: ["_index", "_object"],
      run: (list, [at = 0, item = null]) => nothing(insert(list, whole(at), item)),
    },
  ],
  ["extend", { signature: ["_iterable"], run: extend }],
  ["pop", { signature: ["_index?"], run: popItem }],
  ["remove", { signature: ["_value"], run: remove }],
  ["clear", { signature: [], run: (list) => nothing(list.splice(0)) }],
  ["reverse", { signature: [], run: (list) => nothing(list.reverse()) }],
  ["sort", { signature: ["key?", "reverse?"], run: sortInPlace }],
  ["copy", { signature: [], run: (list) => list.slice() }],
  ["index", { signature: ["_value"], run: (list, [value = null]) => indexOf(list, value, "list") }],
  ["count", { signature: ["_value"], run: (list, [value = null]) => countOf(list, value) }],
]);

export const tupleMethods: ReadonlyMap<string, Method<PyTuple>> = new Map<string, Method<PyTuple>>([
  [
    "index",
    { signature: ["_value"], run: (tuple, [value = null]) => indexOf(tuple.items, value, "tuple") },
  ],
  ["count", { signature: ["_value"], run: (tuple, [value = null]) => countOf(tuple.items, value) }],
]);

export const numberMethods: ReadonlyMap<string, Method<PyValue>> = new Map<string, Method<PyValue>>(
  [
    ["is_integer", { signature: [], run: (value) => Number.isInteger(numberOf(value)) }],
    ["bit_length", { signature: [], run: (value) => bitLength(value) }],
    ["conjugate", { signature: [], run: (value) => value }],
    ["as_integer_ratio", { signature: [], run: integerRatio }],
  ],
);

/** The result of a method that changes its object. */
function nothing(_done: unknown): null {
  return null;
}

function update(dict: PyDict, [other = null]: Arguments): null {
  if (other instanceof Map) {
    for (const [key, value] of other) dictSet(dict, key, value);
  } else if (other !== null) {
    for (const pair of listOf(other)) {
      const [key = null, value = null] = listOf(pair);
      dictSet(dict, key, value);
    }
  }
  checkItems(dict.size);
  return null;
}

function popKey(dict: PyDict, [key = null, usual]: Arguments): PyValue {
  const found = findKey(dict, key);
  if (found === undefined) {
    if (usual !== undefined) return usual;
    throw new PythonException("KeyError", toRepr(key));
  }
  const value = dict.get(found) ?? null;
  dict.delete(found);
  return value;
}

function setDefault(dict: PyDict, [key = null, usual = null]: Arguments): PyValue {
  const value = dictGet(dict, key);
  if (value !== undefined) return value;
  dictSet(dict, key, usual);
  return usual;
}

function insert(list: PyList, at: number, item: PyValue): void {
  checkItems(list.length + 1);
  list.splice(at, 0, item);
}

function extend(list: PyList, [items = null]: Arguments): null {
  const more = listOf(items);
  checkItems(list.length + more.length);
  for (const item of more) list.push(item);
  return null;
}

function popItem(list: PyList, [at = -1]: Arguments): PyValue {
  if (list.length === 0) throw new PythonException("IndexError", "pop from empty list");
  const index = whole(at);
  const position = index < 0 ? index + list.length : index;
  if (position < 0 || position >= list.length) {
    throw new PythonException("IndexError", "pop index out of range");
  }
  return list.splice(position, 1)[0] ?? null;
}

function remove(list: PyList, [value = null]: Arguments): null {
  const at = list.findIndex((item) => equals(item, value));
  if (at < 0) throw valueError("list.remove(x): x not in list");
  list.splice(at, 1);
  return null;
}

function sortInPlace(list: PyList, [key = null, reverse = false]: Arguments): null {
  if (key !== null) throw typeError("a key for list.sort() is not supported here");
  const items = sorted(list, (item) => item, isTrue(reverse));
  for (const [i, item] of items.entries()) list[i] = item;
  return null;
}

function indexOf(items: readonly PyValue[], value: PyValue, kind: string): number {
  const at = items.findIndex((item) => equals(item, value));
  if (at < 0) {
    throw valueError(
      kind === "list" ? `${toRepr(value)} is not in list` : "tuple.index(x): x not in tuple",
    );
  }
  return at;
}

function countOf(items: readonly PyValue[], value: PyValue): number {
  return items.filter((item) => equals(item, value)).length;
}

function bitLength(value: PyValue): number {
  const index = asIndex(value);
  if (index === null) throw typeError("bit_length is a method of int");
  const magnitude = index < 0 ? -BigInt(index) : BigInt(index);
  return magnitude === 0n ? 0 : magnitude.toString(2).length;
}

function integerRatio(value: PyValue): PyValue {
  let number = numberOf(value) ?? 0;
  let denominator = 1;
  while (!Number.isInteger(number) && Number.isFinite(number) && denominator < 2 ** 60) {
    number *= 2;
    denominator *= 2;
  }
  return new PyTuple([intOfNumber(number), intOfNumber(denominator)]);
}

function whole(value: PyValue): number {
  const index = asIndex(value);
  if (index === null) throw typeError("an integer is required");
  return clampIndex(index);
}

/** Pairs for `dict(…)`: a dict, or an iterable of pairs. @throws PythonException TypeError */
export function dictOf(source: PyValue): PyDict {
  const dict: PyDict = new Map();
  if (source instanceof Map) {
    for (const [key, value] of source) dict.set(key, value);
    return dict;
  }
  const items = iterate(source);
  for (let next = items.next(); next.done !== true; next = items.next()) {
    const pair = listOf(next.value);
    const [key, value] = pair;
    if (pair.length !== 2 || key === undefined || value === undefined) {
      throw valueError(
        `dictionary update sequence element #${dict.size} has length ${pair.length}; 2 is required`,
      );
    }
    dictSet(dict, key, value);
    checkItems(dict.size);
  }
  return dict;
}
