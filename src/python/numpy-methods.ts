// The methods of numpy's arrays and scalars that pages and handlers use.

import { elements, NdArray, NumpyScalar } from "../objects/ndarray.ts";
import { PyFloat, type PyValue } from "../objects/values.ts";
import { compare } from "./comparison.ts";
import type { Method } from "./container-methods.ts";
import { round } from "./conversions.ts";
import { typeError, valueError } from "./exception.ts";
import { asIndex, asNumber } from "./numbers.ts";
import { elementwise } from "./numpy-elementwise.ts";
import { nestedList, pythonItem } from "./numpy-item.ts";
import { makeScalar } from "./numpy-make.ts";
import { isTrue } from "./truth.ts";

type Value = NdArray | NumpyScalar;

export const arrayMethods: ReadonlyMap<string, Method<Value>> = new Map<string, Method<Value>>([
  [
    "tolist",
    {
      signature: [],
      run: (value) => (value instanceof NdArray ? nestedList(value) : pythonItem(value)),
    },
  ],
  ["item", { signature: ["index?"], run: item }],
  ["round", { signature: ["decimals?"], run: (value, [digits = 0]) => rounded(value, digits) }],
  ["max", { signature: [], run: (value) => extreme(value, ">") }],
  ["min", { signature: [], run: (value) => extreme(value, "<") }],
  ["any", { signature: [], run: (value) => itemsOf(value).some(isTrue) }],
  ["all", { signature: [], run: (value) => itemsOf(value).every(isTrue) }],
  [
    "is_integer",
    {
      signature: [],
      run: (value) => Number.isInteger(asNumber(pythonItem(value as PyValue))?.value),
    },
  ],
]);

function itemsOf(value: Value): readonly PyValue[] {
  return value instanceof NdArray ? elements(value) : [value];
}

function item(value: Value, [index]: readonly (PyValue | undefined)[]): PyValue {
  const items = itemsOf(value);
  if (index === undefined) {
    if (items.length === 1) return pythonItem(items[0] ?? null);
    throw valueError("can only convert an array of size 1 to a Python scalar");
  }
  const position = Number(asIndex(index) ?? Number.NaN);
  const found = items[position < 0 ? position + items.length : position];
  if (found === undefined) throw typeError("an index within the array is required");
  return pythonItem(found);
}

function rounded(value: Value, digits: PyValue): PyValue {
  return value instanceof NdArray
    ? elementwise(value, digits, (x) => round(x, digits))
    : round(value, digits);
}

function extreme(value: Value, operator: "<" | ">"): PyValue {
  const items = itemsOf(value);
  const [first] = items;
  if (first === undefined)
    throw valueError("zero-size array to reduction operation which has no identity");
  let best: PyValue = first;
  for (const candidate of items) {
    if (candidate instanceof PyFloat && Number.isNaN(candidate.value))
      return makeScalar(value.dtype, candidate);
    if (isTrue(compare(operator, candidate, best))) best = candidate;
  }
  return asNumber(best) === null || best instanceof NumpyScalar
    ? best
    : makeScalar(value.dtype, best);
}
