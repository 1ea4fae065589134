// The outline of what a file holds: estimators inside estimators, with their parameters, made from the
// inert records alone. It exists for files that cannot be served, too.

import { show } from "../text.ts";
import type { Dtype, DtypeCode } from "./dtype.ts";
import { elements, NdArray, NumpyScalar } from "./ndarray.ts";
import { pythonRepr } from "./python-repr.ts";
import { trustOf } from "./trust.ts";
import { attributes, PyByteArray, PyObject, PyTuple, type PyValue } from "./values.ts";

/** One estimator, object or container of a file. */
export interface OutlineNode {
  /** What its parent calls it: a step's name, an attribute, a key or an index. Empty for the whole. */
  readonly name: string;
  readonly kind: "estimator" | "object" | "container" | "array" | "value";
  /** Its class (`StandardScaler`), or what it is (`dict of 3`, `float64 array of 10 × 3`). */
  readonly label: string;
  /** Module and class as the file names them; null for what is no object. */
  readonly className: string | null;
  /** How many alike it stands for: the trees of a forest are one line. */
  readonly count: number;
  /** scikit-learn's version that wrote it, where it says so. */
  readonly writtenBy: string | null;
  /** Constructor parameters, as Python prints them. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** What it learned (`coef_`), with its kind and shape. */
  readonly fitted: readonly { readonly name: string; readonly value: string }[];
  readonly children: readonly OutlineNode[];
}

const MAX_NODES = 2000;
const MAX_CHILDREN = 200;
const MAX_DEPTH = 64;
const MAX_SEARCH = 10_000;
// In all: a hostile file can share one large list among thousands of objects.
const MAX_STEPS = 1_000_000;

/** The outline of a file's value, at most 2,000 nodes. */
export function outlineOf(value: PyValue): OutlineNode {
  return new Outliner().node("", value, 0);
}

class Outliner {
  readonly #seen = new Set<PyValue>();
  #nodes = 0;
  #steps = 0;

  node(name: string, value: PyValue, depth: number): OutlineNode {
    this.#nodes++;
    const plain = { name: show(name, 80), count: 1, writtenBy: null, parameters: [], fitted: [] };
    const deeper = depth < MAX_DEPTH && !this.#seen.has(value);
    if (value instanceof PyObject) {
      const known = deeper;
      this.#seen.add(value);
      return this.#object(name, value, known ? depth : MAX_DEPTH);
    }
    const label = describeValue(value);
    const array = value instanceof NdArray || value instanceof NumpyScalar;
    const items = array || !deeper ? null : itemsOf(value, MAX_CHILDREN);
    if (items === null) {
      const kind = array ? "array" : "value";
      return { ...plain, kind, label, className: null, children: [] };
    }
    this.#seen.add(value);
    const children = this.#children(items, depth);
    return { ...plain, kind: "container", label, className: null, children };
  }

  #object(name: string, object: PyObject, depth: number): OutlineNode {
    const fields = attributes(object);
    const trust = trustOf(object.global.module, object.global.name);
    const parameters: { name: string; value: string }[] = [];
    const fitted: { name: string; value: string }[] = [];
    const parts: [string, PyValue][] = [];
    for (const [key, value] of fields) {
      if (++this.#steps > MAX_STEPS) break;
      // A fitted copy (`transformers_`) tells more than the parameter it was made from.
      if (fields.has(`${key}_`) && this.#estimatorsIn(key, value).length > 0) continue;
      const inside = depth < MAX_DEPTH ? this.#estimatorsIn(key, value) : [];
      parts.push(...inside);
      if (inside.length > 0 || key.startsWith("_")) continue;
      const target = key.endsWith("_") ? fitted : parameters;
      if (target.length < 60) target.push({ name: show(key, 80), value: describeValue(value) });
    }
    const version = fields.get("_sklearn_version");
    return {
      name: show(name, 80),
      kind: trust.kind === "estimator" ? "estimator" : "object",
      label: show(object.global.name, 80),
      className: show(object.global.path),
      count: 1,
      writtenBy: typeof version === "string" ? show(version, 20) : null,
      parameters,
      fitted,
      children: this.#children(parts, depth),
    };
  }

  /** Children as nodes; neighbours of one class without names of their own become one line. */
  #children(parts: readonly (readonly [string, PyValue])[], depth: number): OutlineNode[] {
    const nodes: OutlineNode[] = [];
    for (let i = 0; i < parts.length && this.#nodes < MAX_NODES; i++) {
      const [name, value] = parts[i] as readonly [string, PyValue];
      let last = i;
      while (isAlike(parts[last + 1], value, name)) last++;
      const node = this.node(name, value, depth + 1);
      nodes.push(last > i ? { ...node, count: last - i + 1 } : node);
      i = last;
    }
    return nodes;
  }

  /** Estimators that an attribute holds, in lists, tuples, dicts and arrays, with their names. */
  #estimatorsIn(key: string, value: PyValue): [string, PyValue][] {
    const found: [string, PyValue][] = [];
    const queue: { name: string; value: PyValue; depth: number }[] = [
      { name: key, value, depth: 0 },
    ];
    for (let i = 0; i < queue.length; i++) {
      const entry = queue[i];
      if (entry === undefined || ++this.#steps > MAX_STEPS) break;
      if (entry.value instanceof PyObject) {
        const { module, name } = entry.value.global;
        if (trustOf(module, name).kind === "estimator") found.push([entry.name, entry.value]);
      } else if (entry.depth < 4) {
        for (const [name, item] of itemsOf(entry.value, MAX_SEARCH - queue.length) ?? []) {
          const own = entry.value instanceof Map || name.includes(":") ? name : entry.name;
          queue.push({ name: own.replace(/^:/, ""), value: item, depth: entry.depth + 1 });
        }
      }
    }
    return found;
  }
}

function isAlike(
  next: readonly [string, PyValue] | undefined,
  value: PyValue,
  name: string,
): boolean {
  return (
    next !== undefined &&
    next[0] === name &&
    value instanceof PyObject &&
    next[1] instanceof PyObject &&
    next[1].global === value.global
  );
}

/**
 * The first things that a container holds, with names; a (name, estimator, …) tuple gives its second the name
 * `:name`.
 */
function itemsOf(value: PyValue, limit: number): [string, PyValue][] | null {
  if (limit <= 0) return null;
  if (value instanceof Map) {
    const first: [string, PyValue][] = [];
    for (const [key, item] of value) {
      if (first.length === limit) break;
      first.push([typeof key === "string" ? key : pythonRepr(key), item]);
    }
    return first;
  }
  if (value instanceof PyTuple) {
    const [first] = value.items;
    if (typeof first === "string" && value.items.length > 1) {
      return value.items.slice(1, limit).map((item) => [`:${first}`, item]);
    }
    return numbered(value.items, limit);
  }
  if (Array.isArray(value)) return numbered(value, limit);
  return value instanceof NdArray && value.dtype.code === "O"
    ? numbered(elements(value), limit)
    : null;
}

function numbered(items: readonly PyValue[], limit: number): [string, PyValue][] {
  return items.slice(0, limit).map((item, i) => [String(i), item]);
}

/** A value in a few words: Python's repr for small things, kind and shape for arrays. */
export function describeValue(value: PyValue): string {
  if (value instanceof NdArray) {
    return `${dtypeName(value.dtype)} array of ${value.shape.join(" × ") || "one"}`;
  }
  if (value instanceof NumpyScalar) return pythonRepr(value.value, 60);
  const bytes = value instanceof PyByteArray ? value.bytes : value;
  if (bytes instanceof Uint8Array && bytes.length > 32) return `${bytes.length} bytes`;
  if (value instanceof Map && value.size > 6) return `dict of ${value.size}`;
  if (Array.isArray(value) && value.length > 6) return `list of ${value.length}`;
  if (value instanceof PyTuple && value.items.length > 6) return `tuple of ${value.items.length}`;
  return pythonRepr(value, 80);
}

const dtypeNames: Readonly<Record<DtypeCode, string>> = {
  b: "bool",
  i: "int",
  u: "uint",
  f: "float",
  c: "complex",
  S: "bytes",
  U: "str",
  O: "object",
  V: "structured",
  M: "datetime64",
  m: "timedelta64",
};

/** A dtype as numpy names it: `float64`, `int32`, `bool`, `str`. */
export function dtypeName(dtype: Dtype): string {
  const name = dtypeNames[dtype.code];
  return "iufc".includes(dtype.code) ? `${name}${8 * dtype.itemSize}` : name;
}
