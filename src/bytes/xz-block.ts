// A block of an .xz file: a header, LZMA2 data, a check of what they give.
// Layout: xz's doc/xz-file-format.txt, version 1.2.1, section 3.

import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { ByteReader } from "./byte-reader.ts";
import { crc64 } from "./checksums.ts";
import { unsupportedIn } from "./compression-error.ts";
import type { GrowingOutput } from "./growing-output.ts";
import type { LzmaDecoder } from "./lzma-decoder.ts";
import { decodeLzma2 } from "./lzma2.ts";
import { expectZeros, readVariableLength } from "./xz-fields.ts";

/** How the contents of a block are checked. */
export interface XzCheck {
  readonly bytes: number;
  /** The check of a block's contents, little-endian as in the file. */
  readonly compute: (data: Uint8Array) => Uint8Array;
}

/** By the number in the stream's flags (2.1.1.2); other numbers are not assigned. */
export const checks: ReadonlyMap<number, XzCheck> = new Map<number, XzCheck>([
  [0, { bytes: 0, compute: () => new Uint8Array(0) }],
  [1, { bytes: 4, compute: (data) => littleEndian(BigInt(crc32(data)), 4) }],
  [4, { bytes: 8, compute: (data) => littleEndian(crc64(data), 8) }],
  [10, { bytes: 32, compute: (data) => createHash("sha256").update(data).digest() }],
]);

/** The number of LZMA2 in a list of filters (5.3.1); the rest change programs before they are packed. */
const lzma2Filter = 0x21;

/** Where a block is decoded to. */
export interface XzTarget {
  readonly decoder: LzmaDecoder;
  readonly output: GrowingOutput;
}

/** The sizes of a block, bytes, as the index records them (4.3). */
export interface XzBlockSizes {
  /** Header, data and check, without the padding between data and check. */
  readonly unpaddedSize: number;
  /** After decompression. */
  readonly size: number;
}

/**
 * Decodes the block at the reader's cursor.
 *
 * @throws COMPRESSION_CORRUPT, COMPRESSION_UNSUPPORTED, LIMIT_EXCEEDED
 */
export function decodeXzBlock(
  reader: ByteReader,
  check: XzCheck,
  { decoder, output }: XzTarget,
): XzBlockSizes {
  const start = reader.position;
  const header = readBlockHeader(reader);
  const dataStart = reader.position;
  const outputStart = output.length;
  decodeLzma2(reader, decoder, header.dictionarySize, output);
  output.checkLength();
  const dataEnd = reader.position;
  const packedSize = dataEnd - dataStart;
  const size = output.length - outputStart;
  if (packedSize !== (header.packedSize ?? packedSize) || size !== (header.size ?? size)) {
    throw reader.fault("a block is not as long as its header says", start);
  }
  expectZeros(reader, -packedSize & 3);
  const expected = check.compute(output.bytes.subarray(outputStart, output.length));
  if (!reader.readBytes(check.bytes).every((byte, i) => byte === expected[i])) {
    throw reader.fault("a block fails its checksum", dataEnd);
  }
  return { unpaddedSize: dataEnd - start + check.bytes, size };
}

interface BlockHeader {
  /** Sizes of the data, bytes; null where the header does not say. */
  readonly packedSize: number | null;
  readonly size: number | null;
  readonly dictionarySize: number;
}

/** Block header (3.1). */
function readBlockHeader(reader: ByteReader): BlockHeader {
  const start = reader.position;
  const end = start + (reader.readUint8() + 1) * 4;
  reader.readBytes(end - 4 - reader.position);
  const contents = reader.bytes.subarray(start, end - 4);
  if (reader.readUint32() !== crc32(contents)) {
    throw reader.fault("a block header is damaged", start);
  }
  const header = new ByteReader(
    reader.bytes,
    (offset, reason) => reader.fault(reason, offset),
    start + 1,
    end - 4,
  );
  const flags = header.readUint8();
  if ((flags & 0x3c) !== 0) throw unsupportedIn("xz", start, "block flags of a later version");
  const packedSize = (flags & 0x40) === 0 ? null : readVariableLength(header);
  const size = (flags & 0x80) === 0 ? null : readVariableLength(header);
  const filter = readVariableLength(header);
  if ((flags & 0x03) !== 0 || filter !== lzma2Filter) {
    throw unsupportedIn("xz", start, "a filter besides LZMA2");
  }
  if (readVariableLength(header) !== 1) {
    throw reader.fault("a filter's properties are wrong", start);
  }
  const dictionarySize = dictionarySizeOf(header.readUint8());
  if (dictionarySize === null) throw reader.fault("a dictionary size is out of range", start);
  expectZeros(header, header.remaining);
  return { packedSize, size, dictionarySize };
}

/** LZMA2's dictionary size in one byte (5.3.1): 4 KiB to 4 GiB, by halves and powers of two. */
function dictionarySizeOf(byte: number): number | null {
  if (byte > 40) return null;
  return byte === 40 ? 2 ** 32 - 1 : (2 | (byte & 1)) * 2 ** ((byte >>> 1) + 11);
}

function littleEndian(value: bigint, count: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes.subarray(0, count);
}
