// JSON from bytes that are not trusted: what the document will cost is counted before it is parsed, nesting is
// bounded, and an object that names a key twice is refused, since two readers would see two documents.

import { checkLimit, type Limits } from "../limits.ts";
import type { Fault } from "./byte-reader.ts";
import { parseJson } from "./json-escapes.ts";

/** What a JSON or UBJSON document holds. Arrays of numbers may be typed. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | NumberArray
  | ReadonlyMap<string, JsonValue>;

export type NumberArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Int32Array
  | Float32Array
  | Float64Array;

export interface DocumentRules {
  /** Makes the error for something wrong at a byte. */
  readonly fault: Fault;
  readonly limits: Limits;
}

/** Objects and arrays in each other. */
export const maxDocumentDepth = 64;

/** Memory of one value in an array, and of one object, array or text, bytes; estimated. */
export const slotBytes = 8;
export const boxBytes = 64;

/**
 * The value of a JSON document. `NaN`, `Infinity` and `-Infinity` are read as well, as XGBoost writes them; NaN
 * becomes null.
 *
 * @throws what `fault` makes for bytes that are no such document; LIMIT_EXCEEDED for `memoryBytes`
 */
export function decodeJson(bytes: Uint8Array, rules: DocumentRules): JsonValue {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw rules.fault(0, `it is not UTF-8 text (${reasonOf(error)})`);
  }
  const strict = new Scan(text, rules).run();
  let value: unknown;
  try {
    value = parseJson(strict);
  } catch (error) {
    throw rules.fault(0, `it is not JSON (${reasonOf(error)})`);
  }
  return mapped(value);
}

/** Objects as Maps, all the way down; no deeper than the scan allowed. Arrays are changed in place. */
function mapped(value: unknown): JsonValue {
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      if (typeof item === "object" && item !== null) items[i] = mapped(item);
    }
    return items as JsonValue[];
  }
  if (typeof value === "object" && value !== null) {
    return new Map(Object.entries(value).map(([key, item]) => [key, mapped(item)]));
  }
  return value as null | boolean | number | string;
}

const quote = 0x22;
const backslash = 0x5c;

/** One pass over the text: depth, size and keys. Grammar is left to `JSON.parse`. */
class Scan {
  readonly #text: string;
  readonly #rules: DocumentRules;
  /** For each open object its keys; null for an array. */
  readonly #open: (Set<string> | null)[] = [];
  readonly #pieces: string[] = [];
  #copied = 0;
  #memory = 0;
  #keyNext = false;

  constructor(text: string, rules: DocumentRules) {
    this.#text = text;
    this.#rules = rules;
  }

  /** The text with numbers that JSON does not know written as it knows them. */
  run(): string {
    const text = this.#text;
    for (let i = 0; i < text.length; i++) {
      switch (text.charCodeAt(i)) {
        case quote:
          i = this.#string(i);
          break;
        case 0x2c: // ,
          this.#count(slotBytes);
          this.#keyNext = this.#open.at(-1) instanceof Set;
          break;
        case 0x5b: // [
        case 0x7b: // {
          this.#enter(text.charCodeAt(i) === 0x7b, i);
          break;
        case 0x5d: // ]
        case 0x7d: // }
          this.#open.pop();
          this.#keyNext = false;
          break;
        case 0x4e: // N
          i = this.#replace(i, "NaN", "null");
          break;
        case 0x49: // I
          i = this.#replace(i, "Infinity", "1e999");
          break;
      }
    }
    if (this.#copied === 0) return text;
    return this.#pieces.join("") + text.slice(this.#copied);
  }

  #enter(object: boolean, at: number): void {
    if (this.#open.length >= maxDocumentDepth) {
      throw this.#rules.fault(at, `it is nested more than ${maxDocumentDepth} deep`);
    }
    this.#count(boxBytes);
    this.#open.push(object ? new Set() : null);
    this.#keyNext = object;
  }

  /** Passes over a string; returns where it ends. */
  #string(start: number): number {
    const text = this.#text;
    let end = start + 1;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === quote) break;
      if (code === backslash) end++;
    }
    this.#count(boxBytes);
    const keys = this.#open.at(-1);
    if (!this.#keyNext || !(keys instanceof Set)) return end;
    this.#keyNext = false;
    const key = this.#unescaped(text.slice(start, end + 1));
    if (keys.has(key)) throw this.#rules.fault(start, "it names a key twice");
    keys.add(key);
    return end;
  }

  #unescaped(quoted: string): string {
    if (!quoted.includes("\\")) return quoted.slice(1, -1);
    try {
      return String(JSON.parse(quoted));
    } catch {
      return quoted;
    }
  }

  #replace(at: number, word: string, by: string): number {
    if (!this.#text.startsWith(word, at)) return at;
    this.#pieces.push(this.#text.slice(this.#copied, at), by);
    this.#copied = at + word.length;
    return this.#copied - 1;
  }

  #count(bytes: number): void {
    this.#memory += bytes;
    if (this.#memory > this.#rules.limits.memoryBytes) {
      checkLimit(this.#rules.limits, "memoryBytes", this.#memory);
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 120) : "unknown";
}
