// Decimal numbers straight from bytes, where that is exact; everything else is left to `Number`.

import { exactPowers, maxPower, readLongDecimal } from "./long-decimal.ts";

const exactLimit = 2 ** 53;
const maxExponent = 10_000;

/**
 * The number that `bytes[start]` to `bytes[end - 1]` write as a plain decimal: a sign, digits with one point, an exponent.
 * NaN for everything else, and for the few whose nearest float takes more than one rounding to find: they want `Number`.
 *
 * An integer below 2^53 times or divided by a power of ten up to 10^22 is rounded once, hence correctly.
 *
 * @see W. D. Clinger, "How to read floating point numbers accurately" (1990)
 */
export function readDecimal(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  if (at >= end) return Number.NaN;
  const sign = bytes[at];
  if (sign === 0x2d || sign === 0x2b) at++;
  const first = at;
  let mantissa = 0;
  let byte = 0;
  for (; at < end; at++) {
    byte = (bytes[at] ?? 0) - 0x30;
    if (byte >>> 0 > 9) break;
    mantissa = mantissa * 10 + byte;
  }
  let digits = at - first;
  let power = 0;
  // A point is -2 from "0".
  if (at < end && byte === -2) {
    const point = ++at;
    for (; at < end; at++) {
      byte = (bytes[at] ?? 0) - 0x30;
      if (byte >>> 0 > 9) break;
      mantissa = mantissa * 10 + byte;
    }
    power = point - at;
    digits -= power;
  }
  if (digits === 0) return Number.NaN;
  let exponent = 0;
  if (at < end) {
    const written = readExponent(bytes, at, end);
    if (written === null) return Number.NaN;
    exponent = written;
  }
  // A mantissa at or beyond the limit has come there in steps that may have rounded.
  const value =
    mantissa < exactLimit
      ? scaled(mantissa, power + exponent)
      : readLongDecimal(bytes, first, at, exponent);
  return sign === 0x2d ? -value : value;
}

/** An exact integer times a power of ten. */
function scaled(mantissa: number, power: number): number {
  if (power === 0) return mantissa;
  if (power < 0)
    return power < -maxPower ? Number.NaN : mantissa / (exactPowers[-power] ?? Number.NaN);
  return power > maxPower ? Number.NaN : mantissa * (exactPowers[power] ?? Number.NaN);
}

/** The power of ten of `e-7`; null when it is none. */
function readExponent(bytes: Uint8Array, start: number, end: number): number | null {
  let at = start + 1;
  if (((bytes[start] ?? 0) | 0x20) !== 0x65 || at >= end) return null;
  const sign = bytes[at];
  if (sign === 0x2d || sign === 0x2b) at++;
  if (at >= end) return null;
  let exponent = 0;
  for (; at < end; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit >>> 0 > 9) return null;
    exponent = Math.min(exponent * 10 + digit, maxExponent);
  }
  return sign === 0x2d ? -exponent : exponent;
}
