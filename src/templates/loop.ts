// `loop` in a for loop. @see jinja2/runtime.py `LoopContext`

import { PyTuple, type PyValue } from "../objects/values.ts";
import { valueOr } from "../python/absent.ts";
import { equals } from "../python/comparison.ts";
import { typeError } from "../python/exception.ts";
import { PyFunction, PyInstance } from "../python/instance.ts";
import { lengthOrNull } from "../python/truth.ts";
import { Undefined } from "./undefined.ts";

export class LoopContext extends PyInstance {
  readonly kind = "loop";
  readonly typeName = "LoopContext";
  readonly #iterable: PyValue;
  readonly #depth: number;
  readonly #recurse: ((items: PyValue, depth: number) => PyValue) | null;
  #items: Iterator<PyValue>;
  #index = -1;
  #length: number | null = null;
  /** The item that was asked for ahead of its turn; undefined when none was. */
  #after: PyValue | undefined;
  #current: PyValue | undefined;
  #before: PyValue | undefined;
  #changed: PyValue | undefined;

  constructor(
    iterable: PyValue,
    items: Iterator<PyValue>,
    depth: number,
    recurse: ((items: PyValue, depth: number) => PyValue) | null,
  ) {
    super();
    this.#iterable = iterable;
    this.#items = items;
    this.#depth = depth;
    this.#recurse = recurse;
  }

  /** The next item, undefined at the end. */
  next(): PyValue | undefined {
    const item = this.#peek();
    if (item === undefined) return undefined;
    this.#after = undefined;
    this.#index++;
    this.#before = this.#current;
    this.#current = item;
    return item;
  }

  #peek(): PyValue | undefined {
    if (this.#after === undefined) {
      const next = this.#items.next();
      if (next.done !== true) this.#after = next.value;
    }
    return this.#after;
  }

  override length(): number {
    this.#length ??= lengthOrNull(this.#iterable) ?? this.#count();
    return this.#length;
  }

  /** Of a generator: takes all its items. */
  #count(): number {
    const ahead = this.#after === undefined ? 0 : 1;
    const rest: PyValue[] = [];
    for (let next = this.#items.next(); next.done !== true; next = this.#items.next()) {
      rest.push(next.value);
    }
    this.#items = rest[Symbol.iterator]();
    return rest.length + this.#index + 1 + ahead;
  }

  override truth(): boolean {
    return this.length() > 0;
  }

  override repr(): string {
    return `<LoopContext ${this.#index + 1}/${this.length()}>`;
  }

  override attribute(name: string): PyValue | undefined {
    switch (name) {
      case "index":
        return this.#index + 1;
      case "index0":
        return this.#index;
      case "revindex":
        return this.length() - this.#index;
      case "revindex0":
        return this.length() - this.#index - 1;
      case "first":
        return this.#index === 0;
      case "last":
        return this.#peek() === undefined;
      case "length":
        return this.length();
      case "depth":
        return this.#depth + 1;
      case "depth0":
        return this.#depth;
      default:
        return this.#itemAttribute(name);
    }
  }

  #itemAttribute(name: string): PyValue | undefined {
    switch (name) {
      case "previtem":
        if (this.#index === 0) return Undefined.because("there is no previous item");
        return this.#before ?? null;
      case "nextitem":
        return valueOr(this.#peek(), () => Undefined.because("there is no next item"));
      case "cycle":
        return new PyFunction("cycle", ({ positional }) => {
          if (positional.length === 0) throw typeError("no items for cycling given");
          return positional[this.#index % positional.length] ?? null;
        });
      case "changed":
        return new PyFunction("changed", ({ positional }) => this.#isChanged(positional));
      default:
        return undefined;
    }
  }

  #isChanged(values: readonly PyValue[]): boolean {
    const value = new PyTuple(values);
    if (this.#changed !== undefined && equals(this.#changed, value)) return false;
    this.#changed = value;
    return true;
  }

  override get call(): (args: { readonly positional: readonly PyValue[] }) => PyValue {
    return ({ positional: [items = null] }) => {
      if (this.#recurse === null) {
        throw typeError("The loop must have the 'recursive' marker to be called recursively.");
      }
      return this.#recurse(items, this.#depth + 1);
    };
  }
}
