// The bzip2 file: streams of blocks, each sorted by Burrows and Wheeler's transform and checked.
// There is no specification by its author; layout after bzip2 1.0.8's decompress.c, and Joe Tsai's
// "BZIP2: Format Specification" (2016).

import { BitReader } from "./bit-reader.ts";
import { readSymbols } from "./bzip2-symbols.ts";
import { crc32OfBzip2 } from "./checksums.ts";
import { damageIn, unsupportedIn } from "./compression-error.ts";
import type { GrowingOutput } from "./growing-output.ts";

const streamMagic = "BZh";

// The first 48 bits of a block and of a stream's end: the digits of π and of its square root.
const blockMagic = 0x314159265359;
const endMagic = 0x177245385090;

/** Bytes of a block by the digit in the stream's header. */
const blockUnit = 100_000;

/**
 * Decodes the streams of a bzip2 file. What follows a stream without being the beginning of another is
 * ignored, as Python's bz2 module does.
 *
 * @throws COMPRESSION_CORRUPT, COMPRESSION_UNSUPPORTED, LIMIT_EXCEEDED
 */
export function decodeBzip2(bytes: Uint8Array, output: GrowingOutput): void {
  let position = 0;
  // One work area for all blocks: the largest that a header can ask for.
  const block = new Uint32Array(9 * blockUnit);
  do {
    position = decodeStream(bytes, position, block, output);
  } while (position < bytes.length && continues(bytes, position));
}

/** Whether what is left begins as a stream does, as far as it goes. */
function continues(bytes: Uint8Array, position: number): boolean {
  const next = bytes.subarray(position, position + streamMagic.length);
  return next.every((byte, i) => byte === streamMagic.charCodeAt(i));
}

/** @returns where the stream ends */
function decodeStream(
  bytes: Uint8Array,
  start: number,
  block: Uint32Array,
  output: GrowingOutput,
): number {
  const fault = damageIn("bz2");
  const reader = new BitReader(bytes, fault, start);
  reader.readBits(24);
  const level = reader.readBits(8) - 0x30;
  if (!continues(bytes, start) || level < 1 || level > 9) {
    throw fault(start, "the beginning of a stream is missing");
  }
  let combinedCrc = 0;
  for (;;) {
    output.checkTime();
    const at = reader.position;
    const mark = reader.readBits(24) * 2 ** 24 + reader.readBits(24);
    const expectedCrc = reader.readUint32() | 0;
    if (mark === endMagic) {
      if (expectedCrc !== combinedCrc) throw fault(at, "the stream fails its checksum");
      reader.alignToByte();
      return reader.position;
    }
    if (mark !== blockMagic) throw fault(at, "no block begins here");
    const from = output.length;
    decodeBlock(reader, block.subarray(0, level * blockUnit), output);
    const crc = crc32OfBzip2(output.bytes.subarray(from, output.length));
    if (crc !== expectedCrc) throw fault(at, "a block fails its checksum");
    combinedCrc = ((combinedCrc << 1) | (combinedCrc >>> 31)) ^ crc;
  }
}

/** A block after its mark and checksum. */
function decodeBlock(reader: BitReader, block: Uint32Array, output: GrowingOutput): void {
  if (reader.readBits(1) === 1) {
    throw unsupportedIn("bz2", reader.position, "the shuffled blocks of bzip2 before 0.9.5");
  }
  const origin = reader.readBits(24);
  const length = readSymbols(reader, block);
  if (origin >= length) throw reader.fault("a block does not say where it begins");
  linkSuccessors(block, length);
  writeRuns(block, length, origin, output);
}

/** Puts into the upper bits of every element, beside its byte, the place of the element that follows it. */
function linkSuccessors(block: Uint32Array, length: number): void {
  const next = new Uint32Array(256);
  for (let i = 0; i < length; i++) {
    const byte = (block[i] ?? 0) & 0xff;
    next[byte] = (next[byte] ?? 0) + 1;
  }
  let sum = 0;
  for (let byte = 0; byte < 256; byte++) {
    const count = next[byte] ?? 0;
    next[byte] = sum;
    sum += count;
  }
  for (let i = 0; i < length; i++) {
    const byte = (block[i] ?? 0) & 0xff;
    const place = next[byte] ?? 0;
    next[byte] = place + 1;
    block[place] = (block[place] ?? 0) | (i << 8);
  }
}

/** Follows the links from `origin` and undoes the run lengths: after four equal bytes comes a count of more. */
function writeRuns(
  block: Uint32Array,
  length: number,
  origin: number,
  output: GrowingOutput,
): void {
  let { bytes, length: at } = output;
  let link = (block[origin] ?? 0) >>> 8;
  let previous = -1;
  let repeats = 0;
  for (let i = 0; i < length; i++) {
    if (at > bytes.length - 256) {
      output.length = at;
      output.reserve(256);
      bytes = output.bytes;
    }
    const entry = block[link] ?? 0;
    link = entry >>> 8;
    const byte = entry & 0xff;
    if (repeats === 4) {
      bytes.fill(previous, at, at + byte);
      at += byte;
      repeats = 0;
      previous = -1;
      continue;
    }
    repeats = byte === previous ? repeats + 1 : 1;
    previous = byte;
    bytes[at++] = byte;
  }
  output.length = at;
  output.checkLength();
}
