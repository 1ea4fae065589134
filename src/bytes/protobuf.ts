// Protocol buffers as bytes have them: numbered fields, one after another. What they mean is their reader's to say.
// @see https://protobuf.dev/programming-guides/encoding

import type { Fault } from "./byte-reader.ts";

export interface ProtobufField {
  readonly number: number;
  /** The bytes of a text, of bytes, of a message or of packed numbers; null where the field is a number. */
  readonly bytes: Uint8Array | null;
  /** The number, with the sign of 64 bits; of a fixed number its bits. 0 where the field is bytes. */
  readonly value: bigint;
  /** From the field's tag to its end. */
  readonly whole: Uint8Array;
}

const varint = 0;
const fixed64 = 1;
const delimited = 2;
const fixed32 = 5;

/** The fields of a message, in the order of the bytes. @throws what `fault` makes */
export function* readFields(bytes: Uint8Array, fault: Fault): Generator<ProtobufField> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const readVarint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined) throw fault(at, "it ends too early");
      at++;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    throw fault(at, "a number is longer than 64 bits");
  };
  while (at < bytes.length) {
    const start = at;
    const tag = readVarint();
    const number = Number(BigInt.asUintN(64, tag) >> 3n);
    const type = Number(tag & 7n);
    if (number < 1 || number > 2 ** 29) throw fault(start, "a field has no number");
    if (type === varint) {
      const value = readVarint();
      yield { number, bytes: null, value, whole: bytes.subarray(start, at) };
      continue;
    }
    const length = lengthOf(type, readVarint);
    if (length === null) throw fault(start, `a field has the type ${type}`);
    if (length < 0n || length > BigInt(bytes.length - at))
      throw fault(start, "a field is longer than what holds it");
    const from = at;
    at += Number(length);
    const own = bytes.subarray(from, at);
    const value = type === delimited ? 0n : fixedValue(view, type, from);
    yield {
      number,
      bytes: type === delimited ? own : null,
      value,
      whole: bytes.subarray(start, at),
    };
  }
}

function lengthOf(type: number, readVarint: () => bigint): bigint | null {
  if (type === delimited) return readVarint();
  if (type === fixed64) return 8n;
  return type === fixed32 ? 4n : null;
}

function fixedValue(view: DataView, type: number, at: number): bigint {
  return type === fixed64 ? view.getBigInt64(at, true) : BigInt(view.getUint32(at, true));
}

/** The numbers of a packed field, each with the sign of 64 bits. @throws what `fault` makes */
export function packedIntegers(bytes: Uint8Array, fault: Fault): bigint[] {
  const numbers: bigint[] = [];
  let value = 0n;
  let shift = 0n;
  for (const [at, byte] of bytes.entries()) {
    value |= BigInt(byte & 0x7f) << shift;
    shift += 7n;
    if (shift > 70n) throw fault(at, "a number is longer than 64 bits");
    if (byte >= 0x80) continue;
    numbers.push(BigInt.asIntN(64, value));
    value = 0n;
    shift = 0n;
  }
  if (shift !== 0n) throw fault(bytes.length, "it ends too early");
  return numbers;
}

/** A field of bytes: tag, length, contents. */
export function writeField(number: number, contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((total, part) => total + part.length, 0);
  return concat([writeVarint(number * 8 + delimited), writeVarint(length), ...contents]);
}

/** A field of a small whole number. */
export function writeNumber(number: number, value: number): Uint8Array {
  return concat([writeVarint(number * 8 + varint), writeVarint(value)]);
}

function writeVarint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) | 0x80);
  bytes.push(left);
  return Uint8Array.from(bytes);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
