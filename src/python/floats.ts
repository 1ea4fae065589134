// Doubles in decimal, exactly: every digit is computed from the double's own value, ties go to even, as C's printf and
// Python's dtoa do it.

import { floatRepr } from "../objects/python-repr.ts";

/** A finite double as sign, whole significand and power of two. */
function partsOf(value: number): { negative: boolean; significand: bigint; power: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & ((1n << 52n) - 1n);
  return {
    negative: bits >> 63n === 1n,
    significand: exponent === 0 ? fraction : fraction | (1n << 52n),
    power: (exponent === 0 ? 1 : exponent) - 1075,
  };
}

/** |value| × 10^digits as a whole number, ties to even; digits may be negative. */
function scaledDigits(value: number, digits: number): bigint {
  const { significand, power } = partsOf(value);
  let numerator = significand;
  let denominator = 1n;
  if (digits >= 0) numerator *= 10n ** BigInt(digits);
  else denominator *= 10n ** BigInt(-digits);
  if (power >= 0) numerator <<= BigInt(power);
  else denominator <<= BigInt(-power);
  const quotient = numerator / denominator;
  const rest = 2n * (numerator % denominator);
  const up = rest > denominator || (rest === denominator && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

/** Beyond these powers of ten a double has no digits left or is 0; they bound the work. */
const mostDigits = 1100;

/** Digits of |value| with `precision` places after the point, as `%.{precision}f`; without sign. */
export function fixedDigits(value: number, precision: number): string {
  const places = Math.min(precision, mostDigits);
  const digits = scaledDigits(value, places)
    .toString()
    .padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  if (precision === 0) return whole;
  return `${whole}.${digits.slice(digits.length - places)}${"0".repeat(precision - places)}`;
}

/** The `precision + 1` first digits of |value| and its decimal exponent. */
export function exponentDigits(value: number, precision: number): readonly [string, number] {
  const places = Math.min(precision, mostDigits);
  const fill = "0".repeat(precision - places);
  if (value === 0) return [`${"0".repeat(places + 1)}${fill}`, 0];
  let exponent = Math.floor(Math.log10(Math.abs(value)));
  let digits = scaledDigits(value, places - exponent).toString();
  // The logarithm may be off by one at powers of ten, and rounding may carry.
  if (digits.length !== places + 1) {
    exponent += digits.length > places + 1 ? 1 : -1;
    digits = scaledDigits(value, places - exponent).toString();
  }
  if (digits.length > places + 1) {
    exponent += 1;
    digits = digits.slice(0, places + 1);
  }
  // 9.99…5e-08 rounds up to 1 at the exponent -7; with its own exponent it may keep its nines.
  if (/^10*$/.test(digits)) {
    const nines = scaledDigits(value, places - exponent + 1).toString();
    if (nines.length === places + 1) return [nines + fill, exponent - 1];
  }
  return [digits + fill, exponent];
}

/** `1.50e+06` of |value|, as `%.{precision}e`; without sign. */
export function exponentText(value: number, precision: number, alternate = false): string {
  const [digits, exponent] = exponentDigits(value, precision);
  return withExponent(digits, exponent, alternate);
}

function withExponent(digits: string, exponent: number, point: boolean): string {
  const fraction = digits.slice(1);
  const dot = fraction !== "" || point ? "." : "";
  const sign = exponent < 0 ? "-" : "+";
  return `${digits[0]}${dot}${fraction}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** As `%.{precision}g` of |value|: the shorter of the two forms, without trailing zeros unless `alternate`. */
export function generalText(value: number, precision: number, alternate = false): string {
  const places = precision === 0 ? 1 : precision;
  const [digits, exponent] = exponentDigits(value, places - 1);
  const kept = alternate ? digits : digits.replace(/0+$/, "") || "0";
  if (exponent < -4 || exponent >= places) return withExponent(kept, exponent, alternate);
  return placePoint(kept, exponent, alternate);
}

/** Digits d.ddd × 10^exponent written without an exponent. */
function placePoint(digits: string, exponent: number, point: boolean): string {
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = digits.slice(exponent + 1);
  return fraction === "" && !point ? whole : `${whole}.${fraction}`;
}

/**
 * `round(value, digits)` of a Python float: the double nearest to the correctly rounded decimal, ties (of the exact value) to even.
 *
 * @see Objects/floatobject.c `double_round`
 */
export function roundFloat(value: number, digits: number): number {
  if (!Number.isFinite(value) || value === 0 || digits > 323) return value;
  if (digits < -308) return value < 0 ? -0 : 0;
  const scaled = scaledDigits(value, digits).toString();
  const rounded = Number(`${scaled}e${-digits}`);
  return value < 0 ? -rounded : rounded;
}

/** The whole number nearest to a double, ties to even. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor === 0 && value < 0 ? -0 : floor;
  if (rest > 0.5) return floor + 1 === 0 ? -0 : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * `a // b` and `a % b` of floats, b ≠ 0.
 *
 * @see Objects/floatobject.c `_float_div_mod`
 */
export function divideFloats(a: number, b: number): readonly [quotient: number, rest: number] {
  let rest = a % b;
  let quotient = (a - rest) / b;
  if (rest !== 0) {
    if (b < 0 !== rest < 0) {
      rest += b;
      quotient -= 1;
    }
  } else {
    rest = b < 0 ? -0 : 0;
  }
  if (quotient === 0) return [a / b < 0 ? -0 : 0, rest];
  const floor = Math.floor(quotient);
  return [quotient - floor > 0.5 ? floor + 1 : floor, rest];
}

/**
 * `a ** b` of doubles. Whole exponents up to 64 are computed exactly and rounded once, since V8's `**` is not the C library's.
 */
export function powFloats(a: number, b: number): number {
  if (Number.isInteger(b) && Math.abs(b) <= 64 && Number.isFinite(a) && a !== 0) {
    const exact = wholePower(a, Math.abs(b), b < 0);
    if (exact !== null) return exact;
  }
  if (b === 0.5 && a > 0) return Math.sqrt(a);
  // C says 1 here, JavaScript NaN.
  if (a === 1 || (a === -1 && !Number.isFinite(b) && !Number.isNaN(b))) return 1;
  return a ** b;
}

function wholePower(a: number, n: number, inverse: boolean): number | null {
  const { negative, significand, power } = partsOf(a);
  const raised = significand ** BigInt(n);
  const sign = negative && n % 2 === 1 ? -1 : 1;
  const magnitude = inverse ? ratio(1n, raised, -power * n) : ratio(raised, 1n, power * n);
  return magnitude === null ? null : sign * magnitude;
}

/** numerator / denominator × 2^power, rounded once; null near the ends of the range, where rounding is finer. */
function ratio(numerator: bigint, denominator: bigint, power: number): number | null {
  const bits = (value: bigint) => value.toString(2).length;
  const shift = 70 - (bits(numerator) - bits(denominator));
  const top = shift > 0 ? numerator << BigInt(shift) : numerator;
  const bottom = shift < 0 ? denominator << BigInt(-shift) : denominator;
  const quotient = ((top / bottom) << 1n) | (top % bottom === 0n ? 0n : 1n);
  const exponent = power - shift - 1;
  if (Math.abs(exponent + 71) > 950) return null;
  const half = Math.trunc(exponent / 2);
  return Number(quotient) * 2 ** half * 2 ** (exponent - half);
}

/** A float32 as numpy's str writes it: the fewest digits that name it. */
export function float32Repr(value: number): string {
  if (!Number.isFinite(value) || value === 0) return floatRepr(value);
  const magnitude = Number(shortestFloat32(Math.abs(value)));
  return floatRepr(value < 0 ? -magnitude : magnitude);
}

/** The shortest decimal that rounds to a positive float32; of two that are as near, the even one. */
export function shortestFloat32(magnitude: number): string {
  let precision = 1;
  while (precision < 9 && Math.fround(Number(magnitude.toPrecision(precision))) !== magnitude) {
    precision++;
  }
  // JavaScript rounds halves up.
  const even = exponentText(magnitude, precision - 1);
  return Math.fround(Number(even)) === magnitude ? even : magnitude.toPrecision(precision);
}
