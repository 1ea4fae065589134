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
  const text = repr(value, 0, limit);
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

/** @param room  characters that anybody will see: nothing beyond them is made */
function repr(value: PyValue, depth: number, room: number): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "bigint") return isLarge(value) ? "a large int" : String(value);
  if (typeof value === "string") return quote(value);
  if (value instanceof PyFloat) return floatRepr(value.value);
  if (value instanceof Uint8Array) return `b${quote(latin1(value))}`;
  if (value instanceof PyByteArray) return `bytearray(b${quote(latin1(value.bytes))})`;
  if (value instanceof PyGlobal) return show(value.path);
  if (depth >= MAX_DEPTH || room <= 0) return "…";
  if (Array.isArray(value)) return `[${list(value, depth, room)}]`;
  if (value instanceof PyTuple) {
    return `(${list(value.items, depth, room)}${value.items.length === 1 ? "," : ""})`;
  }
  if (value instanceof PySet) return `{${list(value.items, depth, room)}}`;
  if (value instanceof Map) return `{${entries(value, depth, room)}}`;
  if (value instanceof PyObject) {
    return `${show(value.global.name)}(${list(value.args, depth, room)})`;
  }
  return `<${value.kind}>`;
}

function isLarge(value: bigint): boolean {
  return value > 10n ** 40n || value < -(10n ** 40n);
}

function list(items: readonly PyValue[], depth: number, room: number): string {
  let shown = "";
  for (const [i, item] of items.entries()) {
    if (i > 0) shown += ", ";
    if (i === MAX_ITEMS || shown.length > room) return `${shown}…`;
    shown += repr(item, depth + 1, room - shown.length);
  }
  return shown;
}

function entries(dict: ReadonlyMap<PyValue, PyValue>, depth: number, room: number): string {
  let shown = "";
  let count = 0;
  for (const [key, value] of dict) {
    if (count > 0) shown += ", ";
    if (count++ === MAX_ITEMS || shown.length > room) return `${shown}…`;
    shown += `${repr(key, depth + 1, room - shown.length)}: `;
    shown += repr(value, depth + 1, room - shown.length);
  }
  return shown;
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
