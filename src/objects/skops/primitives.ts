// Values that a schema holds as texts: JSON of one scalar, and the keys of dicts with their Python classes.

import { PyFloat, type PyValue } from "../values.ts";
import { malformed, type SchemaNode } from "./schema-node.ts";

const maxDigits = 4400;

/** The scalar that Python's `json.dumps` wrote: 5 is an int, 5.0 a float. @throws SKOPS_MALFORMED */
export function parseScalar(text: string, where: string): PyValue {
  switch (text) {
    case "null":
      return null;
    case "true":
      return true;
    case "false":
      return false;
    case "NaN":
      return new PyFloat(Number.NaN);
    case "Infinity":
      return new PyFloat(Infinity);
    case "-Infinity":
      return new PyFloat(-Infinity);
  }
  if (text.startsWith('"')) return parseText(text, where);
  if (text.length > maxDigits) throw malformed(where, "a number is too long");
  if (/^-?\d+$/.test(text)) return parseInteger(text);
  if (/^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text)) return new PyFloat(Number(text));
  throw malformed(where, "its content is no JSON of one value");
}

function parseText(text: string, where: string): string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "string") return value;
  } catch {
    // Falls through to the error.
  }
  throw malformed(where, "its content is no JSON text");
}

function parseInteger(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

/** A key of a dict, which JSON has as a text, as its Python class. @param type  the node of the class */
export function parseKey(key: string, type: SchemaNode): PyValue {
  const { path } = type;
  if (path === "builtins.str" || path === "numpy.str_") return key;
  if (path === "builtins.int" || /^numpy\.u?int(8|16|32|64)$/.test(path)) {
    if (/^-?\d{1,30}$/.test(key)) return parseInteger(key);
  } else if (path === "builtins.float" || /^numpy\.float(16|32|64)$/.test(path)) {
    const value = parseScalar(key, type.where);
    if (value instanceof PyFloat) return value;
    if (typeof value === "number") return new PyFloat(value);
  } else if (path === "builtins.bool" || path === "numpy.bool_" || path === "numpy.bool") {
    if (key === "true" || key === "false") return key === "true";
  } else if (path === "builtins.NoneType" && key === "null") return null;
  throw type.malformed(`a key ${JSON.stringify(key.slice(0, 40))} is no ${path.slice(0, 60)}`);
}
