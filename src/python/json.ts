// `json.dumps(x)`, as Flask's and Jinja's `tojson` call it.

import { NumpyScalar } from "../objects/ndarray.ts";
import { floatRepr } from "../objects/python-repr.ts";
import { PyFloat, PyTuple, type PyValue } from "../objects/values.ts";
import { checkCharacters, checkDepth, typeError } from "./exception.ts";
import { textOf } from "./instance.ts";
import { intText } from "./integers.ts";
import { sorted } from "./sorting.ts";
import { typeName } from "./type-name.ts";

/**
 * JSON with ASCII only, keys sorted. NaN and infinities are written as Python does (`NaN`), though JSON has none.
 *
 * @param indent  spaces per level, null for one line
 * @throws PythonException TypeError for what JSON cannot say, numpy's numbers among it
 */
export function dumpsJson(value: PyValue, indent: number | null = null, sortKeys = true): string {
  return dumps(value, { indent, sortKeys }, 0);
}

interface Options {
  readonly indent: number | null;
  readonly sortKeys: boolean;
}

function dumps(value: PyValue, options: Options, depth: number): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number" || typeof value === "bigint") return intText(value);
  // numpy.float64 is a float of Python's too, numpy's other numbers are not.
  if (value instanceof PyFloat) return floatJson(value.value);
  if (
    value instanceof NumpyScalar &&
    value.value instanceof PyFloat &&
    value.dtype.itemSize === 8
  ) {
    return floatJson(value.value.value);
  }
  const text = textOf(value);
  if (text !== undefined) return quoted(text);
  checkDepth(depth);
  if (Array.isArray(value)) return wrap("[]", items(value, options, depth), options, depth);
  if (value instanceof PyTuple)
    return wrap("[]", items(value.items, options, depth), options, depth);
  if (value instanceof Map) return wrap("{}", entries(value, options, depth), options, depth);
  throw typeError(`Object of type ${jsonTypeName(value)} is not JSON serializable`);
}

function jsonTypeName(value: PyValue): string {
  return typeName(value).replace(/^numpy\./, "");
}

function items(list: readonly PyValue[], options: Options, depth: number): string[] {
  return list.map((item) => dumps(item, options, depth + 1));
}

function entries(dict: ReadonlyMap<PyValue, PyValue>, options: Options, depth: number): string[] {
  const keys = [...dict.keys()];
  const ordered = options.sortKeys ? sorted(keys, (key) => key) : keys;
  return ordered.map((key) => {
    return `${quoted(keyText(key))}: ${dumps(dict.get(key) ?? null, options, depth + 1)}`;
  });
}

function keyText(key: PyValue): string {
  const text = textOf(key);
  if (text !== undefined) return text;
  if (key === null) return "null";
  if (typeof key === "boolean") return String(key);
  if (typeof key === "number" || typeof key === "bigint") return intText(key);
  if (key instanceof PyFloat) return floatJson(key.value);
  throw typeError(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

function wrap(brackets: string, parts: readonly string[], { indent }: Options, depth: number) {
  const [open = "", close = ""] = brackets;
  if (parts.length === 0) return brackets;
  checkCharacters(parts.reduce((total, part) => total + part.length + 2, 0));
  if (indent === null) return `${open}${parts.join(", ")}${close}`;
  const inner = `\n${" ".repeat(indent * (depth + 1))}`;
  return `${open}${inner}${parts.join(`,${inner}`)}\n${" ".repeat(indent * depth)}${close}`;
}

function floatJson(value: number): string {
  if (Number.isFinite(value)) return floatRepr(value);
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "Infinity" : "-Infinity";
}

/** A string with what is not ASCII as escapes of UTF-16 units. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) =>
    unit === "\u007f" ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
