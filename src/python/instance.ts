// Python objects with behaviour of their own: text marked as safe, functions, iterators, whatever an engine adds (undefined
// names, loops, requests). They stand among the values of objects/values.ts.

import { PicklejarError } from "../errors.ts";
import type { PyValue, Stateful } from "../objects/values.ts";
import { PythonException } from "./exception.ts";

/** What a function is called with. */
export interface CallArguments {
  readonly positional: readonly PyValue[];
  readonly keywords: ReadonlyMap<string, PyValue>;
}

/**
 * An object that answers for itself. Every method has Python's meaning; what is not overridden behaves as for an object
 * that lacks it.
 */
export abstract class PyInstance implements Stateful {
  abstract readonly kind: string;
  /** As Python names the type in messages: `namespace`. */
  abstract readonly typeName: string;

  setState(_state: PyValue, offset: number): void {
    throw new PicklejarError("OBJECT_INVALID", { offset, reason: `a ${this.kind} has no state` });
  }
  /** `str(x)`. */
  text(): string {
    return this.repr();
  }
  /** `repr(x)`. */
  repr(): string {
    return `<${this.typeName} object>`;
  }
  /** `x.name`; undefined where there is none. */
  attribute(_name: string): PyValue | undefined {
    return undefined;
  }
  /** `x[key]`; undefined where there is none. */
  item(_key: PyValue): PyValue | undefined {
    return undefined;
  }
  /** `bool(x)`. */
  truth(): boolean {
    return this.length() !== 0;
  }
  /** `len(x)`; null where there is none. */
  length(): number | null {
    return null;
  }
  /** `iter(x)`; null where it cannot be iterated. */
  iterate(): Iterator<PyValue> | null {
    return null;
  }
  /** `value in x`; null where iteration decides. */
  contains(_value: PyValue): boolean | null {
    return null;
  }
  /** `x(…)`; null where it cannot be called. */
  get call(): ((args: CallArguments) => PyValue) | null {
    return null;
  }
  /** `x == other`. */
  equals(other: PyValue): boolean {
    return this === other;
  }
  /** What raises when the object is used as a number; null where Python's TypeError says it. */
  refusal(): PythonException | null {
    return null;
  }
}

/** Text that is HTML already and is not escaped again. @see markupsafe `Markup` */
export class Markup extends PyInstance {
  readonly kind = "markup";
  readonly typeName = "Markup";
  readonly value: string;
  constructor(value: string) {
    super();
    this.value = value;
  }
  override length(): number {
    return this.value.length;
  }
}

/** The text of a str or Markup; undefined for everything else. */
export function textOf(value: PyValue | undefined): string | undefined {
  if (typeof value === "string") return value;
  return value instanceof Markup ? value.value : undefined;
}

/** A function of ours that Python code may call. */
export class PyFunction extends PyInstance {
  readonly kind = "function";
  readonly typeName: string = "function";
  readonly name: string;
  readonly #run: (args: CallArguments) => PyValue;
  constructor(name: string, run: (args: CallArguments) => PyValue) {
    super();
    this.name = name;
    this.#run = run;
  }
  override repr(): string {
    return `<function ${this.name}>`;
  }
  override get call(): (args: CallArguments) => PyValue {
    return this.#run;
  }
}

/** A generator or iterator: gives its items once. */
export class PyIterator extends PyInstance {
  readonly kind = "iterator";
  readonly typeName: string;
  readonly #items: Iterator<PyValue>;
  constructor(items: Iterator<PyValue>, typeName = "generator") {
    super();
    this.#items = items;
    this.typeName = typeName;
  }
  override iterate(): Iterator<PyValue> {
    return this.#items;
  }
}

/**
 * Arguments in the order of a signature; undefined where one was not given.
 *
 * @param signature  names in order; those that end in `?` may be absent, those that begin with `_` are given by position alone
 * @throws PythonException TypeError for missing, unknown, repeated or too many arguments
 */
export function bindArguments(
  name: string,
  signature: readonly string[],
  args: CallArguments,
): (PyValue | undefined)[] {
  if (args.positional.length > signature.length) {
    const count = signature.length;
    throw new PythonException(
      "TypeError",
      `${name}() takes at most ${count} argument${count === 1 ? "" : "s"} (${args.positional.length} given)`,
    );
  }
  const bound: (PyValue | undefined)[] = [...args.positional];
  for (const [key, value] of args.keywords) {
    const index = signature.findIndex((entry) => entry.replace("?", "") === key);
    if (index < 0 || key.startsWith("_")) {
      throw new PythonException(
        "TypeError",
        `${name}() got an unexpected keyword argument '${key}'`,
      );
    }
    if (bound[index] !== undefined) {
      throw new PythonException("TypeError", `${name}() got multiple values for argument '${key}'`);
    }
    bound[index] = value;
  }
  const missing = signature.find((entry, i) => !entry.endsWith("?") && bound[i] === undefined);
  if (missing !== undefined) {
    throw new PythonException(
      "TypeError",
      `${name}() missing required argument: '${missing.replace("_", "")}'`,
    );
  }
  return bound;
}

/** Arguments given by position alone. */
export function positional(...values: readonly PyValue[]): CallArguments {
  return { positional: values, keywords: noKeywords };
}

export const noKeywords: ReadonlyMap<string, PyValue> = new Map();
