// The JSON form in which the fixtures' scripts write Python values, made from our own values.

import { NumpyScalar } from "../../src/objects/ndarray.ts";
import { PyByteArray, PyFloat, PyObject, PyTuple, type PyValue } from "../../src/objects/values.ts";

/** As `value()` in the make.py scripts writes it. */
export function pythonJson(value: PyValue): unknown {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number" || typeof value === "bigint") return { int: String(value) };
  if (typeof value === "string") return { str: value };
  if (value instanceof PyFloat) return { float: floatHex(value.value) };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("hex") };
  if (value instanceof PyByteArray) return { bytes: Buffer.from(value.bytes).toString("hex") };
  if (value instanceof PyTuple) return { tuple: value.items.map(pythonJson) };
  if (Array.isArray(value)) return { list: value.map(pythonJson) };
  if (value instanceof NumpyScalar) {
    const { code } = value.dtype;
    if (code !== "M" && code !== "m") return pythonJson(value.value);
    return { ticks: value.value === null ? null : String(value.value) };
  }
  if (value instanceof PyObject) {
    const { path } = value.global;
    if (path === "builtins.complex") return { complex: value.args.map(pythonJson) };
    return { object: path };
  }
  return { other: value };
}

/** The bits of a double, big-endian; `nan` for every NaN. */
export function floatHex(value: number): string {
  if (Number.isNaN(value)) return "nan";
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString("hex");
}
