// The `.lzma` file ("LZMA alone", the older sibling of xz): a header of 13 bytes, then LZMA data. It has
// no checksum. joblib writes it with compress="lzma".
// Layout: lzma-specification.txt, "Lzma file format"; xz's doc/lzma-file-format.txt.

import { ByteReader, type Fault } from "./byte-reader.ts";
import { damageIn } from "./compression-error.ts";
import type { GrowingOutput } from "./growing-output.ts";
import { LzmaDecoder } from "./lzma-decoder.ts";

const headerBytes = 13;

/** The size field of a file whose end is marked instead. */
const unknownSize = 2n ** 64n - 1n;

/**
 * Decodes the members of an `.lzma` file. What follows a member without being the beginning of another is
 * ignored, as Python's lzma module does.
 *
 * @throws COMPRESSION_CORRUPT, LIMIT_EXCEEDED
 */
export function decodeLzmaAlone(bytes: Uint8Array, output: GrowingOutput): void {
  const fault = damageIn("lzma");
  const decoder = new LzmaDecoder(bytes, output, fault);
  let start = 0;
  do {
    decodeMember(new ByteReader(bytes, fault, start), decoder, output, fault);
    start = decoder.position;
  } while (start < bytes.length && looksLikeLzmaAlone(bytes.subarray(start)));
}

/**
 * Whether bytes begin as an `.lzma` file does, or are cut short before the end of such a beginning:
 * properties of at most 224, a dictionary of 2ⁿ or 2ⁿ + 2ⁿ⁻¹ bytes, a size below 256 GiB or unknown.
 *
 * @see liblzma's alone_decoder.c, which is as picky when it guesses the format
 */
export function looksLikeLzmaAlone(bytes: Uint8Array): boolean {
  const header = new Uint8Array(headerBytes);
  header.set(bytes.subarray(0, headerBytes));
  const view = new DataView(header.buffer);
  if (view.getUint8(0) >= 225) return false;
  if (bytes.length >= 5 && !isUsualDictionary(view.getUint32(1, true))) return false;
  const size = view.getBigUint64(5, true);
  return bytes.length < headerBytes || size === unknownSize || size < 2n ** 38n;
}

function isUsualDictionary(size: number): boolean {
  if (size === 0xffffffff) return true;
  const power = 2 ** Math.ceil(Math.log2(size));
  return size === power || size === power * 0.75;
}

function decodeMember(
  reader: ByteReader,
  decoder: LzmaDecoder,
  output: GrowingOutput,
  fault: Fault,
): void {
  output.checkTime();
  const start = reader.position;
  const properties = reader.readUint8();
  const dictionarySize = reader.readUint32();
  const size = reader.readUint64();
  if (!decoder.setProperties(properties)) throw fault(start, "its properties are out of range");
  decoder.startDictionary(dictionarySize);
  decoder.startCoder(reader.position, reader.end);
  const declaredEnd = size === unknownSize ? Infinity : output.length + Number(size);
  // One byte more than may be written: the data ends before it, or the limit is passed.
  const isMarked = decoder.decodeUntil(Math.min(declaredEnd, output.limit + 1));
  output.checkLength();
  if (isMarked && output.length < declaredEnd && declaredEnd < Infinity) {
    throw fault(decoder.position, "the data ends before the size that its header gives");
  }
  const isEnded = isMarked || decoder.isFinished || decoder.decodeEndMarker();
  if (!isEnded || !decoder.isFinished) {
    throw fault(decoder.position, "the data does not end where it should");
  }
}
