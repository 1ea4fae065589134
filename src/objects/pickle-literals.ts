// The text and integer forms in which pickles write values; strict, where Python is lenient without need.

import { PyFloat, type PyValue } from "./values.ts";

// Python refuses to convert longer decimal text (sys.int_info.default_max_str_digits).
const MAX_DIGITS = 4300;
const integerText = /^[+-]?\d+$/;
const floatText = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const escapeText = /\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|(\r?\n)|([\s\S]))/g;
const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
]);

/** A number of the int kind: a `number` while that is exact, else a `bigint`. */
export function pyInt(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

/** Decimal text → int; null when it is none, or is longer than Python takes. */
export function parseInteger(text: string): number | bigint | null {
  if (!integerText.test(text) || text.length > MAX_DIGITS) return null;
  const small = Number(text);
  return Number.isSafeInteger(small) ? small + 0 : BigInt(text.replace(/^\+/, ""));
}

/** INT's line: an int, or a bool written as `00` or `01`. */
export function parseIntLine(text: string): PyValue | undefined {
  if (text === "00") return false;
  if (text === "01") return true;
  return parseInteger(text) ?? undefined;
}

/** FLOAT's line, as Python's repr writes it: `0.1`, `1e-05`, `inf`, `-inf`, `nan`. */
export function parseFloatLine(text: string): PyFloat | null {
  if (floatText.test(text) && text.length < 1000) return new PyFloat(Number(text));
  if (text === "nan" || text === "-nan") return new PyFloat(Number.NaN);
  if (text === "inf") return new PyFloat(Number.POSITIVE_INFINITY);
  return text === "-inf" ? new PyFloat(Number.NEGATIVE_INFINITY) : null;
}

/** Little-endian two's complement of any length, as LONG1 and LONG4 have it; no bytes are 0. */
export function decodeLong(bytes: Uint8Array): number | bigint {
  if (bytes.length === 0) return 0;
  const hex = Buffer.from(bytes).reverse().toString("hex");
  const unsigned = BigInt(`0x${hex}`);
  const negative = (bytes[bytes.length - 1] ?? 0) & 0x80;
  return pyInt(negative ? unsigned - (1n << BigInt(8 * bytes.length)) : unsigned);
}

/** STRING's line: a quoted Python 2 `str` with escapes; null when it is not one. */
export function parseQuoted(line: string): string | null {
  const text = line.trimEnd();
  const quote = text[0];
  if ((quote !== "'" && quote !== '"') || text.length < 2 || !text.endsWith(quote)) return null;
  const inside = text.slice(1, -1);
  if (/\\$/.test(inside.replace(/\\\\/g, ""))) return null;
  return inside.replace(escapeText, (whole, hex, octal, newline, single) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    if (newline !== undefined) return "";
    return simpleEscapes.get(single) ?? whole;
  });
}

/** UNICODE's line: latin-1 text with `\uXXXX` and `\UXXXXXXXX` (Python's raw-unicode-escape). */
export function parseRawUnicode(line: string): string | null {
  let valid = true;
  const text = line.replace(
    /(\\+)(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[uU])/g,
    (whole, slashes: string, digits: string) => {
      if (slashes.length % 2 === 0) return whole;
      const code = digits.length > 1 ? Number.parseInt(digits.slice(1), 16) : Number.NaN;
      if (!(code <= 0x10ffff)) {
        valid = false;
        return whole;
      }
      return slashes.slice(1) + String.fromCodePoint(code);
    },
  );
  return valid ? text : null;
}
