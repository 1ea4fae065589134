// Filters of lists and dicts. @see jinja2/filters.py (3.1)

import { PyFloat, PySet, PyTuple, type PyValue } from "../objects/values.ts";
import { valueOr } from "../python/absent.ts";
import { calculate } from "../python/arithmetic.ts";
import { characters } from "../python/characters.ts";
import { compare, equals } from "../python/comparison.ts";
import { findKey } from "../python/dicts.ts";
import { checkItems, PythonException, typeError } from "../python/exception.ts";
import { Markup, PyIterator, textOf } from "../python/instance.ts";
import { iterate, iterateOrNull, listOf, pairs } from "../python/iteration.ts";
import { attributeOf } from "../python/methods.ts";
import { asIndex } from "../python/numbers.ts";
import { sorted } from "../python/sorting.ts";
import { isTrue, lengthOf, lengthOrNull } from "../python/truth.ts";
import { typeName } from "../python/type-name.ts";
import { GroupTuple } from "./access.ts";
import type { FilterCode } from "./context.ts";
import {
  attributeGetter,
  filterError,
  ignoreCase,
  manyAttributes,
  wantDict,
  wholeNumber,
} from "./filter-arguments.ts";
import { Undefined } from "./undefined.ts";

type Arguments = readonly (PyValue | undefined)[];

export const listFilters: readonly (readonly [string, FilterCode])[] = [
  ["attr", { signature: ["name"], run: attribute }],
  [
    "batch",
    {
      signature: ["linecount", "fill_with?"],
      run: (value, args) => new PyIterator(batches(value, args)),
    },
  ],
  ["count", { signature: [], run: lengthOf }],
  ["d", { signature: ["default_value?", "boolean?"], run: defaultValue }],
  ["default", { signature: ["default_value?", "boolean?"], run: defaultValue }],
  ["dictsort", { signature: ["case_sensitive?", "by?", "reverse?"], run: dictSort }],
  ["first", { signature: [], run: first }],
  ["groupby", { signature: ["attribute", "default?", "case_sensitive?"], run: groupBy }],
  ["items", { signature: [], run: items }],
  ["last", { signature: [], run: last }],
  ["length", { signature: [], run: lengthOf }],
  ["list", { signature: [], run: (value) => listOf(value) }],
  [
    "max",
    {
      signature: ["case_sensitive?", "attribute?"],
      run: (value, args) => extreme(value, args, ">"),
    },
  ],
  [
    "min",
    {
      signature: ["case_sensitive?", "attribute?"],
      run: (value, args) => extreme(value, args, "<"),
    },
  ],
  ["random", { signature: [], run: random }],
  ["reverse", { signature: [], run: reverse }],
  [
    "slice",
    {
      signature: ["slices", "fill_with?"],
      run: (value, args) => new PyIterator(columns(value, args)),
    },
  ],
  ["sort", { signature: ["reverse?", "case_sensitive?", "attribute?"], run: sort }],
  ["sum", { signature: ["attribute?", "start?"], run: sum }],
  [
    "unique",
    {
      signature: ["case_sensitive?", "attribute?"],
      run: (value, args) => new PyIterator(unique(value, args)),
    },
  ],
];

function attribute(value: PyValue, [name = ""]: Arguments): PyValue {
  const text = textOf(name);
  if (text === undefined) throw typeError("attribute name must be string");
  if (value instanceof Undefined) return value.attribute();
  return valueOr(attributeOf(value, text), () => Undefined.ofPart(value, name));
}

function* batches(value: PyValue, [count = 1, fill = null]: Arguments): Generator<PyValue> {
  // Compared, not counted with: what is no whole number is never reached.
  const size = asIndex(count) ?? Number.POSITIVE_INFINITY;
  let batch: PyValue[] = [];
  for (const item of listOf(value)) {
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
    batch.push(item);
  }
  if (batch.length === 0) return;
  if (fill !== null && batch.length < size) {
    const whole = wholeNumber(count, 1);
    checkItems(whole);
    batch.push(...Array.from({ length: whole - batch.length }, () => fill));
  }
  yield batch;
}

function* columns(value: PyValue, [count = 1, fill = null]: Arguments): Generator<PyValue> {
  const all = listOf(value);
  const slices = wholeNumber(count, 1);
  if (slices === 0)
    throw new PythonException("ZeroDivisionError", "integer division or modulo by zero");
  checkItems(slices);
  const size = Math.floor(all.length / slices);
  const larger = all.length - size * slices;
  let start = 0;
  for (let i = 0; i < slices; i++) {
    const end = start + size + (i < larger ? 1 : 0);
    const column = all.slice(start, end);
    if (fill !== null && i >= larger) column.push(fill);
    yield column;
    start = end;
  }
}

function defaultValue(value: PyValue, [usual = "", boolean = false]: Arguments): PyValue {
  const absent = value instanceof Undefined || (isTrue(boolean) && !isTrue(value));
  return absent ? usual : value;
}

function dictSort(value: PyValue, [caseSensitive = false, by = "key", reverse = false]: Arguments) {
  if (by !== "key" && by !== "value") {
    throw filterError('You can only sort by either "key" or "value"');
  }
  const dict = wantDict(value);
  const change = isTrue(caseSensitive) ? (item: PyValue) => item : ignoreCase;
  const part = by === "key" ? 0 : 1;
  const key = (pair: PyValue) =>
    change(pair instanceof PyTuple ? (pair.items[part] ?? null) : null);
  return sorted([...pairs(dict)], key, isTrue(reverse));
}

function items(value: PyValue): PyValue {
  if (value instanceof Undefined) return new PyIterator(value.iterate());
  if (!(value instanceof Map)) throw typeError("Can only get item pairs from a mapping.");
  return new PyIterator(pairs(value));
}

function first(value: PyValue): PyValue {
  const next = iterate(value).next();
  if (next.done !== true) return next.value;
  return Undefined.because("No first item, sequence was empty.");
}

function last(value: PyValue): PyValue {
  const all = listOf(reversible(value));
  const final = all.at(-1);
  // The items of a Markup are Markup from its end, and str from its beginning.
  if (value instanceof Markup && typeof final === "string") return new Markup(final);
  return valueOr(final, () => Undefined.because("No last item, sequence was empty."));
}

/** What `reversed` takes: sequences and dicts, no sets and generators. */
function reversible(value: PyValue): PyValue {
  const iterator = value instanceof PyIterator || value instanceof PySet;
  if (iterator || lengthOrNull(value) === null) {
    throw typeError(`'${typeName(value)}' object is not reversible`);
  }
  return value;
}

function reverse(value: PyValue): PyValue {
  const text = textOf(value);
  if (text !== undefined) {
    const turned = [...characters(text)].reverse().join("");
    return value instanceof Markup ? new Markup(turned) : turned;
  }
  if (iterateOrNull(value) === null) throw filterError("argument must be iterable");
  const all = listOf(value).reverse();
  return new PyIterator(all[Symbol.iterator](), `${typeName(value)}_reverseiterator`);
}

function random(value: PyValue): PyValue {
  const all = listOf(value);
  const choice = all[Math.floor(Math.random() * all.length)];
  return valueOr(choice, () => Undefined.because("No random item, sequence was empty."));
}

function sort(
  value: PyValue,
  [reverse = false, caseSensitive = false, by = null]: Arguments,
): PyValue {
  const key = manyAttributes(by, isTrue(caseSensitive) ? (item) => item : ignoreCase);
  return sorted(listOf(value), key, isTrue(reverse));
}

function groupBy(
  value: PyValue,
  [by = null, usual = null, caseSensitive = false]: Arguments,
): PyValue {
  const get = attributeGetter(by, usual);
  const key = isTrue(caseSensitive) ? get : (item: PyValue) => ignoreCase(get(item));
  const groups: { readonly key: PyValue; readonly items: PyValue[] }[] = [];
  for (const item of sorted(listOf(value), key)) {
    const own = key(item);
    const group = groups.at(-1);
    if (group !== undefined && equals(group.key, own)) group.items.push(item);
    else groups.push({ key: own, items: [item] });
  }
  return groups.map((group) => new GroupTuple([get(group.items[0] ?? null), group.items]));
}

function* unique(
  source: PyValue,
  [caseSensitive = false, by = null]: Arguments,
): Generator<PyValue> {
  const get = attributeGetter(by);
  const change = isTrue(caseSensitive) ? (item: PyValue) => item : ignoreCase;
  const seen = new Map<PyValue, boolean>();
  for (const item of listOf(source)) {
    const value = change(get(item));
    // Numbers by value: a Map finds floats that are objects only by looking at all of them.
    const key = value instanceof PyFloat ? value.value : value;
    if (findKey(seen, key) !== undefined) continue;
    seen.set(textOf(key) ?? key, true);
    yield item;
  }
}

function extreme(
  value: PyValue,
  [caseSensitive = false, by = null]: Arguments,
  operator: "<" | ">",
) {
  const get = attributeGetter(by);
  const change = isTrue(caseSensitive) ? (item: PyValue) => item : ignoreCase;
  let best: { readonly item: PyValue; readonly key: PyValue } | null = null;
  for (const item of listOf(value)) {
    const key = change(get(item));
    if (best === null || isTrue(compare(operator, key, best.key))) best = { item, key };
  }
  // An item may be None; no item at all is undefined.
  return best === null ? Undefined.because("No aggregated item, sequence was empty.") : best.item;
}

function sum(value: PyValue, [by = null, start = 0]: Arguments): PyValue {
  if (textOf(start) !== undefined) {
    throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  }
  const get = attributeGetter(by);
  return listOf(value).reduce((total, item) => calculate("+", total, get(item)), start);
}
