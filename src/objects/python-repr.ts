// Values as Python would print them, cut to a length: for messages, parameters and `inspect`.

import { show } from "../text.ts";
import {
  PyByteArray,
  PyFloat,
  PyGlobal,
  PyObject,
  PySet,
  PyTuple,
  type PyValue,
} from "./values.ts";

const MAX_DEPTH = 4;
const MAX_ITEMS = 12;

/** @param limit  the most characters that are returned, 120 unless told */
export function pythonRepr(value: PyValue, limit = 120): string {
  const text = repr(value, 0);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

/** A float as Python's repr writes it: `5.0`, `1e-05`, `1e+16`, `nan`, `inf`. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0.0";
  const magnitude = Math.abs(value);
  if (value !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    const [digits = "", exponent = ""] = value.toExponential().split("e");
    const sign = exponent.startsWith("-") ? "-" : "+";
    return `${digits}e${sign}${exponent.slice(1).padStart(2, "0")}`;
  }
  const text = String(value);
  return text.includes(".") ? text : `${text}.0`;
}

function repr(value: PyValue, depth: number): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "bigint") return value > 10n ** 40n ? "a large int" : String(value);
  if (typeof value === "string") return quote(value);
  if (value instanceof PyFloat) return floatRepr(value.value);
  if (value instanceof Uint8Array) return `b${quote(latin1(value))}`;
  if (value instanceof PyByteArray) return `bytearray(b${quote(latin1(value.bytes))})`;
  if (value instanceof PyGlobal) return show(value.path);
  if (depth >= MAX_DEPTH) return "…";
  if (Array.isArray(value)) return `[${list(value, depth)}]`;
  if (value instanceof PyTuple) {
    return `(${list(value.items, depth)}${value.items.length === 1 ? "," : ""})`;
  }
  if (value instanceof PySet) return `{${list(value.items, depth)}}`;
  if (value instanceof Map) return `{${entries(value, depth)}}`;
  if (value instanceof PyObject) return `${show(value.global.name)}(${list(value.args, depth)})`;
  return `<${value.kind}>`;
}

function list(items: readonly PyValue[], depth: number): string {
  const shown = items.slice(0, MAX_ITEMS).map((item) => repr(item, depth + 1));
  return shown.join(", ") + (items.length > MAX_ITEMS ? ", …" : "");
}

function entries(dict: ReadonlyMap<PyValue, PyValue>, depth: number): string {
  const shown: string[] = [];
  for (const [key, value] of dict) {
    if (shown.length === MAX_ITEMS) return `${shown.join(", ")}, …`;
    shown.push(`${repr(key, depth + 1)}: ${repr(value, depth + 1)}`);
  }
  return shown.join(", ");
}

function quote(text: string): string {
  const shown = show(text);
  return shown.includes("'") && !shown.includes('"')
    ? `"${shown}"`
    : `'${shown.replaceAll("'", "\\'")}'`;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 130)).toString(
    "latin1",
  );
}
