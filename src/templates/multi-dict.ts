// The values of a form or a query string, of which a name may have several. @see werkzeug/datastructures.py `MultiDict`

import { PyTuple, type PyValue } from "../objects/values.ts";
import { PythonException } from "../python/exception.ts";
import {
  bindArguments,
  type CallArguments,
  PyFunction,
  PyInstance,
  textOf,
} from "../python/instance.ts";
import { toRepr } from "../python/printing.ts";
import { isTrue } from "../python/truth.ts";

type Pairs = readonly (readonly [name: string, value: string])[];

export class MultiDict extends PyInstance {
  readonly kind = "multi-dict";
  readonly typeName: string = "ImmutableMultiDict";
  readonly #pairs: Pairs;
  readonly #ignoreCase: boolean;

  /** @param ignoreCase  for headers, whose names are the same in any case */
  constructor(pairs: Pairs, ignoreCase = false) {
    super();
    // Values of a name stand together, where it came first.
    const groups = new Map<string, (readonly [string, string])[]>();
    for (const pair of pairs) groups.set(pair[0], [...(groups.get(pair[0]) ?? []), pair]);
    this.#pairs = [...groups.values()].flat();
    this.#ignoreCase = ignoreCase;
  }

  #all(name: string): string[] {
    const wanted = this.#ignoreCase ? name.toLowerCase() : name;
    const own = (key: string) => (this.#ignoreCase ? key.toLowerCase() : key);
    return this.#pairs.filter(([key]) => own(key) === wanted).map(([, value]) => value);
  }

  #first(name: PyValue | undefined): string | undefined {
    return this.#all(textOf(name) ?? "")[0];
  }

  #names(): string[] {
    return [...new Set(this.#pairs.map(([name]) => name))];
  }

  override length(): number {
    return this.#names().length;
  }
  override iterate(): Iterator<PyValue> {
    return this.#names()[Symbol.iterator]();
  }
  override contains(value: PyValue): boolean {
    return this.#first(value) !== undefined;
  }
  override item(key: PyValue): PyValue {
    const value = this.#first(key);
    if (value !== undefined) return value;
    throw new PythonException("KeyError", toRepr(key));
  }
  override repr(): string {
    const pairs = this.#pairs.map((pair) => new PyTuple(pair));
    return `${this.typeName}(${toRepr(pairs)})`;
  }

  override attribute(name: string): PyValue | undefined {
    const method = methods.get(name);
    if (method === undefined) return undefined;
    const { signature, run } = method;
    return new PyFunction(name, (args: CallArguments) =>
      run(this, bindArguments(name, signature, args)),
    );
  }

  /** `get(key, default)`: the first value. */
  get(key: PyValue | undefined, usual: PyValue): PyValue {
    return this.#first(key) ?? usual;
  }

  list(key: PyValue | undefined): PyValue[] {
    return this.#all(textOf(key) ?? "");
  }
  keys(): PyValue[] {
    return this.#names();
  }
  values(): PyValue[] {
    return this.#names().map((name) => this.#first(name) ?? null);
  }
  items(multi: boolean): PyValue[] {
    if (multi) return this.#pairs.map((pair) => new PyTuple(pair));
    return this.#names().map((name) => new PyTuple([name, this.#first(name) ?? null]));
  }
  dict(flat: boolean): Map<PyValue, PyValue> {
    const value = (name: string): PyValue => (flat ? (this.#first(name) ?? null) : this.#all(name));
    return new Map(this.#names().map((name) => [name, value(name)]));
  }
}

type Method = {
  readonly signature: readonly string[];
  readonly run: (self: MultiDict, args: readonly (PyValue | undefined)[]) => PyValue;
};

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  [
    "get",
    { signature: ["key", "default?"], run: (self, [key, usual = null]) => self.get(key, usual) },
  ],
  ["getlist", { signature: ["key"], run: (self, [key]) => self.list(key) }],
  ["keys", { signature: [], run: (self) => self.keys() }],
  ["values", { signature: [], run: (self) => self.values() }],
  ["items", { signature: ["multi?"], run: (self, [multi = false]) => self.items(isTrue(multi)) }],
  ["to_dict", { signature: ["flat?"], run: (self, [flat = true]) => self.dict(isTrue(flat)) }],
]);
