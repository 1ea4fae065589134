// LZMA2: LZMA data in chunks of at most 2 MiB, each of which may begin anew or be stored as it is.
// Layout: liblzma's lzma2_decoder.c; there is no other description.

import type { ByteReader } from "./byte-reader.ts";
import type { GrowingOutput } from "./growing-output.ts";
import type { LzmaDecoder } from "./lzma-decoder.ts";

// Control bytes: how much of the state a chunk resets.
const end = 0x00;
const storedWithNewDictionary = 0x01;
const stored = 0x02;
const compressed = 0x80;
const withNewState = 0xa0;
const withNewProperties = 0xc0;
const withNewDictionary = 0xe0;

/**
 * Decodes the chunks at the reader's cursor, up to their end mark.
 *
 * @param dictionarySize  the furthest that a match may reach back, bytes
 * @throws COMPRESSION_CORRUPT, LIMIT_EXCEEDED
 */
export function decodeLzma2(
  reader: ByteReader,
  decoder: LzmaDecoder,
  dictionarySize: number,
  output: GrowingOutput,
): void {
  let hasDictionary = false;
  let hasProperties = false;
  for (;;) {
    output.checkTime();
    const at = reader.position;
    const control = reader.readUint8();
    if (control === end) return;
    if (control > stored && control < compressed) throw reader.fault("no chunk begins so", at);
    if (control >= withNewDictionary || control === storedWithNewDictionary) {
      decoder.startDictionary(dictionarySize);
      hasDictionary = true;
      hasProperties = false;
    }
    if (!hasDictionary) throw reader.fault("the first chunk does not begin a dictionary", at);
    if (control < compressed) {
      output.append(reader.readBytes(reader.readUint16BigEndian() + 1));
      continue;
    }
    hasProperties ||= control >= withNewProperties;
    if (!hasProperties) throw reader.fault("the first chunk does not set its properties", at);
    decodeChunk(control, reader, decoder, output);
  }
}

function decodeChunk(
  control: number,
  reader: ByteReader,
  decoder: LzmaDecoder,
  output: GrowingOutput,
): void {
  const size = ((control & 0x1f) << 16) + reader.readUint16BigEndian() + 1;
  const packedSize = reader.readUint16BigEndian() + 1;
  if (control >= withNewProperties) setProperties(reader, decoder);
  else if (control >= withNewState) decoder.resetState();
  const start = reader.position;
  reader.readBytes(packedSize);
  decoder.startCoder(start, reader.position);
  const isMarked = decoder.decodeUntil(Math.min(output.length + size, output.limit + 1));
  output.checkLength();
  if (isMarked || !decoder.isFinished || decoder.position !== reader.position) {
    throw reader.fault("a chunk does not end where it should", decoder.position);
  }
}

function setProperties(reader: ByteReader, decoder: LzmaDecoder): void {
  const at = reader.position;
  if (!decoder.setProperties(reader.readUint8())) {
    throw reader.fault("a chunk's properties are out of range", at);
  }
}
