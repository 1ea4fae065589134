// A model document's objects, each read by the kind that its parts must have. XGBoost writes most numbers of its
// parameters as texts ("num_class": "3").

import type { JsonValue, NumberArray } from "../../bytes/json.ts";

/** Makes the error that a model cannot be used. */
export type Fail = (reason: string) => Error;

/** One object of the document, and where it is (`learner.gradient_booster`). */
export class Part {
  readonly #entries: ReadonlyMap<string, JsonValue>;
  readonly #path: string;
  readonly #fail: Fail;

  constructor(value: JsonValue | undefined, path: string, fail: Fail) {
    if (!(value instanceof Map)) throw fail(`${path || "the model"} must be an object`);
    this.#entries = value;
    this.#path = path;
    this.#fail = fail;
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  part(name: string): Part {
    return new Part(this.#entries.get(name), this.#placeOf(name), this.#fail);
  }

  list(name: string): readonly JsonValue[] {
    const value = this.#entries.get(name);
    if (!Array.isArray(value)) throw this.#wrong(name, "a list");
    return value;
  }

  /** The objects of a list. */
  parts(name: string): readonly Part[] {
    const place = this.#placeOf(name);
    return this.list(name).map((item, i) => new Part(item, `${place}[${i}]`, this.#fail));
  }

  text(name: string): string {
    const value = this.#entries.get(name);
    if (typeof value !== "string") throw this.#wrong(name, "a text");
    return value;
  }

  /** The texts of a list; none when the document does not have it. */
  texts(name: string): readonly string[] {
    if (!this.has(name)) return [];
    const texts: string[] = [];
    for (const item of this.list(name)) {
      if (typeof item !== "string") throw this.#wrong(name, "a list of texts");
      texts.push(item);
    }
    return texts;
  }

  /** The texts of an object by their names. */
  textMap(name: string): ReadonlyMap<string, string> {
    const texts = new Map<string, string>();
    const value = this.#entries.get(name);
    if (!(value instanceof Map)) throw this.#wrong(name, "an object");
    for (const [key, item] of value) if (typeof item === "string") texts.set(key, item);
    return texts;
  }

  /** A whole number in [low, high], as a number or as a text. */
  integer(name: string, low: number, high: number, absent?: number): number {
    const value = this.#entries.get(name);
    if (value === undefined && absent !== undefined) return absent;
    const number = typeof value === "string" && /^-?\d{1,10}$/.test(value) ? Number(value) : value;
    if (typeof number === "number" && Number.isInteger(number) && number >= low && number <= high) {
      return number;
    }
    throw this.#wrong(name, `a whole number from ${low} to ${high}`);
  }

  /** Numbers as they are. */
  numbers(name: string): Float64Array {
    return Float64Array.from(this.#numbers(name, null), (number) => {
      if (typeof number !== "number") throw this.#wrong(name, "a list of numbers");
      return number;
    });
  }

  /** Numbers as float32, of a known count or of any. A JSON text gives NaN as null. */
  floats(name: string, count: number | null): Float32Array {
    const numbers = this.#numbers(name, count);
    if (numbers instanceof Float32Array) return numbers;
    return Float32Array.from(numbers, (number) => {
      if (number === null) return Number.NaN;
      if (typeof number !== "number") throw this.#wrong(name, "a list of numbers");
      return number;
    });
  }

  /** Whole numbers of 32 bits. */
  integers(name: string, count: number | null): Int32Array {
    const numbers = this.#numbers(name, count);
    if (numbers instanceof Int32Array) return numbers;
    return Int32Array.from(numbers, (number) => {
      if (typeof number === "number" && number === (number | 0)) return number;
      throw this.#wrong(name, "a list of 32-bit integers");
    });
  }

  /** 0, or another number for true; XGBoost has written numbers and booleans. */
  flags(name: string, count: number): Uint8Array {
    const flags = this.#numbers(name, count);
    if (flags instanceof Uint8Array) return flags;
    return Uint8Array.from(flags, (flag) => {
      if (typeof flag !== "number" && typeof flag !== "boolean") {
        throw this.#wrong(name, "a list of zeros and ones");
      }
      return Number(flag) === 0 ? 0 : 1;
    });
  }

  #numbers(name: string, count: number | null): NumberArray | readonly JsonValue[] {
    const value = this.#entries.get(name);
    if (!isArray(value)) throw this.#wrong(name, "a list of numbers");
    if (count !== null && value.length !== count) {
      throw this.#fail(`${this.#placeOf(name)} has ${value.length} numbers and not ${count}`);
    }
    return value;
  }

  #placeOf(name: string): string {
    return this.#path === "" ? name : `${this.#path}.${name}`;
  }

  #wrong(name: string, expected: string): Error {
    const what = this.has(name) ? `must be ${expected}` : "is missing";
    return this.#fail(`${this.#placeOf(name)} ${what}`);
  }
}

function isArray(value: JsonValue | undefined): value is NumberArray | readonly JsonValue[] {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}
