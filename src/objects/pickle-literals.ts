// The forms in which pickles write numbers; strict, where Python is lenient without need: no spaces, no
// underscores, no plus sign before an int, no zeros before its digits.

import { PyFloat } from "./values.ts";

// Python refuses to convert longer decimal text (sys.int_info.default_max_str_digits).
const MAX_DIGITS = 4300;
const integerText = /^(0|-?[1-9]\d*)$/;
const floatText = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
// Longer than any float's repr; also keeps the pattern's work small.
const MAX_FLOAT_TEXT = 400;

/** A number of the int kind: a `number` while that is exact, else a `bigint`. */
export function pyInt(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

/** Decimal text → int; null when it is none, or is longer than Python takes. */
export function parseInteger(text: string): number | bigint | null {
  if (text.length > MAX_DIGITS + 1 || !integerText.test(text)) return null;
  if (text.length > MAX_DIGITS && !text.startsWith("-")) return null;
  const small = Number(text);
  return Number.isSafeInteger(small) ? small : BigInt(text);
}

/** INT's line: an int, or a bool written as `00` or `01`. */
export function parseIntLine(text: string): number | bigint | boolean | null {
  if (text === "00") return false;
  return text === "01" ? true : parseInteger(text);
}

/**
 * FLOAT's line, as Python's repr writes it: `0.1`, `1e-05`, `inf`, `-inf`, `nan`; null for anything else and, as
 * in Python, for digits beyond the largest float.
 */
export function parseFloatLine(text: string): PyFloat | null {
  if (text.length <= MAX_FLOAT_TEXT && floatText.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? new PyFloat(value) : null;
  }
  const special = /^([+-]?)(nan|inf|infinity)$/i.exec(text);
  if (special === null) return null;
  const [, sign, word] = special;
  const value = word?.toLowerCase() === "nan" ? Number.NaN : Number.POSITIVE_INFINITY;
  return new PyFloat(sign === "-" ? -value : value);
}

/** Little-endian two's complement of any length, as LONG1 and LONG4 have it; no bytes are 0. */
export function decodeLong(bytes: Uint8Array): number | bigint {
  if (bytes.length === 0) return 0;
  const hex = Buffer.from(bytes).reverse().toString("hex");
  const unsigned = BigInt(`0x${hex}`);
  const negative = (bytes[bytes.length - 1] ?? 0) & 0x80;
  return pyInt(negative ? unsigned - (1n << BigInt(8 * bytes.length)) : unsigned);
}
