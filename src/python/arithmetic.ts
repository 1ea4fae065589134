// Python's arithmetic: ints of any size, floats, text and lists that are added and repeated, numpy's numbers.

import { NdArray, NumpyScalar } from "../objects/ndarray.ts";
import { PyFloat, PyTuple, type PyValue } from "../objects/values.ts";
import { checkCharacters, checkItems, PythonException, typeError } from "./exception.ts";
import { divideFloats, powFloats } from "./floats.ts";
import { PyInstance, textOf } from "./instance.ts";
import {
  addInts,
  divideInts,
  type Int,
  intToFloat,
  multiplyInts,
  powInts,
  subtractInts,
  trueDivideInts,
} from "./integers.ts";
import { addMarkup, isMarkup, repeatMarkup } from "./markup.ts";
import { asIndex, asNumber, clampIndex, type PyNumber } from "./numbers.ts";
import { elementwise } from "./numpy-elementwise.ts";
import { numpyResult } from "./numpy-types.ts";
import { percentFormat } from "./percent-format.ts";
import { typeName } from "./type-name.ts";

export type Operator = "+" | "-" | "*" | "/" | "//" | "%" | "**";

/** `a operator b`. @throws PythonException TypeError, ZeroDivisionError, OverflowError; BudgetExceeded */
export function calculate(operator: Operator, a: PyValue, b: PyValue): PyValue {
  if (typeof a === "number" && typeof b === "number") return intResult(operator, a, b);
  if (a instanceof NdArray || b instanceof NdArray) {
    if (textOf(a) === undefined) return elementwise(a, b, (x, y) => calculate(operator, x, y));
  }
  const x = asNumber(a);
  const y = asNumber(b);
  if (x !== null && y !== null) {
    return a instanceof NumpyScalar || b instanceof NumpyScalar
      ? numpyCalculate(operator, a, b, x, y)
      : numberResult(operator, x, y);
  }
  return sequenceResult(operator, a, b) ?? refuse(operator, a, b);
}

/** `-a` or `+a`. @throws PythonException TypeError */
export function negate(sign: "-" | "+", a: PyValue): PyValue {
  if (asNumber(a) !== null) {
    if (sign === "-") return calculate("*", a, -1);
    return typeof a === "boolean" ? Number(a) : a;
  }
  if (a instanceof NdArray) return calculate("*", a, sign === "-" ? -1 : 1);
  const refusal = a instanceof PyInstance ? a.refusal() : null;
  throw refusal ?? typeError(`bad operand type for unary ${sign}: '${typeName(a)}'`);
}

function numberResult(operator: Operator, x: PyNumber, y: PyNumber): PyValue {
  if (x.kind === "int" && y.kind === "int") return intResult(operator, x.value, y.value);
  return floatResult(operator, floatOf(x), floatOf(y));
}

function floatOf(number: PyNumber): number {
  return number.kind === "float" ? number.value : intToFloat(number.value);
}

function intResult(operator: Operator, a: Int, b: Int): PyValue {
  switch (operator) {
    case "+":
      return addInts(a, b);
    case "-":
      return subtractInts(a, b);
    case "*":
      return multiplyInts(a, b);
    case "/":
      return new PyFloat(trueDivideInts(a, b));
    case "//":
      return divideInts(a, b)[0];
    case "%":
      return divideInts(a, b)[1];
    case "**":
      return b < 0 ? floatResult("**", intToFloat(a), intToFloat(b)) : powInts(a, b);
  }
}

function floatResult(operator: Operator, a: number, b: number): PyFloat {
  if (b === 0 && (operator === "/" || operator === "//" || operator === "%")) {
    const messages = {
      "/": "float division by zero",
      "//": "float floor division by zero",
      "%": "float modulo",
    };
    throw new PythonException("ZeroDivisionError", messages[operator]);
  }
  if (operator === "**") return new PyFloat(floatPower(a, b));
  return new PyFloat(ieeeResult(operator, a, b));
}

function ieeeResult(operator: Exclude<Operator, "**">, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "//":
      return divideFloats(a, b)[0];
    case "%":
      return divideFloats(a, b)[1];
  }
}

function floatPower(a: number, b: number): number {
  if (a === 0 && b < 0) {
    throw new PythonException("ZeroDivisionError", "0.0 cannot be raised to a negative power");
  }
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b)) {
    throw typeError("a negative number to a broken power is complex, which is not calculated here");
  }
  const power = powFloats(a, b);
  if (!Number.isFinite(power) && Number.isFinite(a) && Number.isFinite(b)) {
    throw new PythonException("OverflowError", "(34, 'Numerical result out of range')");
  }
  return power;
}

/** numpy's scalars give infinities and NaN where Python raises. */
function numpyCalculate(operator: Operator, a: PyValue, b: PyValue, x: PyNumber, y: PyNumber) {
  const integers = x.kind === "int" && y.kind === "int" && operator !== "/";
  if (integers && !(y.value === 0 && (operator === "//" || operator === "%"))) {
    if (operator === "**" && y.value < 0) {
      throw new PythonException(
        "ValueError",
        "Integers to negative integer powers are not allowed.",
      );
    }
    return numpyResult(a, b, intResult(operator, x.value, y.value));
  }
  if (integers) return numpyResult(a, b, 0);
  const [left, right] = [floatOf(x), floatOf(y)];
  const result = operator === "**" ? powFloats(left, right) : ieeeResult(operator, left, right);
  return numpyResult(a, b, new PyFloat(right === 0 && operator === "//" ? left / right : result));
}

function sequenceResult(operator: Operator, a: PyValue, b: PyValue): PyValue | null {
  if (operator === "%" && textOf(a) !== undefined) return percentFormat(a, b);
  if (operator === "+") return sum(a, b);
  if (operator !== "*") return null;
  const times = asIndex(b);
  if (times !== null) return repeated(a, times);
  const count = asIndex(a);
  return count === null ? null : repeated(b, count);
}

function sum(a: PyValue, b: PyValue): PyValue | null {
  const text = textOf(a);
  const other = textOf(b);
  if (text !== undefined && other !== undefined) {
    checkCharacters(text.length + other.length);
    return isMarkup(a) || isMarkup(b) ? addMarkup(a, b) : text + other;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    checkItems(a.length + b.length);
    return [...a, ...b];
  }
  if (a instanceof PyTuple && b instanceof PyTuple) {
    checkItems(a.items.length + b.items.length);
    return new PyTuple([...a.items, ...b.items]);
  }
  return null;
}

function repeated(value: PyValue, times: Int): PyValue | null {
  const count = Math.max(0, clampIndex(times));
  const text = textOf(value);
  if (text !== undefined) {
    checkCharacters(text.length * count);
    return isMarkup(value) ? repeatMarkup(text, count) : text.repeat(text === "" ? 0 : count);
  }
  const items = value instanceof PyTuple ? value.items : value;
  if (!Array.isArray(items)) return null;
  checkItems(items.length * count);
  const all = items.length === 0 ? [] : Array.from({ length: count }, () => items).flat(1);
  return value instanceof PyTuple ? new PyTuple(all) : all;
}

function refuse(operator: Operator, a: PyValue, b: PyValue): never {
  for (const side of [a, b]) {
    const refusal = side instanceof PyInstance ? side.refusal() : null;
    if (refusal !== null) throw refusal;
  }
  const text = textOf(a);
  if (operator === "+" && text !== undefined) {
    throw typeError(`can only concatenate str (not "${typeName(b)}") to str`);
  }
  const sign = operator === "**" ? "** or pow()" : operator;
  throw typeError(`unsupported operand type(s) for ${sign}: '${typeName(a)}' and '${typeName(b)}'`);
}
