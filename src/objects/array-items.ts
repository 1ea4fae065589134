// From the bytes of array items to numbers and values: the formats that typed arrays do not know (half,
// x87 extended, big-endian, UTF-32, records) in one place.

import { Dtype } from "./dtype.ts";
import { PyFloat, PyGlobal, PyObject, PyTuple, type PyValue } from "./values.ts";

/** Numbers in a typed array, whatever their width. */
export type Numbers =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

const littleHost = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * Items of a numeric or bool dtype as numbers, in the order in which they lie. A view of the bytes where
 * these are aligned and in the machine's order, else one copy. 64-bit integers are rounded to the nearest
 * double, as numpy's `astype(float64)` does.
 *
 * @returns null for a dtype that is not numeric (or complex), or items that are not valid numbers
 */
export function numbersOf(dtype: Dtype, bytes: Uint8Array): Numbers | null {
  const { code, itemSize } = dtype;
  if (code === "b") return Uint8Array.from(bytes, (byte) => (byte === 0 ? 0 : 1));
  if (code !== "f" && code !== "i" && code !== "u") return null;
  if (itemSize > 8) return extendedNumbers(dtype, bytes);
  const native = inMachineOrder(bytes, itemSize, dtype.littleEndian);
  const { buffer, byteOffset } = native;
  const count = native.length / itemSize;
  switch (`${code}${itemSize}`) {
    case "f8":
      return new Float64Array(buffer, byteOffset, count);
    case "f4":
      return new Float32Array(buffer, byteOffset, count);
    case "f2":
      return Float32Array.from(new Uint16Array(buffer, byteOffset, count), halfToNumber);
    case "i8":
      return longNumbers(new Int32Array(buffer, byteOffset, 2 * count), true);
    case "u8":
      return longNumbers(new Int32Array(buffer, byteOffset, 2 * count), false);
    case "i4":
      return new Int32Array(buffer, byteOffset, count);
    case "u4":
      return new Uint32Array(buffer, byteOffset, count);
    case "i2":
      return new Int16Array(buffer, byteOffset, count);
    case "u2":
      return new Uint16Array(buffer, byteOffset, count);
    case "i1":
      return new Int8Array(buffer, byteOffset, count);
    default:
      return native;
  }
}

/** The same bytes, aligned to their item and in the machine's byte order: a view or one copy. */
function inMachineOrder(bytes: Uint8Array, itemSize: number, littleEndian: boolean): Uint8Array {
  if (littleEndian === littleHost || itemSize === 1) {
    return bytes.byteOffset % itemSize === 0 ? bytes : bytes.slice();
  }
  const swapped = new Uint8Array(bytes.length);
  for (let start = 0; start < bytes.length; start += itemSize) {
    for (let i = 0; i < itemSize; i++) swapped[start + i] = bytes[start + itemSize - 1 - i] ?? 0;
  }
  return swapped;
}

function longNumbers(halves: Int32Array, signed: boolean): Float64Array {
  const numbers = new Float64Array(halves.length / 2);
  const low = littleHost ? 0 : 1;
  for (let i = 0; i < numbers.length; i++) {
    const high = halves[2 * i + 1 - low] ?? 0;
    numbers[i] = (signed ? high : high >>> 0) * 2 ** 32 + ((halves[2 * i + low] ?? 0) >>> 0);
  }
  return numbers;
}

/** A float16, exactly. @see IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

function extendedNumbers(dtype: Dtype, bytes: Uint8Array): Float64Array | null {
  if (!dtype.littleEndian) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = new Float64Array(bytes.length / dtype.itemSize);
  for (let i = 0; i < numbers.length; i++) {
    const number = extendedToNumber(view, i * dtype.itemSize);
    if (number === null) return null;
    numbers[i] = number;
  }
  return numbers;
}

/**
 * An x87 extended number as the nearest double, ties to even; null when no x87 would write such bits
 * (another machine's long double).
 *
 * @see Intel SDM vol. 1, 4.2.2: 64 bits significand with an explicit integer bit, 15 exponent, 1 sign
 */
function extendedToNumber(view: DataView, position: number): number | null {
  const significand = view.getBigUint64(position, true);
  const head = view.getUint16(position + 8, true);
  const sign = head & 0x8000 ? -1 : 1;
  const exponent = head & 0x7fff;
  if (exponent === 0) return sign * 0; // below 2^-16382: zero as a double
  if (significand >> 63n === 0n) return null;
  if (exponent === 0x7fff) return significand << 1n === 1n << 64n ? sign * Infinity : Number.NaN;
  const power = exponent - 16383 - 63;
  // Bits that the double cannot keep: 11, or more where the result is subnormal (below 2^-1022).
  const dropped = Math.min(Math.max(11, -1074 - power), 65);
  return sign * scale(roundedShift(significand, BigInt(dropped)), power + dropped);
}

function roundedShift(value: bigint, bits: bigint): number {
  const rest = value & ((1n << bits) - 1n);
  const half = 1n << (bits - 1n);
  const kept = value >> bits;
  const up = rest > half || (rest === half && (kept & 1n) === 1n);
  return Number(up ? kept + 1n : kept);
}

/** number × 2^power without rounding twice; Infinity beyond the doubles. */
function scale(number: number, power: number): number {
  if (number === 0 || power > 1024) return number === 0 ? 0 : Infinity;
  const first = Math.trunc(power / 2);
  return number * 2 ** first * 2 ** (power - first);
}

/**
 * One item as a Python value: int, float, bool, str and bytes without their trailing NULs, a tuple for a
 * record, the count of its dtype's units for datetime64 and timedelta64 (null for NaT).
 *
 * @param bytes  exactly the item
 * @returns undefined for an item that is not valid (a code point beyond Unicode)
 */
export function itemValue(dtype: Dtype, bytes: Uint8Array): PyValue | undefined {
  switch (dtype.code) {
    case "i":
    case "u":
      return integerValue(dtype, bytes);
    case "b":
      return bytes[0] !== 0;
    case "f": {
      const number = numbersOf(dtype, bytes)?.[0];
      return number === undefined ? undefined : new PyFloat(number);
    }
    case "U":
      return textValue(dtype, bytes);
    case "S": {
      let end = bytes.length;
      while (end > 0 && bytes[end - 1] === 0) end--;
      return bytes.subarray(0, end);
    }
    case "M":
    case "m": {
      const ticks = integerValue(dtype, bytes);
      return ticks === -(2n ** 63n) ? null : ticks;
    }
    case "c":
      return complexValue(dtype, bytes);
    case "V":
      return recordValue(dtype, bytes);
    case "O":
      return undefined;
  }
}

function integerValue(dtype: Dtype, bytes: Uint8Array): number | bigint {
  if (dtype.itemSize < 8 && dtype.code !== "M" && dtype.code !== "m") {
    return numbersOf(dtype, bytes)?.[0] ?? 0;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const exact =
    dtype.code === "u"
      ? view.getBigUint64(0, dtype.littleEndian)
      : view.getBigInt64(0, dtype.littleEndian);
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : exact;
}

const codePoints = {
  little: new Dtype("u", 4, true, 0),
  big: new Dtype("u", 4, false, 0),
} as const;

function textValue(dtype: Dtype, bytes: Uint8Array): string | undefined {
  const points = numbersOf(dtype.littleEndian ? codePoints.little : codePoints.big, bytes);
  let length = points?.length ?? 0;
  while (length > 0 && points?.[length - 1] === 0) length--;
  const text: string[] = [];
  for (let start = 0; start < length; start += 1024) {
    const part = points?.subarray(start, Math.min(length, start + 1024)) ?? [];
    if (part.some((point) => point > 0x10ffff)) return undefined;
    text.push(String.fromCodePoint(...part));
  }
  return text.join("");
}

/** A complex number, as Python's own. */
function complexValue(dtype: Dtype, bytes: Uint8Array): PyValue | undefined {
  const part = new Dtype("f", dtype.itemSize / 2, dtype.littleEndian, dtype.offset);
  const [real, imaginary] = numbersOf(part, bytes) ?? [];
  if (real === undefined || imaginary === undefined) return undefined;
  const complex = new PyGlobal("builtins", "complex", dtype.offset);
  return new PyObject(complex, [new PyFloat(real), new PyFloat(imaginary)], dtype.offset);
}

/** A record as the tuple of its fields, a subarray as the tuple of its items, else the bare bytes. */
function recordValue(dtype: Dtype, bytes: Uint8Array): PyValue | undefined {
  const values: PyValue[] = [];
  for (const [part, start] of partsOf(dtype) ?? []) {
    const value = itemValue(part, bytes.subarray(start, start + part.itemSize));
    if (value === undefined) return undefined;
    values.push(value);
  }
  return dtype.fields || dtype.subarray ? new PyTuple(values) : bytes;
}

/** Parts of an item and where they begin. Nested at most as deep as a dtype may be. */
function partsOf(dtype: Dtype): (readonly [Dtype, number])[] | null {
  if (dtype.fields) return dtype.fields.map((field) => [field.dtype, field.offset]);
  if (!dtype.subarray) return null;
  const { base } = dtype.subarray;
  const count = dtype.itemSize / base.itemSize;
  return Array.from({ length: count }, (_, i) => [base, i * base.itemSize]);
}

/** The bytes of a latin-1 string; null when it has other characters. */
export function latin1Bytes(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 255) return null;
    bytes[i] = code;
  }
  return bytes;
}
