// What a file holds of an object, as the project's code gets it: plain values, with estimators ready to use.

import { elements, NdArray, NumpyScalar } from "../objects/ndarray.ts";
import {
  attributes,
  PyByteArray,
  PyFloat,
  PyGlobal,
  PyObject,
  PySet,
  PyTuple,
  type PyValue,
} from "../objects/values.ts";
import type { State } from "./state.ts";

const maxDepth = 64;

/** The attributes of an object of a project's class. */
export function ownState(state: State): object {
  const plain = new PlainValues(state);
  return plain.record(state.object, 0);
}

/** The entries of a dict such as `kw_args`, by name. */
export function ownOptions(state: State, value: PyValue): object {
  const plain = new PlainValues(state);
  return value instanceof Map ? plain.entries(value, 0) : {};
}

class PlainValues {
  readonly #state: State;
  /** By what they stand for: a thing that a file shares stays one thing, and one that holds itself ends. */
  readonly #made = new Map<PyValue, unknown>();

  /** The attribute that is being read, for messages. */
  #attribute = "";

  constructor(state: State) {
    this.#state = state;
  }

  /** @throws ESTIMATOR_INVALID for values nested too deeply */
  value(value: PyValue, depth: number): unknown {
    if (depth > maxDepth) throw this.#state.invalid("its attributes are nested too deeply");
    if (value instanceof PyFloat) return value.value;
    if (typeof value !== "object" || value === null) return value;
    if (value instanceof PyGlobal) return value.path;
    if (value instanceof Uint8Array) return value;
    if (value instanceof PyByteArray) return value.bytes;
    if (value instanceof NumpyScalar) return this.value(value.value, depth + 1);
    if (this.#made.has(value)) return this.#made.get(value);
    if (value instanceof NdArray) return this.#keep(value, this.#array(value, depth));
    if (Array.isArray(value)) return this.#list(value, value, depth);
    if (value instanceof PyTuple || value instanceof PySet) {
      return this.#list(value, value.items, depth);
    }
    if (value instanceof Map) return this.#map(value, depth);
    if (value instanceof PyObject) return this.#object(value, depth);
    return null;
  }

  /** The attributes by name; a file's names may be `__proto__`, so the object has no prototype. */
  record(object: PyObject, depth: number): object {
    const record: Record<string, unknown> = Object.create(null);
    this.#made.set(object, record);
    for (const [name, item] of attributes(object)) {
      if (depth === 0) this.#attribute = name;
      record[name] = this.value(item, depth + 1);
    }
    return record;
  }

  entries(dict: ReadonlyMap<PyValue, PyValue>, depth: number): object {
    const record: Record<string, unknown> = Object.create(null);
    for (const [key, item] of dict) record[String(key)] = this.value(item, depth + 1);
    return record;
  }

  #keep<T>(value: PyValue, plain: T): T {
    this.#made.set(value, plain);
    return plain;
  }

  #list(value: PyValue, items: readonly PyValue[], depth: number): unknown[] {
    const list: unknown[] = this.#keep(value, []);
    this.#state.charge(items, items.length);
    for (const item of items) list.push(this.value(item, depth + 1));
    return list;
  }

  #map(dict: ReadonlyMap<PyValue, PyValue>, depth: number): Map<unknown, unknown> {
    const map: Map<unknown, unknown> = this.#keep(dict as PyValue, new Map());
    for (const [key, item] of dict) {
      map.set(this.value(key, depth + 1), this.value(item, depth + 1));
    }
    return map;
  }

  #object(object: PyObject, depth: number): unknown {
    const { own } = this.#state;
    if (this.#state.isEstimator(object)) {
      return this.#keep(object, own?.plain(this.#state.estimatorAt(this.#attribute, object)));
    }
    return this.record(object, depth);
  }

  /** numpy's `tolist`: a list of lists by shape. */
  #array(array: NdArray, depth: number): unknown {
    this.#state.charge(array, array.size);
    this.#state.spend(array, 16 * array.size);
    const items = elements(array).map((item) => this.value(item, depth + 1));
    let nested: unknown[] = items;
    for (const size of array.shape.slice(1).toReversed()) {
      if (size === 0) return [];
      const grouped: unknown[] = [];
      for (let i = 0; i < nested.length; i += size) grouped.push(nested.slice(i, i + size));
      nested = grouped;
    }
    return array.shape.length === 0 ? nested[0] : nested;
  }
}
