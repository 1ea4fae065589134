// `iter(x)`, `list(x)`, ranges and the views of dicts.

import { elements, NdArray } from "../objects/ndarray.ts";
import { PyByteArray, type PyDict, PySet, PyTuple, type PyValue } from "../objects/values.ts";
import { findKey } from "./dicts.ts";
import { checkItems, PythonException, typeError, valueError } from "./exception.ts";
import { Markup, PyInstance } from "./instance.ts";
import { addInts, divideInts, type Int, intOfNumber, intText, multiplyInts } from "./integers.ts";
import { asIndex, asNumber } from "./numbers.ts";
import { subarray } from "./numpy-index.ts";
import { scalarOfItem } from "./numpy-item.ts";
import { toRepr } from "./printing.ts";
import { typeName } from "./type-name.ts";

/** `iter(x)`. @throws PythonException TypeError for what cannot be iterated */
export function iterate(value: PyValue): Iterator<PyValue> {
  const items = iterateOrNull(value);
  if (items === null) throw typeError(`'${typeName(value)}' object is not iterable`);
  return items;
}

/** `iter(x)`, null where it cannot be iterated. */
export function iterateOrNull(value: PyValue): Iterator<PyValue> | null {
  if (typeof value === "string") return value[Symbol.iterator]();
  if (Array.isArray(value)) return value[Symbol.iterator]();
  if (value instanceof Map) return value.keys();
  if (value instanceof PyTuple || value instanceof PySet) return value.items[Symbol.iterator]();
  if (value instanceof Markup) return markupCharacters(value.value);
  if (value instanceof PyInstance) return value.iterate();
  if (value instanceof NdArray) return arrayItems(value);
  if (value instanceof Uint8Array) return value[Symbol.iterator]();
  return value instanceof PyByteArray ? value.bytes[Symbol.iterator]() : null;
}

/** `list(x)`. @throws BudgetExceeded beyond a million items */
export function listOf(value: PyValue): PyValue[] {
  if (Array.isArray(value)) return value.slice();
  const items: PyValue[] = [];
  const source = iterate(value);
  for (let next = source.next(); next.done !== true; next = source.next()) {
    items.push(next.value);
    checkItems(items.length);
  }
  return items;
}

function* markupCharacters(text: string): Generator<PyValue> {
  for (const character of text) yield character;
}

function* arrayItems(array: NdArray): Generator<PyValue> {
  const [length] = array.shape;
  if (length === undefined) throw typeError("iteration over a 0-d array");
  if (array.shape.length === 1) {
    for (const item of elements(array)) yield scalarOfItem(array.dtype, item);
    return;
  }
  for (let i = 0; i < length; i++) yield subarray(array, i);
}

/** `range(start, stop, step)`. */
export class PyRange extends PyInstance {
  readonly kind = "range";
  readonly typeName = "range";
  readonly start: Int;
  readonly stop: Int;
  readonly step: Int;
  readonly count: Int;
  constructor(start: Int, stop: Int, step: Int) {
    super();
    if (step === 0) throw valueError("range() arg 3 must not be zero");
    this.start = start;
    this.stop = stop;
    this.step = step;
    const [whole, rest] = divideInts(addInts(stop, multiplyInts(-1, start)), step);
    const count = rest === 0 ? whole : addInts(whole, 1);
    this.count = count > 0 ? count : 0;
  }
  override length(): number {
    if (typeof this.count === "bigint") {
      throw new PythonException("OverflowError", "Python int too large to convert to C ssize_t");
    }
    return this.count;
  }
  override truth(): boolean {
    return this.count !== 0;
  }
  override repr(): string {
    const step = this.step === 1 ? "" : `, ${intText(this.step)}`;
    return `range(${intText(this.start)}, ${intText(this.stop)}${step})`;
  }
  override *iterate(): Generator<PyValue> {
    for (let i = 0; i < this.count; i++) yield this.at(i);
  }
  /** The item at an index in [0, count). */
  at(index: Int): Int {
    return addInts(this.start, multiplyInts(index, this.step));
  }
  override item(key: PyValue): PyValue | undefined {
    const index = asIndex(key);
    if (index === null) return undefined;
    const position = index < 0 ? addInts(index, this.count) : index;
    if (position >= 0 && position < this.count) return this.at(position);
    throw new PythonException("IndexError", "range object index out of range");
  }
  /** By calculation, never by going through it: a range may be longer than anybody can wait. */
  override contains(value: PyValue): boolean {
    const number = asNumber(value);
    if (number === null || (number.kind === "float" && !Number.isInteger(number.value)))
      return false;
    const wanted = number.kind === "int" ? number.value : intOfNumber(number.value);
    const [index, rest] = divideInts(addInts(wanted, multiplyInts(-1, this.start)), this.step);
    return rest === 0 && index >= 0 && index < this.count;
  }
  override equals(other: PyValue): boolean {
    if (!(other instanceof PyRange) || other.count !== this.count) return false;
    if (this.count === 0) return true;
    return other.start === this.start && (this.count === 1 || other.step === this.step);
  }
}

/** `dict.keys()`, `.values()`, `.items()`. */
export class DictView extends PyInstance {
  readonly kind = "dict-view";
  readonly typeName: string;
  readonly #dict: PyDict;
  readonly #part: "keys" | "values" | "items";
  constructor(dict: PyDict, part: "keys" | "values" | "items") {
    super();
    this.#dict = dict;
    this.#part = part;
    this.typeName = `dict_${part}`;
  }
  override length(): number {
    return this.#dict.size;
  }
  override iterate(): Iterator<PyValue> {
    if (this.#part === "keys") return this.#dict.keys();
    return this.#part === "values" ? this.#dict.values() : pairs(this.#dict);
  }
  override contains(value: PyValue): boolean | null {
    return this.#part === "keys" ? findKey(this.#dict, value) !== undefined : null;
  }
  override repr(): string {
    return `${this.typeName}(${toRepr(listOf(this))})`;
  }
}

/** The items of a dict as tuples. */
export function* pairs(dict: PyDict): Generator<PyValue> {
  for (const [key, value] of dict) yield new PyTuple([key, value]);
}
