// Python's ints: a JavaScript number where it is safe, a bigint beyond. Results come back in the same form.

import { BudgetExceeded, PythonException, valueError } from "./exception.ts";

export type Int = number | bigint;

/** Python (3.11) does not write ints of more digits either. */
const maxDigits = 4300;
const maxBits = 65_536;

/** The smallest form of a whole number. */
export function normalInt(value: bigint): Int {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

export function isInt(value: unknown): value is Int {
  return typeof value === "number" || typeof value === "bigint";
}

/** A whole float as an int. */
export function intOfNumber(value: number): Int {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  return BigInt(value);
}

export function addInts(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return bounded(BigInt(a) + BigInt(b));
}

export function subtractInts(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return bounded(BigInt(a) - BigInt(b));
}

export function multiplyInts(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product;
  }
  return bounded(BigInt(a) * BigInt(b));
}

/** `a // b` and `a % b`: the quotient rounded down, the rest with the divisor's sign. */
export function divideInts(a: Int, b: Int): readonly [quotient: Int, rest: Int] {
  if (b === 0) {
    throw new PythonException("ZeroDivisionError", "integer division or modulo by zero");
  }
  const dividend = BigInt(a);
  const divisor = BigInt(b);
  let quotient = dividend / divisor;
  let rest = dividend % divisor;
  if (rest !== 0n && rest < 0n !== divisor < 0n) {
    quotient -= 1n;
    rest += divisor;
  }
  return [normalInt(quotient), normalInt(rest)];
}

/** `a / b`, rounded once. @throws PythonException ZeroDivisionError, OverflowError */
export function trueDivideInts(a: Int, b: Int): number {
  if (b === 0) throw new PythonException("ZeroDivisionError", "division by zero");
  if (typeof a === "number" && typeof b === "number") return a / b;
  const quotient = bigQuotient(BigInt(a), BigInt(b));
  if (!Number.isFinite(quotient)) {
    throw new PythonException("OverflowError", "integer division result too large for a float");
  }
  return quotient;
}

/** A quotient to 66 or more bits and a sticky one: `Number` then rounds it to the nearest double. */
function bigQuotient(a: bigint, b: bigint): number {
  const negative = a < 0n !== b < 0n;
  const dividend = a < 0n ? -a : a;
  const divisor = b < 0n ? -b : b;
  const shift = Math.max(0, bitLength(divisor) - bitLength(dividend) + 66);
  const shifted = dividend << BigInt(shift);
  const quotient = shifted / divisor;
  const sticky = shifted % divisor === 0n ? 0n : 1n;
  const rounded = Number((quotient << 1n) | sticky);
  const power = -shift - 1;
  const scaled = power < -1000 ? rounded * 2 ** -1000 * 2 ** (power + 1000) : rounded * 2 ** power;
  return negative ? -scaled : scaled;
}

/** `a ** b` for b ≥ 0. @throws BudgetExceeded for results of more than 65,536 bits */
export function powInts(a: Int, b: Int): Int {
  const base = BigInt(a);
  if (base === 0n || base === 1n || b === 0) return b === 0 ? 1 : Number(base);
  if (base === -1n) return BigInt(b) % 2n === 0n ? 1 : -1;
  if ((bitLength(base < 0n ? -base : base) - 1) * Number(b) > maxBits) tooLarge();
  return normalInt(base ** BigInt(b));
}

export function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(16).length * 4;
}

/** An int in decimal digits. @throws PythonException ValueError beyond 4300 digits, as Python 3.11 does */
export function intText(value: Int): string {
  const text = String(value);
  if (text.length - (text.startsWith("-") ? 1 : 0) > maxDigits) {
    throw valueError(
      `Exceeds the limit (${maxDigits} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
    );
  }
  return text;
}

/** An int as a float. @throws PythonException OverflowError */
export function intToFloat(value: Int): number {
  const number = Number(value);
  if (!Number.isFinite(number)) {
    throw new PythonException("OverflowError", "int too large to convert to float");
  }
  return number;
}

function bounded(value: bigint): Int {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  if (!Number.isFinite(number) && bitLength(value < 0n ? -value : value) > maxBits + 4) tooLarge();
  return value;
}

function tooLarge(): never {
  throw new BudgetExceeded(`an int would have more than ${maxBits} bits`);
}
