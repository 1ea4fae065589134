// Universal Binary JSON, draft 12: JSON with a marker before each value and lengths before texts. Numbers are
// big-endian; an array `[$d#L…` of one type is a run of raw numbers.
// @see https://ubjson.org; xgboost/src/common/json.cc `UBJReader`

import { checkLimit } from "../limits.ts";
import {
  boxBytes,
  type DocumentRules,
  type JsonValue,
  maxDocumentDepth,
  type NumberArray,
  slotBytes,
} from "./json.ts";

/**
 * The value of a UBJSON document. Counts and lengths are compared with the bytes that remain before anything is
 * made of them. Not read: no-ops, high-precision numbers, typed objects, and arrays whose items have no bytes.
 *
 * @throws what `fault` makes for bytes that are no such document; LIMIT_EXCEEDED for `memoryBytes`
 */
export function decodeUbjson(bytes: Uint8Array, rules: DocumentRules): JsonValue {
  return new Reader(bytes, rules).read();
}

/** An array or object whose end was not reached. `left` counts what is to come; −1 when an end marker says it. */
type Open =
  | { readonly kind: "array"; readonly value: JsonValue[]; left: number }
  | { readonly kind: "object"; readonly value: Map<string, JsonValue>; left: number };

/** Bytes of each number. */
const numberSizes: ReadonlyMap<string, number> = new Map([
  ["i", 1],
  ["U", 1],
  ["I", 2],
  ["l", 4],
  ["L", 8],
  ["d", 4],
  ["D", 8],
]);

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #rules: DocumentRules;
  #at = 0;
  #memory = 0;

  constructor(bytes: Uint8Array, rules: DocumentRules) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#rules = rules;
  }

  /** A loop over what is open, not a recursion: an array or object is put into its place when it opens. */
  read(): JsonValue {
    const first = this.#readValue(this.#readMarker());
    if (!isOpen(first)) return first;
    const open: Open[] = [first];
    for (let inner = open.at(-1); inner !== undefined; inner = open.at(-1)) {
      if (this.#isAtEnd(inner)) {
        open.pop();
        continue;
      }
      const key = inner.kind === "object" ? this.#readKey(inner.value) : "";
      const next = this.#readValue(this.#readMarker());
      const value = isOpen(next) ? next.value : next;
      if (inner.kind === "object") inner.value.set(key, value);
      else inner.value.push(value);
      if (inner.left > 0) inner.left--;
      if (!isOpen(next)) continue;
      if (open.length >= maxDocumentDepth) {
        throw this.#wrong(`it is nested more than ${maxDocumentDepth} deep`);
      }
      open.push(next);
    }
    return first.value;
  }

  #isAtEnd(open: Open): boolean {
    if (open.left >= 0) return open.left === 0;
    const end = open.kind === "array" ? 0x5d : 0x7d;
    if (this.#bytes[this.#at] !== end) return false;
    this.#at++;
    return true;
  }

  #readKey(object: ReadonlyMap<string, JsonValue>): string {
    const key = this.#readText();
    if (object.has(key)) throw this.#wrong("it names a key twice");
    return key;
  }

  #readValue(marker: string): JsonValue | Open {
    this.#count(slotBytes);
    switch (marker) {
      case "{":
        return this.#openObject();
      case "[":
        return this.#openArray();
      case "S":
        return this.#readText();
      case "C":
        return String.fromCharCode(this.#view.getUint8(this.#advance(1)) & 0x7f);
      case "Z":
        return null;
      case "T":
        return true;
      case "F":
        return false;
      default:
        return this.#readNumber(marker);
    }
  }

  #openObject(): Open {
    this.#count(boxBytes);
    const left = this.#hasMarker("#") ? this.#readLength(2) : -1;
    return { kind: "object", value: new Map(), left };
  }

  #openArray(): JsonValue | Open {
    this.#count(boxBytes);
    const type = this.#hasMarker("$") ? this.#readMarker() : null;
    if (!this.#hasMarker("#")) {
      if (type !== null) throw this.#wrong("an array of one type has no count");
      return { kind: "array", value: [], left: -1 };
    }
    if (type === null) return { kind: "array", value: [], left: this.#readLength(1) };
    const size = numberSizes.get(type);
    if (size === undefined)
      throw this.#wrong(`there are no arrays of type ${JSON.stringify(type)}`);
    return this.#readNumbers(type, this.#readLength(size), size);
  }

  /** Numbers of one type; bytes are a view, the others are turned into this machine's order. */
  #readNumbers(type: string, count: number, size: number): NumberArray {
    const at = this.#advance(count * size);
    const view = this.#view;
    switch (type) {
      case "U":
        return this.#bytes.subarray(at, at + count);
      case "i":
        return new Int8Array(this.#bytes.buffer, this.#bytes.byteOffset + at, count);
      case "I":
        return filled(new Int16Array(count), (i) => view.getInt16(at + 2 * i));
      case "l":
        return filled(new Int32Array(count), (i) => view.getInt32(at + 4 * i));
      case "d":
        return filled(new Float32Array(count), (i) => view.getFloat32(at + 4 * i));
      case "D":
        return filled(new Float64Array(count), (i) => view.getFloat64(at + 8 * i));
      default:
        return filled(new Float64Array(count), (i) => this.#int64(at + 8 * i));
    }
  }

  #readNumber(marker: string): number {
    const size = numberSizes.get(marker);
    if (size === undefined) throw this.#wrong(`there is no type ${JSON.stringify(marker)}`);
    const at = this.#advance(size);
    switch (marker) {
      case "i":
        return this.#view.getInt8(at);
      case "U":
        return this.#view.getUint8(at);
      case "I":
        return this.#view.getInt16(at);
      case "l":
        return this.#view.getInt32(at);
      case "d":
        return this.#view.getFloat32(at);
      case "D":
        return this.#view.getFloat64(at);
      default:
        return this.#int64(at);
    }
  }

  #int64(at: number): number {
    const value = this.#view.getInt32(at) * 2 ** 32 + this.#view.getUint32(at + 4);
    if (!Number.isSafeInteger(value)) throw this.#wrong("an integer is beyond 2^53");
    return value;
  }

  #readText(): string {
    this.#count(boxBytes);
    const length = this.#readLength(1);
    const at = this.#advance(length);
    try {
      const bytes = this.#bytes.subarray(at, at + length);
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw this.#wrong("a text is not UTF-8");
    }
  }

  /** A count of things of at least `size` bytes each, which must fit into what remains. */
  #readLength(size: number): number {
    const marker = this.#readMarker();
    if (marker === "d" || marker === "D") throw this.#wrong("a length is not a whole number");
    const length = this.#readNumber(marker);
    if (length < 0 || length * size > this.#bytes.length - this.#at) {
      throw this.#wrong(
        `it says a length of ${length}, and ${this.#bytes.length - this.#at} bytes remain`,
      );
    }
    return length;
  }

  #hasMarker(marker: string): boolean {
    if (this.#bytes[this.#at] !== marker.charCodeAt(0)) return false;
    this.#at++;
    return true;
  }

  #readMarker(): string {
    return String.fromCharCode(this.#bytes[this.#advance(1)] ?? 0);
  }

  /** Moves past `count` bytes; returns where they begin. */
  #advance(count: number): number {
    if (count > this.#bytes.length - this.#at) throw this.#wrong("it ends too early");
    const at = this.#at;
    this.#at += count;
    return at;
  }

  #count(bytes: number): void {
    this.#memory += bytes;
    checkLimit(this.#rules.limits, "memoryBytes", this.#memory);
  }

  #wrong(reason: string): Error {
    return this.#rules.fault(this.#at, reason);
  }
}

function isOpen(value: JsonValue | Open): value is Open {
  return typeof value === "object" && value !== null && "left" in value;
}

function filled<T extends NumberArray>(numbers: T, numberAt: (index: number) => number): T {
  for (let i = 0; i < numbers.length; i++) numbers[i] = numberAt(i);
  return numbers;
}
