// The LZ4 frame file, as joblib writes it with compress="lz4": frames of blocks, with optional checksums.
// Layout: lz4's doc/lz4_Frame_format.md, version 1.6.3.

import { ByteReader } from "./byte-reader.ts";
import { xxHash32 } from "./checksums.ts";
import { damageIn, unsupportedIn } from "./compression-error.ts";
import type { GrowingOutput } from "./growing-output.ts";
import { decodeLz4Block } from "./lz4-block.ts";

const frameMagic = 0x184d2204;

/** The first of sixteen marks of frames that hold something else and are skipped. */
const skippableMagic = 0x184d2a50;

/** Marks a block that is stored as it is, in its size. */
const storedFlag = 0x80000000;

interface FrameDescriptor {
  readonly blocksAreIndependent: boolean;
  readonly hasBlockChecksums: boolean;
  readonly hasContentChecksum: boolean;
  readonly contentSize: bigint | null;
  /** The most bytes in a block: 64 KiB, 256 KiB, 1 MiB or 4 MiB. */
  readonly blockMaximum: number;
}

/**
 * Decodes the frames of an LZ4 file, to its last byte.
 *
 * @throws COMPRESSION_CORRUPT, COMPRESSION_UNSUPPORTED, LIMIT_EXCEEDED
 */
export function decodeLz4(bytes: Uint8Array, output: GrowingOutput): void {
  const reader = new ByteReader(bytes, damageIn("lz4"));
  do {
    output.checkTime();
    const at = reader.position;
    const magic = reader.readUint32();
    if (magic === frameMagic) decodeFrame(reader, output);
    else if ((magic & ~15) >>> 0 === skippableMagic) reader.readBytes(reader.readUint32());
    else throw reader.fault("no frame begins here", at);
  } while (reader.remaining > 0);
}

function decodeFrame(reader: ByteReader, output: GrowingOutput): void {
  const start = output.length;
  const frame = readDescriptor(reader);
  for (;;) {
    output.checkTime();
    const at = reader.position;
    const size = reader.readUint32();
    if (size === 0) break;
    decodeBlock(at, size, frame, start, reader, output);
  }
  output.checkLength();
  const at = reader.position;
  const content = output.bytes.subarray(start, output.length);
  if (frame.hasContentChecksum && reader.readUint32() !== xxHash32(content)) {
    throw reader.fault("the content fails its checksum", at);
  }
  if (frame.contentSize !== null && frame.contentSize !== BigInt(content.length)) {
    throw reader.fault("the content is not as long as its header says", at);
  }
}

function decodeBlock(
  at: number,
  size: number,
  frame: FrameDescriptor,
  frameStart: number,
  reader: ByteReader,
  output: GrowingOutput,
): void {
  const isStored = size >= storedFlag;
  const packedSize = isStored ? size - storedFlag : size;
  if (packedSize > frame.blockMaximum) throw reader.fault("a block's size is out of range", at);
  const block = reader.readBytes(packedSize);
  if (frame.hasBlockChecksums && reader.readUint32() !== xxHash32(block)) {
    throw reader.fault("a block fails its checksum", at);
  }
  if (isStored) {
    output.append(block);
    return;
  }
  const contents = new ByteReader(
    reader.bytes,
    (offset, reason) => reader.fault(reason, offset),
    at + 4,
    at + 4 + packedSize,
  );
  const windowStart = frame.blocksAreIndependent ? output.length : frameStart;
  decodeLz4Block(contents, output, windowStart, frame.blockMaximum);
}

function readDescriptor(reader: ByteReader): FrameDescriptor {
  const start = reader.position;
  const flags = reader.readUint8();
  const blockByte = reader.readUint8();
  if (flags >>> 6 !== 1 || (flags & 0x02) !== 0 || (blockByte & 0x8f) !== 0) {
    throw unsupportedIn("lz4", start, "a later version of the format");
  }
  if ((flags & 0x01) !== 0)
    throw unsupportedIn("lz4", start, "a dictionary that is not in the file");
  const contentSize = (flags & 0x08) === 0 ? null : reader.readUint64();
  const descriptor = reader.bytes.subarray(start, reader.position);
  if (reader.readUint8() !== ((xxHash32(descriptor) >>> 8) & 0xff)) {
    throw reader.fault("a frame header is damaged", start);
  }
  const sizeCode = blockByte >>> 4;
  if (sizeCode < 4) throw reader.fault("a frame's block size is out of range", start + 1);
  return {
    blocksAreIndependent: (flags & 0x20) !== 0,
    hasBlockChecksums: (flags & 0x10) !== 0,
    hasContentChecksum: (flags & 0x04) !== 0,
    contentSize,
    blockMaximum: 2 ** (8 + 2 * sizeCode),
  };
}
