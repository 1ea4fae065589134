// A raw Snappy block: literals and copies of what came before.
// Layout: google/snappy's format_description.txt, 2011-10-05.

import type { ByteReader } from "../byte-reader.ts";
import { readVarint } from "./thrift.ts";

/**
 * Decodes a whole block.
 *
 * @param size  what it must become, bytes; more is never allocated
 * @throws what the reader's faults are
 */
export function decodeSnappy(reader: ByteReader, size: number): Uint8Array {
  const said = readVarint(reader);
  if (said !== size) throw reader.fault(`it becomes ${said} bytes, its page says ${size}`);
  const output = new Uint8Array(size);
  let at = 0;
  while (reader.remaining > 0) {
    const tag = reader.readUint8();
    const length = tag & 3 ? copyLength(tag) : literalLength(reader, tag);
    if (length > size - at) throw reader.fault("it becomes more than it says");
    if ((tag & 3) === 0) {
      output.set(reader.readBytes(length), at);
    } else {
      const distance = readDistance(reader, tag);
      if (distance === 0 || distance > at) throw reader.fault("a copy reaches back too far");
      // What is copied may be what the copy itself has just written.
      if (distance >= length) output.copyWithin(at, at - distance, at - distance + length);
      else for (let i = at; i < at + length; i++) output[i] = output[i - distance] ?? 0;
    }
    at += length;
  }
  if (at !== size) throw reader.fault("it becomes less than it says");
  return output;
}

function literalLength(reader: ByteReader, tag: number): number {
  const short = tag >> 2;
  if (short < 60) return short + 1;
  let length = 0;
  for (let i = 0; i < short - 59; i++) length += reader.readUint8() * 2 ** (8 * i);
  return length + 1;
}

function copyLength(tag: number): number {
  return (tag & 3) === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
}

function readDistance(reader: ByteReader, tag: number): number {
  if ((tag & 3) === 1) return ((tag >> 5) << 8) | reader.readUint8();
  if ((tag & 3) === 3) return reader.readUint32();
  return reader.readUint8() | (reader.readUint8() << 8);
}
