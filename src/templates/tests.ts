// The tests after `is`. @see jinja2/tests.py (3.1)

import { NumpyScalar } from "../objects/ndarray.ts";
import { isHashable, PyFloat, type PyValue } from "../objects/values.ts";
import { calculate } from "../python/arithmetic.ts";
import { type Comparison, compare, contains, isSame } from "../python/comparison.ts";
import { typeError } from "../python/exception.ts";
import { Markup, PyInstance, textOf } from "../python/instance.ts";
import { iterateOrNull, PyRange } from "../python/iteration.ts";
import { asNumber } from "../python/numbers.ts";
import { toStr } from "../python/printing.ts";
import { isLower, isUpper } from "../python/text-case.ts";
import { lengthOrNull } from "../python/truth.ts";
import { typeName } from "../python/type-name.ts";
import type { TestCode } from "./context.ts";
import { filters } from "./filters.ts";
import { Undefined } from "./undefined.ts";

type Asked = (value: PyValue) => PyValue;

/** Every test by name. */
export const tests: ReadonlyMap<string, TestCode> = new Map<string, TestCode>([
  ["odd", plain((value) => compare("==", calculate("%", value, 2), 1))],
  ["even", plain((value) => compare("==", calculate("%", value, 2), 0))],
  [
    "divisibleby",
    {
      signature: ["num"],
      run: (value, [by = null]) => compare("==", calculate("%", value, by), 0),
    },
  ],
  ["defined", plain((value) => !(value instanceof Undefined))],
  ["undefined", plain((value) => value instanceof Undefined)],
  ["filter", plain((value) => filters.has(nameOf(value)))],
  ["test", plain((value) => isTestName(nameOf(value)))],
  ["none", plain((value) => value === null)],
  ["boolean", plain((value) => typeof value === "boolean")],
  ["false", plain((value) => value === false)],
  ["true", plain((value) => value === true)],
  ["integer", plain((value) => typeof value === "number" || typeof value === "bigint")],
  ["float", plain(isPythonFloat)],
  ["lower", plain((value) => isLower(toStr(value)))],
  ["upper", plain((value) => isUpper(toStr(value)))],
  ["string", plain((value) => textOf(value) !== undefined)],
  ["mapping", plain((value) => value instanceof Map)],
  ["number", plain((value) => asNumber(value) !== null)],
  ["sequence", plain(isSequence)],
  ["iterable", plain((value) => iterateOrNull(value) !== null)],
  ["callable", plain((value) => value instanceof PyInstance && value.call !== null)],
  ["sameas", { signature: ["other"], run: (value, [other = null]) => isSame(value, other) }],
  ["escaped", plain((value) => value instanceof Markup)],
  ["in", { signature: ["seq"], run: (value, [items = null]) => contains(items, value) }],
  ...comparison("==", "eq", "equalto"),
  ...comparison("!=", "ne"),
  ...comparison(">", "gt", "greaterthan"),
  ...comparison(">=", "ge"),
  ...comparison("<", "lt", "lessthan"),
  ...comparison("<=", "le"),
]);

function nameOf(value: PyValue): string {
  if (!isHashable(value)) throw typeError(`unhashable type: '${typeName(value)}'`);
  return textOf(value) ?? "";
}

function isTestName(name: string): boolean {
  return tests.has(name);
}

function plain(ask: Asked): TestCode {
  return { signature: [], run: ask };
}

function comparison(operator: Comparison, ...names: readonly string[]): [string, TestCode][] {
  const code: TestCode = {
    signature: ["other"],
    run: (value, [other = null]) => compare(operator, value, other),
  };
  return [operator, ...names].map((name) => [name, code]);
}

/** Python's float, of which numpy.float64 is one. */
function isPythonFloat(value: PyValue): boolean {
  if (value instanceof PyFloat) return true;
  return value instanceof NumpyScalar && value.dtype.code === "f" && value.dtype.itemSize === 8;
}

/** What has a length and items by position or key. */
function isSequence(value: PyValue): boolean {
  if (value instanceof Undefined || value instanceof PyRange) return true;
  if (value instanceof PyInstance && !(value instanceof Markup)) return false;
  const indexed = !(typeof value === "object" && value !== null && "frozen" in value);
  return indexed && lengthOrNull(value) !== null;
}
