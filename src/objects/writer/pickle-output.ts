// The bytes of a pickle being written: opcodes with their arguments, and the memo of what was written before.
// @see CPython Lib/pickletools.py for the layouts of the arguments

import * as op from "../opcodes.ts";
import type { PyValue } from "../values.ts";

/** The protocols that can be written; 2 is the oldest that names classes as Python 3 does. */
export type PickleProtocol = 2 | 3 | 4 | 5;

const utf8 = new TextEncoder();

export class PickleOutput {
  readonly protocol: PickleProtocol;
  readonly #memo = new Map<PyValue, number>();
  /** Pieces that are complete; large contents are kept as they are until the end, not copied twice. */
  readonly #pieces: Uint8Array[] = [];
  #pieceSize = 4096;
  #bytes = new Uint8Array(4096);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  #memoized = 0;

  constructor(protocol: PickleProtocol) {
    this.protocol = protocol;
    this.#put(op.PROTO, 1);
    this.#bytes[this.#length++] = protocol;
  }

  opcode(code: number): void {
    this.#put(code, 0);
  }

  /** An int of any size, in the shortest form. */
  int(value: number | bigint): void {
    const number = Number(value);
    if (number >= 0 && number <= 0xff) this.#uint8(op.BININT1, number);
    else if (number >= 0 && number <= 0xffff) this.#uint16(op.BININT2, number);
    else if (number >= -(2 ** 31) && number < 2 ** 31) this.#int32(op.BININT, number);
    else this.#long(BigInt(value));
  }

  float(value: number): void {
    this.#put(op.BINFLOAT, 8);
    this.#view.setFloat64(this.#length, value, false);
    this.#length += 8;
  }

  /** A str, as UTF-8 in which a lone surrogate is written as Python's `surrogatepass` writes it. */
  text(value: string): void {
    const bytes = value.isWellFormed() ? utf8.encode(value) : surrogateBytes(value);
    if (bytes.length <= 0xff && this.protocol >= 4) this.#uint8(op.SHORT_BINUNICODE, bytes.length);
    else if (bytes.length < 2 ** 32) this.#uint32(op.BINUNICODE, bytes.length);
    else this.#uint64(op.BINUNICODE8, bytes.length);
    this.#raw(bytes);
  }

  /** A bytes object; protocol 3 and later. */
  bytes(value: Uint8Array): void {
    if (value.length <= 0xff) this.#uint8(op.SHORT_BINBYTES, value.length);
    else if (value.length < 2 ** 32) this.#uint32(op.BINBYTES, value.length);
    else this.#uint64(op.BINBYTES8, value.length);
    this.#raw(value);
  }

  /** A bytearray; protocol 5. */
  byteArray(value: Uint8Array): void {
    this.#uint64(op.BYTEARRAY8, value.length);
    this.#raw(value);
  }

  /** A class or function by its name; protocols 2 and 3, whose names cannot be dotted. */
  global(module: string, name: string): void {
    this.#put(op.GLOBAL, 0);
    this.#raw(utf8.encode(`${module}\n${name}\n`));
  }

  /** Remembers what was written last, so that it can be recalled. */
  memoize(value: PyValue): void {
    const index = this.#memoized++;
    this.#memo.set(value, index);
    if (this.protocol >= 4) this.#put(op.MEMOIZE, 0);
    else if (index <= 0xff) this.#uint8(op.BINPUT, index);
    else this.#uint32(op.LONG_BINPUT, index);
  }

  holds(value: PyValue): boolean {
    return this.#memo.has(value);
  }

  /** Writes a reference to what was memoized. @returns false when it was not */
  recall(value: PyValue): boolean {
    const index = this.#memo.get(value);
    if (index === undefined) return false;
    if (index <= 0xff) this.#uint8(op.BINGET, index);
    else this.#uint32(op.LONG_BINGET, index);
    return true;
  }

  /** The whole pickle. */
  finish(): Uint8Array<ArrayBuffer> {
    this.#put(op.STOP, 0);
    this.#close();
    const whole = new Uint8Array(this.#pieces.reduce((total, { length }) => total + length, 0));
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  #uint8(code: number, argument: number): void {
    this.#put(code, 1);
    this.#bytes[this.#length++] = argument;
  }

  #uint16(code: number, argument: number): void {
    this.#put(code, 2);
    this.#view.setUint16(this.#length, argument, true);
    this.#length += 2;
  }

  #uint32(code: number, argument: number): void {
    this.#put(code, 4);
    this.#view.setUint32(this.#length, argument, true);
    this.#length += 4;
  }

  #int32(code: number, argument: number): void {
    this.#uint32(code, argument >>> 0);
  }

  #uint64(code: number, argument: number): void {
    this.#put(code, 8);
    this.#view.setBigUint64(this.#length, BigInt(argument), true);
    this.#length += 8;
  }

  /** Two's complement, little-endian, the shortest that keeps the sign. */
  #long(value: bigint): void {
    const bytes: number[] = [];
    // By hexadecimal digits: shifting a huge bigint byte by byte would take quadratic time.
    const digits = (value < 0n ? -value - 1n : value).toString(16);
    for (let end = digits.length; end > 0; end -= 2) {
      bytes.push(Number.parseInt(digits.slice(Math.max(0, end - 2), end), 16));
    }
    if ((bytes.at(-1) ?? 0) > 0x7f) bytes.push(0);
    const data = Uint8Array.from(bytes, (byte) => (value < 0n ? byte ^ 0xff : byte));
    if (data.length <= 0xff) this.#uint8(op.LONG1, data.length);
    else this.#uint32(op.LONG4, data.length);
    this.#raw(data);
  }

  #raw(data: Uint8Array): void {
    if (data.length > 2 ** 16) {
      this.#close();
      this.#pieces.push(data);
      return;
    }
    this.#reserve(data.length);
    this.#bytes.set(data, this.#length);
    this.#length += data.length;
  }

  #put(code: number, argumentBytes: number): void {
    this.#reserve(1 + argumentBytes);
    this.#bytes[this.#length++] = code;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    this.#close();
    this.#pieceSize = Math.min(2 ** 22, this.#pieceSize * 2);
    this.#bytes = new Uint8Array(Math.max(this.#pieceSize, count));
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** Ends the piece that is being written; the next begins behind it, in the same memory. */
  #close(): void {
    this.#pieces.push(this.#bytes.subarray(0, this.#length));
    this.#bytes = this.#bytes.subarray(this.#length);
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset);
    this.#length = 0;
  }
}

/** UTF-8 in which surrogates without a partner take three bytes each. */
function surrogateBytes(text: string): Uint8Array {
  const parts = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0xd800 || code > 0xdfff) return utf8.encode(character);
    return Uint8Array.of(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  });
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
