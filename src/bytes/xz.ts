// The .xz container: streams of blocks, each checked, then an index of the blocks, which is checked
// against them. Blocks are read when they are compressed by LZMA2 alone, as xz and Python write them.
// Layout: xz's doc/xz-file-format.txt, version 1.2.1; section numbers below are its own.

import { crc32 } from "node:zlib";
import { ByteReader } from "./byte-reader.ts";
import { damageIn, unsupportedIn } from "./compression-error.ts";
import type { GrowingOutput } from "./growing-output.ts";
import { LzmaDecoder } from "./lzma-decoder.ts";
import { checks, decodeXzBlock, type XzTarget } from "./xz-block.ts";
import { encodeVariableLength, expectBytes, expectZeros, readVariableLength } from "./xz-fields.ts";

const magic = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const footerMagic = [0x59, 0x5a];

/** What the blocks of a stream were, to be compared with what its index says. */
interface BlockLedger {
  count: number;
  /** CRC-32 of the index's records as they must be. */
  recordsCrc: number;
}

/**
 * Decodes the streams of an .xz file. Zeros between streams are skipped by fours; what follows a stream
 * without being the beginning of another is ignored, as Python's lzma module does.
 *
 * @throws COMPRESSION_CORRUPT, COMPRESSION_UNSUPPORTED, LIMIT_EXCEEDED
 */
export function decodeXz(bytes: Uint8Array, output: GrowingOutput): void {
  const fault = damageIn("xz");
  const reader = new ByteReader(bytes, fault);
  const decoder = new LzmaDecoder(bytes, output, fault);
  do {
    decodeStream(reader, { decoder, output });
    skipPadding(reader);
  } while (reader.remaining > 0 && continues(reader));
}

/** Stream padding (2.2). */
function skipPadding(reader: ByteReader): void {
  const start = reader.position;
  while (reader.remaining > 0 && reader.bytes[reader.position] === 0) reader.position++;
  if ((reader.position - start) % 4 !== 0) {
    throw reader.fault("the padding after a stream is no multiple of four bytes", start);
  }
}

/** Whether what remains begins as a stream does, as far as it goes. */
function continues(reader: ByteReader): boolean {
  const next = reader.bytes.subarray(reader.position, reader.position + magic.length);
  return next.every((byte, i) => byte === magic[i]);
}

function decodeStream(reader: ByteReader, target: XzTarget): void {
  target.output.checkTime();
  expectBytes(reader, magic, "the beginning of a stream is missing");
  const flags = readStreamFlags(reader);
  const check = checks.get(flags);
  if (check === undefined) {
    throw unsupportedIn("xz", reader.position - 5, `an integrity check of type ${flags}`);
  }
  const ledger: BlockLedger = { count: 0, recordsCrc: 0 };
  // Where a block's header has its size, an index has zero.
  while (reader.remaining === 0 || reader.bytes[reader.position] !== 0) {
    const { unpaddedSize, size } = decodeXzBlock(reader, check, target);
    const record = [...encodeVariableLength(unpaddedSize), ...encodeVariableLength(size)];
    ledger.recordsCrc = crc32(Uint8Array.from(record), ledger.recordsCrc);
    ledger.count++;
  }
  const indexBytes = readIndex(reader, ledger);
  readFooter(reader, flags, indexBytes);
}

/** Stream flags (2.1.1.2) with the CRC-32 that follows them. */
function readStreamFlags(reader: ByteReader): number {
  const at = reader.position;
  const flags = reader.readBytes(2);
  if (reader.readUint32() !== crc32(flags)) throw reader.fault("a stream header is damaged", at);
  const [reserved = 0, check = 0] = flags;
  if (reserved !== 0 || check > 15) throw unsupportedIn("xz", at, "flags of a later version");
  return check;
}

/** Index (4). @returns its size in bytes */
function readIndex(reader: ByteReader, ledger: BlockLedger): number {
  const start = reader.position;
  expectZeros(reader, 1);
  if (readVariableLength(reader) !== ledger.count) {
    throw reader.fault("the index counts other blocks than there are", start);
  }
  const recordsStart = reader.position;
  for (let i = 0; i < ledger.count * 2; i++) readVariableLength(reader);
  const records = reader.bytes.subarray(recordsStart, reader.position);
  if (crc32(records) !== ledger.recordsCrc) {
    throw reader.fault("the index gives other sizes than the blocks have", recordsStart);
  }
  expectZeros(reader, (start - reader.position) & 3);
  const contents = reader.bytes.subarray(start, reader.position);
  if (reader.readUint32() !== crc32(contents)) throw reader.fault("the index is damaged", start);
  return reader.position - start;
}

/** Stream footer (2.1.2). */
function readFooter(reader: ByteReader, headerFlags: number, indexBytes: number): void {
  const start = reader.position;
  const expectedCrc = reader.readUint32();
  const contents = reader.readBytes(6);
  if (expectedCrc !== crc32(contents)) throw reader.fault("the stream footer is damaged", start);
  const footer = new ByteReader(contents, (_, reason) => reader.fault(reason, start));
  const backwardSize = (footer.readUint32() + 1) * 4;
  const [reserved, flags] = footer.readBytes(2);
  if (backwardSize !== indexBytes || reserved !== 0 || flags !== headerFlags) {
    throw reader.fault("the stream footer contradicts the stream", start);
  }
  expectBytes(reader, footerMagic, "the end of a stream is missing");
}
