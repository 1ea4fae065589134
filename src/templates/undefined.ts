// A name or item that is not there: prints nothing, is false and empty, and raises when anything else is done with it.
// @see jinja2/runtime.py `Undefined`

import type { PyValue } from "../objects/values.ts";
import { PythonException } from "../python/exception.ts";
import { PyInstance, textOf } from "../python/instance.ts";
import { toRepr } from "../python/printing.ts";
import { textRepr } from "../python/text-repr.ts";
import { typeName } from "../python/type-name.ts";

export class Undefined extends PyInstance {
  readonly kind = "undefined";
  readonly typeName = "Undefined";
  readonly #message: () => string;

  constructor(message: () => string) {
    super();
    this.#message = message;
  }

  /** A name that nobody gave a value. */
  static ofName(name: string): Undefined {
    return new Undefined(() => `'${name}' is undefined`);
  }

  /** An attribute or item that an object lacks. */
  static ofPart(object: PyValue, part: PyValue): Undefined {
    return new Undefined(() => {
      const text = textOf(part);
      if (text === undefined) return `${objectName(object)} has no element ${toRepr(part)}`;
      return `${textRepr(objectName(object))} has no attribute ${textRepr(text)}`;
    });
  }

  static because(hint: string): Undefined {
    return new Undefined(() => hint);
  }

  override text(): string {
    return "";
  }
  override repr(): string {
    return "Undefined";
  }
  override length(): number {
    return 0;
  }
  override iterate(): Iterator<PyValue> {
    const none: PyValue[] = [];
    return none[Symbol.iterator]();
  }
  override equals(other: PyValue): boolean {
    return other instanceof Undefined;
  }
  override attribute(): PyValue {
    throw this.refusal();
  }
  override item(): PyValue {
    throw this.refusal();
  }
  override get call(): () => PyValue {
    return () => {
      throw this.refusal();
    };
  }
  override refusal(): PythonException {
    return new PythonException("UndefinedError", this.#message());
  }
}

function objectName(object: PyValue): string {
  return object === null ? "None" : `${typeName(object)} object`;
}
