// Filters of numbers. @see jinja2/filters.py (3.1)

import { PyFloat, type PyValue } from "../objects/values.ts";
import { calculate } from "../python/arithmetic.ts";
import { absolute, round, toFloat, toInt } from "../python/conversions.ts";
import { PythonException } from "../python/exception.ts";
import { fixedDigits } from "../python/floats.ts";
import { textOf } from "../python/instance.ts";
import { type Int, intOfNumber } from "../python/integers.ts";
import { isTrue } from "../python/truth.ts";
import type { FilterCode } from "./context.ts";
import { filterError, wholeNumber } from "./filter-arguments.ts";

export const numberFilters: readonly (readonly [string, FilterCode])[] = [
  ["abs", { signature: [], run: absolute }],
  ["filesizeformat", { signature: ["binary?"], run: fileSize }],
  ["float", { signature: ["default?"], run: asFloat }],
  ["int", { signature: ["default?", "base?"], run: asInt }],
  ["round", { signature: ["precision?", "method?"], run: rounded }],
];

function asFloat(
  value: PyValue,
  [usual = new PyFloat(0)]: readonly (PyValue | undefined)[],
): PyValue {
  return attempt(() => new PyFloat(toFloat(value))) ?? usual;
}

/** "42.23" is 42, what is no number the default. */
function asInt(value: PyValue, [usual = 0, base = 10]: readonly (PyValue | undefined)[]): PyValue {
  const radix = textOf(value) === undefined ? 10 : wholeNumber(base, 10);
  return attempt(() => toInt(value, radix)) ?? attempt(() => truncate(toFloat(value))) ?? usual;
}

function truncate(value: number): Int {
  return toInt(new PyFloat(value));
}

/** Null where Python raises TypeError, ValueError (or OverflowError, which newer versions of Jinja catch too). */
function attempt<Result>(run: () => Result): Result | null {
  try {
    return run();
  } catch (error) {
    const caught = ["TypeError", "ValueError", "OverflowError"];
    if (error instanceof PythonException && caught.includes(error.type)) return null;
    throw error;
  }
}

function rounded(
  value: PyValue,
  [precision = 0, method = "common"]: readonly (PyValue | undefined)[],
): PyValue {
  if (method === "common") return round(value, precision);
  if (method !== "ceil" && method !== "floor") {
    throw filterError("method must be common, ceil or floor");
  }
  const unit = calculate("**", 10, precision);
  const scaled = toFloat(calculate("*", value, unit));
  const whole = intOfNumber(method === "ceil" ? Math.ceil(scaled) : Math.floor(scaled));
  return calculate("/", whole, unit);
}

const prefixes = ["k", "M", "G", "T", "P", "E", "Z", "Y"];

function fileSize(value: PyValue, [binary = false]: readonly (PyValue | undefined)[]): PyValue {
  const bytes = toFloat(value);
  const two = isTrue(binary);
  const base = two ? 1024 : 1000;
  if (bytes === 1) return "1 Byte";
  if (bytes < base) return `${toInt(new PyFloat(bytes))} Bytes`;
  const index = prefixes.findIndex((_, i) => bytes < base ** (i + 2));
  const power = index < 0 ? prefixes.length - 1 : index;
  const prefix = prefixes[power] ?? "";
  const name = two ? `${prefix.toUpperCase()}iB` : `${prefix}B`;
  return `${fixedDigits((base * bytes) / base ** (power + 2), 1)} ${name}`;
}
