// What the parts of an .xz file are made of: integers of variable length, fixed bytes, padding.
// Layout: xz's doc/xz-file-format.txt, version 1.2.1.

import type { ByteReader } from "./byte-reader.ts";

/** An integer of up to 63 bits, seven to a byte, low ones first (1.2). */
export function readVariableLength(reader: ByteReader): number {
  const at = reader.position;
  let value = 0;
  for (let i = 0; i < 9; i++) {
    const byte = reader.readUint8();
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte >= 0x80) continue;
    if ((byte === 0 && i > 0) || value > Number.MAX_SAFE_INTEGER) break;
    return value;
  }
  throw reader.fault("a number is not written as it should be", at);
}

/** @see readVariableLength */
export function encodeVariableLength(value: number): number[] {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value & 0x7f) | 0x80);
  return [...bytes, value];
}

/** Moves past bytes that must be these. */
export function expectBytes(reader: ByteReader, expected: readonly number[], reason: string): void {
  const at = reader.position;
  if (!reader.readBytes(expected.length).every((byte, i) => byte === expected[i])) {
    throw reader.fault(reason, at);
  }
}

/** Moves past padding. */
export function expectZeros(reader: ByteReader, count: number): void {
  const at = reader.position;
  if (!reader.readBytes(count).every((byte) => byte === 0)) {
    throw reader.fault("padding is not zero", at);
  }
}
