// One layer of compression undone, whatever its format: checked to its end, cut off at the limits.

import type { Limits } from "../limits.ts";
import { decodeBzip2 } from "./bzip2.ts";
import { GrowingOutput } from "./growing-output.ts";
import { decodeLz4 } from "./lz4.ts";
import { decodeLzmaAlone } from "./lzma-alone.ts";
import { decodeXz } from "./xz.ts";
import { decodeGzip, decodeZfile, decodeZlib } from "./zlib.ts";

/** The formats that joblib writes or wrote; "zfile" is its own of versions before 0.10. */
export type CompressionFormat = "zlib" | "gzip" | "bz2" | "xz" | "lzma" | "lz4" | "zfile";

type Decoder = (bytes: Uint8Array, output: GrowingOutput) => void;

const decoders: Readonly<Record<CompressionFormat, Decoder>> = {
  zlib: decodeZlib,
  gzip: decodeGzip,
  bz2: decodeBzip2,
  xz: decodeXz,
  lzma: decodeLzmaAlone,
  lz4: decodeLz4,
  zfile: decodeZfile,
};

/**
 * The contents of a compressed file, all members together. Checksums are verified; sizes that the file
 * declares are checked, but never relied on.
 *
 * @param bytes     the compressed file
 * @param deadline  when the work must be done, on `performance.now()`'s clock
 * @throws COMPRESSION_CORRUPT with the byte in the compressed file, COMPRESSION_UNSUPPORTED,
 *   LIMIT_EXCEEDED `inflatedBytes` or `timeMs`
 */
export function decompress(
  bytes: Uint8Array,
  format: CompressionFormat,
  limits: Limits,
  deadline: number,
): Uint8Array {
  const output = new GrowingOutput(bytes.length * 4, limits, deadline);
  decoders[format](bytes, output);
  output.checkTime();
  return output.finish();
}
