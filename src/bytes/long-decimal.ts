// Decimals of up to 19 digits, such as Python prints floats with, rounded correctly in pairs of floats.

/** The largest power of ten that a float holds exactly. */
export const maxPower = 22;

/** 10^0 to 10^22. */
export const exactPowers: Float64Array = Float64Array.from({ length: maxPower + 1 }, (_, power) =>
  Number(`1e${power}`),
);

// Digits of the head of a mantissa, which a float holds exactly, and of the tail behind it.
const headDigits = 15;
const tailDigits = 4;

// 2^27 + 1 splits a float into two halves of 26 bits (Veltkamp).
const splitter = 2 ** 27 + 1;

// More than the error of the second quotient, relative to it.
const doubt = 2 ** -48;

/**
 * The float nearest to (head × 10^tailLength + tail) ÷ 10^power; NaN where the quotient lies so near to the middle between
 * two floats that pairs of floats cannot tell.
 *
 * @param head        an integer of at most 15 digits
 * @param tail        an integer of `tailLength` digits, at most 4
 * @param power       in [0, 22]
 * @see T. J. Dekker, "A floating-point technique for extending the available precision" (1971)
 */
export function longQuotient(
  head: number,
  tail: number,
  tailLength: number,
  power: number,
): number {
  // The mantissa as the exact sum of two floats: each half of the head times a power of ten is exact.
  const scale = exactPowers[tailLength] ?? 1;
  const low = head % 2 ** 25;
  const high = (head - low) * scale;
  const rest = low * scale + tail;
  const sum = high + rest;
  const error = rest - (sum - high);
  if (power === 0) return sum + error;

  const divisor = exactPowers[power] ?? 1;
  const quotient = sum / divisor;
  // What remains of the sum, exactly: the product of quotient and divisor is the sum of two floats.
  const product = quotient * divisor;
  const quotientHigh = upperHalf(quotient);
  const quotientLow = quotient - quotientHigh;
  const divisorHigh = upperHalf(divisor);
  const divisorLow = divisor - divisorHigh;
  const productError =
    quotientLow * divisorLow -
    (product - quotientHigh * divisorHigh - quotientLow * divisorHigh - quotientHigh * divisorLow);
  const remainder = sum - product - productError + error;
  const correction = remainder / divisor;
  const nearest = quotient + correction;
  const margin = correction * doubt;
  const isSure =
    quotient + (correction - margin) === nearest && quotient + (correction + margin) === nearest;
  return isSure ? nearest : Number.NaN;
}

function upperHalf(value: number): number {
  const large = value * splitter;
  return large - (large - value);
}

/**
 * The same for a decimal in bytes: digits with at most one point from `start` to `end`. NaN for more than 19 digits and for
 * powers out of range.
 *
 * @param exponent  the power of ten that follows the digits
 */
export function readLongDecimal(
  bytes: Uint8Array,
  start: number,
  end: number,
  exponent: number,
): number {
  let head = 0;
  let tail = 0;
  let digits = 0;
  let decimals = 0;
  let hasPoint = false;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit === -2) {
      hasPoint = true;
      continue;
    }
    if (hasPoint) decimals++;
    if (digits === 0 && digit === 0) continue;
    if (++digits <= headDigits) head = head * 10 + digit;
    else tail = tail * 10 + digit;
  }
  const power = decimals - exponent;
  const tailLength = digits - headDigits;
  if (tailLength < 0 || tailLength > tailDigits || power < 0 || power > maxPower) return Number.NaN;
  return longQuotient(head, tail, tailLength, power);
}
