// numpy's file of one array: a mark, a header that is a Python dict, the bytes of the items.
// @see numpy/lib/format.py

import type { Fault } from "./byte-reader.ts";
import { type PythonLiteral, parsePythonLiteral } from "./python-literal.ts";

/** One field of a structured item: name, dtype (or fields again), and a shape for subarrays. */
export interface NpyFile {
  /** `<f8`, or a list of fields. */
  readonly descr: PythonLiteral;
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** The items, as many as the file has. */
  readonly data: Uint8Array;
}

const mark = "\x93NUMPY";
/** numpy's own limit, `max_header_size`. */
const maxHeader = 10_000;

/** @throws what `fault` makes, with a byte of the file */
export function decodeNpy(bytes: Uint8Array, fault: Fault): NpyFile {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (head.toString("latin1", 0, 6) !== mark) throw fault(0, "it is no array file of numpy");
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3 || bytes.length < 12) throw fault(6, `its version is ${version}`);
  const start = version === 1 ? 10 : 12;
  const length = version === 1 ? head.readUInt16LE(8) : head.readUInt32LE(8);
  if (length > maxHeader || start + length > bytes.length) throw fault(8, "its header is too long");
  const text = head.toString(version === 3 ? "utf8" : "latin1", start, start + length);
  const header = parsePythonLiteral(text.trim());
  if (!(header instanceof Map) || header.size !== 3)
    throw fault(start, "its header is no dict of three");
  const fortran = header.get("fortran_order");
  const shape = header.get("shape");
  const descr = header.get("descr");
  if (typeof fortran !== "boolean" || descr === undefined || !isShape(shape)) {
    throw fault(start, "its header lacks dtype, order or shape");
  }
  return { descr, fortran, shape, data: bytes.subarray(start + length) };
}

function isShape(shape: PythonLiteral | undefined): shape is readonly number[] {
  return (
    Array.isArray(shape) &&
    shape.length <= 32 &&
    shape.every((size) => typeof size === "number" && Number.isInteger(size) && size >= 0)
  );
}
