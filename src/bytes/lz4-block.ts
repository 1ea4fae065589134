// An LZ4 block: sequences of literals and a match, with lengths in nibbles and bytes of 255.
// Layout: lz4's doc/lz4_Block_format.md, 2022-07-31.

import type { ByteReader } from "./byte-reader.ts";
import type { GrowingOutput } from "./growing-output.ts";

const shortestMatch = 4;

/** Copies up to this length are made byte by byte, which is sooner done than a call. */
const shortCopy = 32;

/**
 * Decodes a whole block.
 *
 * @param reader       the block's bytes, from the cursor to the end
 * @param windowStart  where in the output matches may begin
 * @param maximum      the most bytes that the block may become
 * @throws COMPRESSION_CORRUPT, LIMIT_EXCEEDED
 */
export function decodeLz4Block(
  reader: ByteReader,
  output: GrowingOutput,
  windowStart: number,
  maximum: number,
): void {
  const stop = output.length + maximum;
  for (;;) {
    const token = reader.readUint8();
    const literals = readLength(reader, token >>> 4);
    if (literals > stop - output.length) throw tooLong(reader);
    appendLiterals(reader, literals, output);
    if (reader.remaining === 0) return;
    const at = reader.position;
    const distance = reader.readUint8() | (reader.readUint8() << 8);
    if (distance === 0 || distance > output.length - windowStart) {
      throw reader.fault("a match reaches back before the beginning", at);
    }
    const length = readLength(reader, token & 15) + shortestMatch;
    if (length > stop - output.length) throw tooLong(reader);
    output.reserve(length);
    repeat(output.bytes, output.length, distance, length);
    output.length += length;
  }
}

function tooLong(reader: ByteReader): Error {
  return reader.fault("a block is longer than its frame allows");
}

/** A length whose nibble is 15 goes on in bytes up to the first that is not 255. */
function readLength(reader: ByteReader, nibble: number): number {
  if (nibble < 15) return nibble;
  let length = nibble;
  let byte = 255;
  while (byte === 255) {
    byte = reader.readUint8();
    length += byte;
  }
  return length;
}

function appendLiterals(reader: ByteReader, count: number, output: GrowingOutput): void {
  if (count > shortCopy) {
    output.append(reader.readBytes(count));
    return;
  }
  if (count > reader.remaining) throw reader.fault("it ends too early", reader.end);
  output.reserve(count);
  const { bytes: from, position } = reader;
  const { bytes: to, length } = output;
  for (let i = 0; i < count; i++) to[length + i] = from[position + i] ?? 0;
  reader.position += count;
  output.length += count;
}

/** Writes `length` bytes at `at` that repeat those `distance` before them, and themselves. */
function repeat(bytes: Uint8Array, at: number, distance: number, length: number): void {
  if (length <= shortCopy) {
    for (let i = at; i < at + length; i++) bytes[i] = bytes[i - distance] ?? 0;
    return;
  }
  const start = at - distance;
  const end = at + length;
  // What is there to copy doubles with every copy.
  for (let written = at; written < end; ) {
    const count = Math.min(written - start, end - written);
    bytes.copyWithin(written, start, start + count);
    written += count;
  }
}
