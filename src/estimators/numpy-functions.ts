// The functions of one number in numpy and scipy.special, by name, as far as models use them.

import { PyGlobal, type PyValue } from "../objects/values.ts";
import { scalarNumber } from "./attribute-values.ts";
import {
  complementaryError,
  errorFunction,
  normalQuantile,
  normalShare,
} from "./normal-distribution.ts";

export type NumberFunction = (x: number) => number;

const numpyModules = /^numpy(\.(_?core)(\.(_multiarray_umath|umath))?)?$/;
const scipyModules = /^scipy\.special(\._(special_)?ufuncs)?$/;

/**
 * The function that a value names, with the options that it is called with.
 *
 * @param options  `kw_args`: a dict, or None
 * @returns        undefined for other functions, and for options that they do not have
 */
export function namedFunction(value: PyValue, options: PyValue): NumberFunction | undefined {
  if (!(value instanceof PyGlobal)) return undefined;
  const given = options instanceof Map ? options : new Map<PyValue, PyValue>();
  if (options !== null && !(options instanceof Map)) return undefined;
  if (numpyModules.test(value.module)) {
    const parametric = parametricFunctions.get(value.name);
    if (parametric !== undefined) return parametric(given);
    return given.size === 0 ? numpyFunctions.get(value.name) : undefined;
  }
  const isScipy = scipyModules.test(value.module) && given.size === 0;
  return isScipy ? scipyFunctions.get(value.name) : undefined;
}

export const numpyFunctions: ReadonlyMap<string, NumberFunction> = new Map([
  ["absolute", Math.abs],
  ["abs", Math.abs],
  ["arccos", Math.acos],
  ["arcsin", Math.asin],
  ["arcsinh", Math.asinh],
  ["arctan", Math.atan],
  ["arctanh", Math.atanh],
  ["cbrt", Math.cbrt],
  ["ceil", Math.ceil],
  ["cos", Math.cos],
  ["cosh", Math.cosh],
  ["deg2rad", (x) => x * (Math.PI / 180)],
  ["exp", Math.exp],
  ["exp2", (x) => 2 ** x],
  ["expm1", Math.expm1],
  ["fabs", Math.abs],
  ["fix", Math.trunc],
  ["floor", Math.floor],
  ["log", Math.log],
  ["log10", Math.log10],
  ["log1p", Math.log1p],
  ["log2", Math.log2],
  ["negative", (x) => -x],
  ["positive", (x) => x],
  ["rad2deg", (x) => x * (180 / Math.PI)],
  ["reciprocal", (x) => 1 / x],
  ["rint", nearestEven],
  ["sign", Math.sign],
  ["sin", Math.sin],
  ["sinh", Math.sinh],
  ["sqrt", Math.sqrt],
  ["square", (x) => x * x],
  ["tan", Math.tan],
  ["tanh", Math.tanh],
  ["trunc", Math.trunc],
]);

/** scipy's own names for what is not numpy's too. @see scipy/special/functions.json */
const scipyFunctions: ReadonlyMap<string, NumberFunction> = new Map([
  ["cbrt", Math.cbrt],
  ["erf", errorFunction],
  ["erfc", complementaryError],
  ["exp10", (x) => 10 ** x],
  ["exp2", (x) => 2 ** x],
  ["expit", (x) => 1 / (1 + Math.exp(-x))],
  ["expm1", Math.expm1],
  ["log1p", Math.log1p],
  ["logit", (x) => Math.log(x / (1 - x))],
  ["ndtr", normalShare],
  ["ndtri", normalQuantile],
]);

type Options = ReadonlyMap<PyValue, PyValue>;

const parametricFunctions: ReadonlyMap<string, (options: Options) => NumberFunction | undefined> =
  new Map([
    ["around", rounding],
    ["clip", clipping],
    ["nan_to_num", filling],
    ["round", rounding],
    ["round_", rounding],
  ]);

/** The nearest whole number, of two the even one. */
function nearestEven(x: number): number {
  const low = Math.floor(x);
  if (x - low !== 0.5) return Math.round(x);
  const even = low % 2 === 0 ? low : low + 1;
  return even === 0 && x < 0 ? -0 : even;
}

/** @see numpy/core/src/multiarray/calculation.c `PyArray_Round` */
function rounding(options: Options): NumberFunction | undefined {
  const given = optionNumbers(options, ["decimals"]);
  const decimals = given?.get("decimals") ?? 0;
  if (given === null || !Number.isInteger(decimals)) return undefined;
  if (decimals === 0) return nearestEven;
  const factor = 10 ** Math.abs(decimals);
  if (decimals < 0) return (x) => nearestEven(x / factor) * factor;
  return (x) => nearestEven(x * factor) / factor;
}

/** The bounds have shorter names too since numpy 2.1. @see numpy/core/fromnumeric.py `clip` */
function clipping(options: Options): NumberFunction | undefined {
  const given = optionNumbers(options, ["a_min", "a_max", "min", "max"]);
  if (given === null) return undefined;
  const low = given.get("a_min") ?? given.get("min") ?? -Infinity;
  const high = given.get("a_max") ?? given.get("max") ?? Infinity;
  return (x) => Math.min(Math.max(x, low), high);
}

/** @see numpy/lib/type_check.py `nan_to_num` */
function filling(options: Options): NumberFunction | undefined {
  const given = optionNumbers(options, ["nan", "posinf", "neginf"]);
  if (given === null) return undefined;
  const gap = given.get("nan") ?? 0;
  const high = given.get("posinf") ?? Number.MAX_VALUE;
  const low = given.get("neginf") ?? -Number.MAX_VALUE;
  return (x) => {
    if (Number.isNaN(x)) return gap;
    if (x === Infinity) return high;
    return x === -Infinity ? low : x;
  };
}

/** Options that are numbers; None counts as not given. Null where there are others. */
function optionNumbers(
  options: Options,
  names: readonly string[],
): ReadonlyMap<string, number> | null {
  const numbers = new Map<string, number>();
  for (const [key, value] of options) {
    const number = scalarNumber(value);
    if (typeof key !== "string" || !names.includes(key)) return null;
    if (number !== undefined) numbers.set(key, number);
    else if (value !== null) return null;
  }
  return numbers;
}
