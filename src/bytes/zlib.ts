// zlib, gzip and joblib's old "ZF" files: Node's own zlib inflates them; what is left is where a stream
// ends, where it is damaged, and what may follow it.

import { kMaxLength } from "node:buffer";
import { constants, gunzipSync, inflateSync, type ZlibOptions } from "node:zlib";
import { damageIn, unsupportedIn } from "./compression-error.ts";
import type { GrowingOutput } from "./growing-output.ts";

/** Deflate makes at most 1,032 bytes of one: a match of 258 bytes in two bits. */
const mostBytesOfOne = 1032;

/** The most that the buffer for a chunk is made for; more comes in more chunks. */
const largestChunk = 2 ** 30;

/** Output for which a member counts as small, bytes. */
const smallMember = 2 ** 16;

/** Output up to which inflating is repeated to find where the input is damaged, bytes. */
const searchedOutput = 4 * 2 ** 20;

type Inflate = (input: Uint8Array, options: ZlibOptions) => unknown;

/**
 * Decodes a zlib stream (RFC 1950), after which nothing may follow: joblib hangs on such files.
 *
 * @throws COMPRESSION_CORRUPT, COMPRESSION_UNSUPPORTED, LIMIT_EXCEEDED
 */
export function decodeZlib(bytes: Uint8Array, output: GrowingOutput): void {
  decodeZlibAt(0, "zlib", bytes, output);
}

/**
 * Decodes the members of a gzip file (RFC 1952), with zeros after any of them, as Python's gzip module does.
 *
 * @throws COMPRESSION_CORRUPT, LIMIT_EXCEEDED
 */
export function decodeGzip(bytes: Uint8Array, output: GrowingOutput): void {
  let start = 0;
  do {
    // Members that follow each other directly are inflated in one go.
    start = inflateAt(start, "gzip", gunzipSync, bytes, output);
    while (start < bytes.length && bytes[start] === 0) start++;
  } while (start < bytes.length);
}

/**
 * Decodes the file that joblib's `compress` wrote before version 0.10: "ZF", the size in hexadecimal padded
 * to 19 characters (and one space more by Python 2), then a zlib stream.
 *
 * @throws COMPRESSION_CORRUPT, COMPRESSION_UNSUPPORTED, LIMIT_EXCEEDED
 * @see joblib/numpy_pickle_compat.py `read_zfile`
 */
export function decodeZfile(bytes: Uint8Array, output: GrowingOutput): void {
  const size = Number(Buffer.from(bytes.subarray(2, 21)).toString("latin1").trim());
  if (!Number.isInteger(size)) throw damageIn("zfile")(2, "it does not say its size");
  decodeZlibAt(bytes[21] === 0x20 ? 22 : 21, "zfile", bytes, output);
  if (output.length !== size) throw damageIn("zfile")(2, "it is not as long as it says");
}

function decodeZlibAt(
  start: number,
  format: string,
  bytes: Uint8Array,
  output: GrowingOutput,
): void {
  const end = inflateAt(start, format, inflateSync, bytes, output);
  if (end < bytes.length) {
    throw damageIn(format)(end, `${bytes.length - end} more bytes follow its end`);
  }
}

/** Inflates what begins at `start`. @returns where it ends */
function inflateAt(
  start: number,
  format: string,
  inflate: Inflate,
  bytes: Uint8Array,
  output: GrowingOutput,
): number {
  output.checkTime();
  const left = Math.min(Math.max(output.limit - output.length, 1), kMaxLength);
  const input = bytes.subarray(start);
  let result: Inflated | null = null;
  try {
    // A later member may be one of very many: it is tried in little memory first.
    if (start > 0) result = inflateUpTo(Math.min(left, smallMember), inflate, input);
    result ??= inflateUpTo(left, inflate, input);
  } catch (error) {
    const code = codeOf(error);
    if (code === "Z_NEED_DICT") throw unsupportedIn(format, start, "a preset dictionary");
    if (code === "Z_BUF_ERROR") throw damageIn(format)(bytes.length, "it ends too early");
    if (code !== "Z_DATA_ERROR" || !(error instanceof Error)) throw output.tooLong();
    throw damageIn(format)(start + undamagedBytes(inflate, input), error.message);
  }
  if (result === null) throw output.tooLong();
  output.adopt(result.buffer);
  return start + result.engine.bytesWritten;
}

/** Inflates at most so many bytes; null when there are more. @throws zlib's errors */
function inflateUpTo(most: number, inflate: Inflate, input: Uint8Array): Inflated | null {
  // A single chunk that is long enough becomes the result itself. Of its memory only what is written to
  // is ever taken from the system.
  const enough = Math.min(most + 1, input.length * mostBytesOfOne, largestChunk);
  const options = { info: true, maxOutputLength: most, chunkSize: Math.max(enough, 64) };
  try {
    const result = inflate(input, options);
    if (isInflated(result)) return result;
    throw new TypeError("zlib gave no info");
  } catch (error) {
    if (codeOf(error) === "ERR_BUFFER_TOO_LARGE") return null;
    throw error;
  }
}

/** What `info` makes of a result, which Node's types leave out. */
interface Inflated {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

function isInflated(result: unknown): result is Inflated {
  return typeof result === "object" && result !== null && "buffer" in result && "engine" in result;
}

/**
 * How many bytes from the beginning of damaged data zlib takes without complaint, which it does not tell:
 * found by halving where that inflates little, else as many as are known.
 */
function undamagedBytes(inflate: Inflate, input: Uint8Array): number {
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: searchedOutput };
  let good = 0;
  let bad = input.length;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    try {
      inflate(input.subarray(0, middle), options);
      good = middle;
    } catch (error) {
      if (codeOf(error) !== "Z_DATA_ERROR") return good;
      bad = middle;
    }
  }
  return good;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}
