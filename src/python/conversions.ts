// `int(x)`, `float(x)`, `round(x)`, `abs(x)`.

import { NdArray, NumpyScalar } from "../objects/ndarray.ts";
import { numberOf, PyFloat, type PyValue } from "../objects/values.ts";
import { PythonException, typeError, valueError } from "./exception.ts";
import { roundFloat, roundHalfEven } from "./floats.ts";
import { PyInstance, textOf } from "./instance.ts";
import {
  divideInts,
  type Int,
  intOfNumber,
  intToFloat,
  multiplyInts,
  normalInt,
  powInts,
  subtractInts,
} from "./integers.ts";
import { asIndex, asNumber, clampIndex } from "./numbers.ts";
import { arrayItem } from "./numpy-item.ts";
import { makeScalar } from "./numpy-make.ts";
import { toRepr } from "./printing.ts";
import { stripEnd, stripStart } from "./text-split.ts";
import { typeName } from "./type-name.ts";

/** `int(x)`. @throws PythonException TypeError, ValueError, OverflowError */
export function toInt(value: PyValue, base = 10): Int {
  const text = textOf(value);
  if (text !== undefined) return parseInteger(text, base);
  const number = asNumber(single(value));
  if (number === null)
    throw notANumber(
      "int() argument must be a string, a bytes-like object or a real number",
      value,
    );
  return number.kind === "int" ? number.value : truncated(number.value);
}

/** `float(x)`. @throws PythonException TypeError, ValueError, OverflowError */
export function toFloat(value: PyValue): number {
  const text = textOf(value);
  if (text !== undefined) return parseFloatText(text);
  const number = asNumber(single(value));
  if (number === null)
    throw notANumber("float() argument must be a string or a real number", value);
  return number.kind === "float" ? number.value : intToFloat(number.value);
}

function truncated(value: number): Int {
  if (Number.isNaN(value)) throw valueError("cannot convert float NaN to integer");
  if (!Number.isFinite(value)) {
    throw new PythonException("OverflowError", "cannot convert float infinity to integer");
  }
  return intOfNumber(Math.trunc(value));
}

/** numpy's arrays of one item convert as the item does. */
function single(value: PyValue): PyValue {
  if (!(value instanceof NdArray)) return value;
  if (value.size === 1) return arrayItem(value, 0);
  throw typeError("only size-1 arrays can be converted to Python scalars");
}

function notANumber(message: string, value: PyValue): PythonException {
  const refusal = value instanceof PyInstance ? value.refusal() : null;
  return refusal ?? typeError(`${message}, not '${typeName(value)}'`);
}

const prefixes: ReadonlyMap<number, string> = new Map([
  [2, "b"],
  [8, "o"],
  [16, "x"],
]);

function parseInteger(text: string, base: number): Int {
  const bad = () => valueError(`invalid literal for int() with base ${base}: ${toRepr(text)}`);
  if (base !== 0 && (base < 2 || base > 36))
    throw valueError("int() base must be >= 2 and <= 36, or 0");
  const [, sign = "", body = ""] = /^\s*([-+]?)([0-9a-z_]+)\s*$/i.exec(text) ?? [];
  const marked = /^0([box])_?/i.exec(body);
  const letter = marked?.[1]?.toLowerCase();
  const named = [...prefixes].find(([, name]) => name === letter)?.[0];
  const strip = named !== undefined && (base === 0 || base === named);
  const radix = base === 0 ? (named ?? 10) : base;
  const digits = strip ? body.slice(marked?.[0].length) : body;
  if (!/^[0-9a-z]+(_[0-9a-z]+)*$/i.test(digits)) throw bad();
  if (base === 0 && !strip && /^0+[1-9]/.test(digits)) throw bad();
  const value = radixValue(digits.replaceAll("_", "").toLowerCase(), radix);
  if (value === null) throw bad();
  return sign === "-" ? multiplyInts(value, -1) : value;
}

function radixValue(digits: string, radix: number): Int | null {
  if (digits.length > 4300) {
    throw valueError(
      `Exceeds the limit (4300 digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
    );
  }
  let value = 0n;
  for (const digit of digits) {
    const number = Number.parseInt(digit, 36);
    if (number >= radix) return null;
    value = value * BigInt(radix) + BigInt(number);
  }
  return normalInt(value);
}

function parseFloatText(text: string): number {
  const bad = () => valueError(`could not convert string to float: ${toRepr(text)}`);
  const body = stripEnd(stripStart(text, null), null);
  const odd = /^([-+]?)(nan|inf|infinity)$/i.exec(body);
  if (odd !== null) {
    if (odd[2]?.toLowerCase() === "nan") return Number.NaN;
    return odd[1] === "-" ? -Infinity : Infinity;
  }
  const digits = "\\d+(?:_\\d+)*";
  const shape = new RegExp(
    `^[-+]?(?:${digits}(?:\\.(?:${digits})?)?|\\.${digits})(?:e[-+]?${digits})?$`,
    "i",
  );
  if (!shape.test(body)) throw bad();
  return Number(body.replaceAll("_", ""));
}

/**
 * `round(x)` and `round(x, digits)`. Python's floats round correctly, numpy's scale, round and scale back.
 *
 * @throws PythonException TypeError
 */
export function round(value: PyValue, digits: PyValue = null): PyValue {
  const places = digits === null ? null : asIndex(digits);
  if (digits !== null && places === null) {
    throw typeError(`'${typeName(digits)}' object cannot be interpreted as an integer`);
  }
  const number = asNumber(value);
  if (number === null) {
    const refusal = value instanceof PyInstance ? value.refusal() : null;
    throw refusal ?? typeError(`type ${typeName(value)} doesn't define __round__ method`);
  }
  if (number.kind === "int") return sameKind(value, roundInt(number.value, places ?? 0));
  if (places === null) return truncated(roundHalfEven(number.value));
  if (value instanceof NumpyScalar) return roundNumpy(value, clampIndex(places));
  return new PyFloat(roundFloat(number.value, clampIndex(places)));
}

function sameKind(value: PyValue, rounded: Int): PyValue {
  return value instanceof NumpyScalar && value.dtype.code !== "b"
    ? makeScalar(value.dtype, rounded)
    : rounded;
}

/** Digits before the point: `round(1250, -2)` is 1200, ties to even. */
function roundInt(value: Int, digits: Int): Int {
  if (digits >= 0) return value;
  if (digits < -5000) return 0;
  const unit = powInts(10, -Number(digits));
  const [quotient, rest] = divideInts(value, unit);
  const twice = BigInt(rest) * 2n;
  const up = twice > BigInt(unit) || (twice === BigInt(unit) && BigInt(quotient) % 2n !== 0n);
  return subtractInts(multiplyInts(quotient, unit), up ? -BigInt(unit) : 0);
}

function roundNumpy(value: NumpyScalar, digits: number): PyValue {
  const single = value.dtype.itemSize < 8;
  const rounded = numpyRound(numberOf(value.value) ?? Number.NaN, digits, single);
  return makeScalar(value.dtype, new PyFloat(rounded));
}

/**
 * `round` of a numpy.float64, as `round(prediction[0], 2)` is in the tutorials: scaled, rounded half to even, scaled back. 2.675
 * gives 2.68, where Python's own float gives 2.67.
 *
 * @param single  whether it is a float32
 * @see numpy/core/src/multiarray/calculation.c `PyArray_Round`
 */
export function numpyRound(value: number, digits: number, single = false): number {
  const float = single ? Math.fround : (x: number) => x;
  const unit = float(10 ** Math.abs(digits));
  return digits >= 0
    ? float(roundHalfEven(float(value * unit)) / unit)
    : float(roundHalfEven(float(value / unit)) * unit);
}

/** `abs(x)`. @throws PythonException TypeError */
export function absolute(value: PyValue): PyValue {
  const number = asNumber(value);
  if (number === null) {
    const refusal = value instanceof PyInstance ? value.refusal() : null;
    throw refusal ?? typeError(`bad operand type for abs(): '${typeName(value)}'`);
  }
  const magnitude =
    number.kind === "float"
      ? new PyFloat(Math.abs(number.value))
      : multiplyInts(number.value, number.value < 0 ? -1 : 1);
  return value instanceof NumpyScalar ? makeScalar(value.dtype, magnitude) : magnitude;
}
