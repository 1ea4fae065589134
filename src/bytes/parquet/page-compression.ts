// The contents of a page, whatever it is compressed with. What comes out is as long as the page's head says, or refused.

import { defaultLimits } from "../../limits.ts";
import { ByteReader, type Fault } from "../byte-reader.ts";
import { GrowingOutput } from "../growing-output.ts";
import { decodeLz4Block } from "../lz4-block.ts";
import { decodeSnappy } from "./snappy.ts";

type Decompress = (bytes: Uint8Array, size: number, fault: Fault) => Uint8Array;

/** A decompressor of Node's, loaded with the first page that needs one, stopped at the size that is expected. */
function bounded(name: "gunzipSync" | "brotliDecompressSync" | "zstdDecompressSync"): Decompress {
  return (bytes, size, fault) => {
    const decompress = process.getBuiltinModule("node:zlib")[name];
    try {
      return decompress(bytes, { maxOutputLength: Math.max(size, 1) });
    } catch (error) {
      throw fault(0, `a page cannot be decompressed (${reasonOf(error)})`);
    }
  };
}

function reasonOf(error: unknown): string {
  const { code = "" } = error as NodeJS.ErrnoException;
  return code === "ERR_BUFFER_TOO_LARGE" ? "it is longer than it says" : code || "it is damaged";
}

/** By the numbers of the enumeration CompressionCodec. */
const codecs: ReadonlyMap<number, Decompress> = new Map<number, Decompress>([
  [0, (bytes) => bytes],
  [1, (bytes, size, fault) => decodeSnappy(new ByteReader(bytes, fault), size)],
  [2, bounded("gunzipSync")],
  [4, bounded("brotliDecompressSync")],
  [6, bounded("zstdDecompressSync")],
  [7, decompressLz4],
]);

/** The name of a codec that is not read here. */
export function unknownCodec(codec: number): string | null {
  if (codecs.has(codec)) return null;
  return (
    new Map([
      [3, "LZO"],
      [5, "LZ4 in Hadoop's frames"],
    ]).get(codec) ?? `number ${codec}`
  );
}

/** @throws PARQUET_MALFORMED */
export function decompressPage(
  bytes: Uint8Array,
  codec: number,
  size: number,
  fault: Fault,
): Uint8Array {
  // Nothing is not always compressed.
  const contents =
    size === 0 && bytes.length === 0 ? bytes : codecs.get(codec)?.(bytes, size, fault);
  if (contents?.length === size) return contents;
  throw fault(0, `a page becomes ${contents?.length} bytes; it says ${size}`);
}

function decompressLz4(bytes: Uint8Array, size: number, fault: Fault): Uint8Array {
  const limits = { ...defaultLimits, inflatedBytes: size };
  const output = new GrowingOutput(size, limits, Number.POSITIVE_INFINITY);
  decodeLz4Block(new ByteReader(bytes, fault), output, 0, size);
  return output.bytes.subarray(0, output.length);
}
