// Objects that templates make for themselves: `namespace`, `cycler`, `joiner`. @see jinja2/utils.py (3.1)

import type { PyDict, PyValue } from "../objects/values.ts";
import { checkItems, PythonException } from "../python/exception.ts";
import { PyFunction, PyInstance } from "../python/instance.ts";
import { toRepr } from "../python/printing.ts";

/** Attributes that loops and blocks may change from within. */
export class Namespace extends PyInstance {
  readonly kind = "namespace";
  readonly typeName = "Namespace";
  readonly #attributes: Map<string, PyValue>;
  constructor(attributes: ReadonlyMap<string, PyValue>) {
    super();
    this.#attributes = new Map(attributes);
  }
  set(name: string, value: PyValue): void {
    this.#attributes.set(name, value);
    checkItems(this.#attributes.size);
  }
  override truth(): boolean {
    return true;
  }
  override attribute(name: string): PyValue | undefined {
    return this.#attributes.get(name);
  }
  override repr(): string {
    const dict: PyDict = new Map<PyValue, PyValue>(this.#attributes);
    return `<Namespace ${toRepr(dict)}>`;
  }
}

/** Values in turn, over and over. */
export class Cycler extends PyInstance {
  readonly kind = "cycler";
  readonly typeName = "Cycler";
  readonly #items: readonly PyValue[];
  #position = 0;
  constructor(items: readonly PyValue[]) {
    super();
    if (items.length === 0) {
      throw new PythonException("RuntimeError", "at least one item has to be provided");
    }
    this.#items = items;
  }
  override attribute(name: string): PyValue | undefined {
    if (name === "current") return this.#current();
    if (name === "next") return new PyFunction(name, () => this.#next());
    if (name === "reset") return new PyFunction(name, () => this.#reset());
    return undefined;
  }
  #current(): PyValue {
    return this.#items[this.#position] ?? null;
  }
  #next(): PyValue {
    const item = this.#current();
    this.#position = (this.#position + 1) % this.#items.length;
    return item;
  }
  #reset(): null {
    this.#position = 0;
    return null;
  }
}

/** Nothing the first time, a separator from then on. */
export class Joiner extends PyInstance {
  readonly kind = "joiner";
  readonly typeName = "Joiner";
  readonly #separator: PyValue;
  #used = false;
  constructor(separator: PyValue) {
    super();
    this.#separator = separator;
  }
  override get call(): () => PyValue {
    return () => {
      const text = this.#used ? this.#separator : "";
      this.#used = true;
      return text;
    };
  }
}
