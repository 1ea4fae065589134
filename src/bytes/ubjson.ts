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

/** Markers, by the letters that they are. */
const marker = {
  openArray: 0x5b,
  closeArray: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
  count: 0x23,
  type: 0x24,
  text: 0x53,
  char: 0x43,
  null: 0x5a,
  true: 0x54,
  false: 0x46,
  int8: 0x69,
  uint8: 0x55,
  int16: 0x49,
  int32: 0x6c,
  int64: 0x4c,
  float32: 0x64,
  float64: 0x44,
} as const;

/** Bytes of a number; 0 for a marker that stands for no number. */
function sizeOf(type: number): number {
  switch (type) {
    case marker.int8:
    case marker.uint8:
      return 1;
    case marker.int16:
      return 2;
    case marker.int32:
    case marker.float32:
      return 4;
    case marker.int64:
    case marker.float64:
      return 8;
    default:
      return 0;
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

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
    const first = this.#readValue(this.#readByte());
    if (!isOpen(first)) return first;
    const open: Open[] = [first];
    for (let inner = open.at(-1); inner !== undefined; inner = open.at(-1)) {
      if (this.#isAtEnd(inner)) {
        open.pop();
        continue;
      }
      const key = inner.kind === "object" ? this.#readKey(inner.value) : "";
      const next = this.#readValue(this.#readByte());
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
    return this.#has(open.kind === "array" ? marker.closeArray : marker.closeObject);
  }

  #readKey(object: ReadonlyMap<string, JsonValue>): string {
    const key = this.#readText();
    if (object.has(key)) throw this.#wrong("it names a key twice");
    return key;
  }

  #readValue(type: number): JsonValue | Open {
    this.#count(slotBytes);
    switch (type) {
      case marker.openObject:
        return this.#openObject();
      case marker.openArray:
        return this.#openArray();
      case marker.text:
        return this.#readText();
      case marker.char:
        return String.fromCharCode(this.#readByte() & 0x7f);
      case marker.null:
        return null;
      case marker.true:
        return true;
      case marker.false:
        return false;
      default:
        return this.#readNumber(type);
    }
  }

  #openObject(): Open {
    this.#count(boxBytes);
    const left = this.#has(marker.count) ? this.#readLength(2) : -1;
    return { kind: "object", value: new Map(), left };
  }

  #openArray(): JsonValue | Open {
    this.#count(boxBytes);
    const type = this.#has(marker.type) ? this.#readByte() : null;
    if (!this.#has(marker.count)) {
      if (type !== null) throw this.#wrong("an array of one type has no count");
      return { kind: "array", value: [], left: -1 };
    }
    if (type === null) return { kind: "array", value: [], left: this.#readLength(1) };
    const size = sizeOf(type);
    if (size === 0) throw this.#wrong(`there are no arrays of type ${letterOf(type)}`);
    return this.#readNumbers(type, this.#readLength(size), size);
  }

  /** Numbers of one type; bytes are a view, the others are turned into this machine's order. */
  #readNumbers(type: number, count: number, size: number): NumberArray {
    const at = this.#advance(count * size);
    const view = this.#view;
    switch (type) {
      case marker.uint8:
        return this.#bytes.subarray(at, at + count);
      case marker.int8:
        return new Int8Array(this.#bytes.buffer, this.#bytes.byteOffset + at, count);
      case marker.int32: {
        const numbers = new Int32Array(count);
        for (let i = 0; i < count; i++) numbers[i] = view.getInt32(at + 4 * i);
        return numbers;
      }
      case marker.float32: {
        const numbers = new Float32Array(count);
        for (let i = 0; i < count; i++) numbers[i] = view.getFloat32(at + 4 * i);
        return numbers;
      }
      default: {
        this.#count(slotBytes * count);
        const numbers = new Float64Array(count);
        for (let i = 0; i < count; i++) numbers[i] = this.#numberAt(type, at + size * i);
        return numbers;
      }
    }
  }

  #readNumber(type: number): number {
    const size = sizeOf(type);
    if (size === 0) throw this.#wrong(`there is no type ${letterOf(type)}`);
    return this.#numberAt(type, this.#advance(size));
  }

  #numberAt(type: number, at: number): number {
    switch (type) {
      case marker.int8:
        return this.#view.getInt8(at);
      case marker.uint8:
        return this.#view.getUint8(at);
      case marker.int16:
        return this.#view.getInt16(at);
      case marker.int32:
        return this.#view.getInt32(at);
      case marker.float32:
        return this.#view.getFloat32(at);
      case marker.float64:
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
      return utf8.decode(this.#bytes.subarray(at, at + length));
    } catch {
      throw this.#wrong("a text is not UTF-8");
    }
  }

  /** A count of things of at least `size` bytes each, which must fit into what remains. */
  #readLength(size: number): number {
    const type = this.#readByte();
    if (type === marker.float32 || type === marker.float64) {
      throw this.#wrong("a length is not a whole number");
    }
    const length = this.#readNumber(type);
    const remaining = this.#bytes.length - this.#at;
    if (length < 0 || length * size > remaining) {
      throw this.#wrong(`it says a length of ${length}, and ${remaining} bytes remain`);
    }
    return length;
  }

  #has(byte: number): boolean {
    if (this.#bytes[this.#at] !== byte) return false;
    this.#at++;
    return true;
  }

  #readByte(): number {
    return this.#bytes[this.#advance(1)] ?? 0;
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

function letterOf(type: number): string {
  return JSON.stringify(String.fromCharCode(type));
}
