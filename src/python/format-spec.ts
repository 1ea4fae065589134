// `format(value, spec)`: Python's format specification mini-language.

import { floatRepr } from "../objects/python-repr.ts";
import type { PyValue } from "../objects/values.ts";
import { characterCount, sliceCharacters } from "./characters.ts";
import { checkCharacters, PythonException, typeError, valueError } from "./exception.ts";
import { exponentDigits, exponentText, fixedDigits, generalText } from "./floats.ts";
import { textOf } from "./instance.ts";
import { type Int, intText, intToFloat } from "./integers.ts";
import { asNumber } from "./numbers.ts";
import { toStr } from "./printing.ts";
import { typeName } from "./type-name.ts";

/** `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`, taken apart. */
interface FormatSpec {
  readonly fill: string;
  /** `<`, `>`, `^`, `=`; empty for the kind's own. */
  readonly align: string;
  readonly sign: string;
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  /** -1 when there is none. */
  readonly precision: number;
  readonly type: string;
}

const pattern = /^(?:([\s\S])?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([\s\S])?$/u;

/** @throws PythonException ValueError for a specification that Python does not read */
function parseFormatSpec(spec: string, value: PyValue): FormatSpec {
  const match = pattern.exec(spec);
  if (match === null) {
    throw valueError(`Invalid format specifier '${spec}' for object of type '${typeName(value)}'`);
  }
  const [, fill, align, sign, zero, alternate, padded, width, grouping, precision, type] = match;
  const size = Number(width ?? 0);
  const places = precision === undefined ? -1 : Number(precision);
  checkCharacters(Math.max(size, places));
  return {
    fill: fill ?? (padded === undefined ? " " : "0"),
    align: align ?? (padded === undefined ? "" : "="),
    sign: sign ?? "",
    noNegativeZero: zero !== undefined,
    alternate: alternate !== undefined,
    width: size,
    grouping: grouping ?? "",
    precision: places,
    type: type ?? "",
  };
}

/** `format(value, spec)`. @throws PythonException ValueError, TypeError; BudgetExceeded */
export function formatValue(value: PyValue, spec: string): string {
  if (spec === "") return toStr(value);
  const text = textOf(value);
  if (text !== undefined) return formatText(text, parseFormatSpec(spec, value));
  const number = asNumber(value);
  if (number === null) {
    throw typeError(`unsupported format string passed to ${typeName(value)}.__format__`);
  }
  const parsed = parseFormatSpec(spec, value);
  if (number.kind === "float") return formatFloat(number.value, parsed, value);
  return formatInt(number.value, parsed, value);
}

function formatText(text: string, spec: FormatSpec): string {
  if (spec.sign !== "") throw valueError("Sign not allowed in string format specifier");
  if (spec.noNegativeZero) {
    throw valueError("Negative zero coercion (z) not allowed in string format specifier");
  }
  if (spec.alternate) throw valueError("Alternate form (#) not allowed in string format specifier");
  if (spec.type !== "" && spec.type !== "s") throw unknownType(spec.type, "str");
  if (spec.grouping !== "") throw valueError(`Cannot specify '${spec.grouping}' with 's'.`);
  // Zero padding of text goes to the right since Python 3.10; an `=` that was asked for is refused.
  if (spec.align === "=" && spec.fill !== "0") {
    throw valueError("'=' alignment not allowed in string format specifier");
  }
  const cut = spec.precision < 0 ? text : sliceCharacters(text, 0, spec.precision);
  return aligned(cut, { ...spec, align: spec.align === "=" ? "<" : spec.align }, "<");
}

const floatTypes = "eEfFgG%";

function formatInt(value: Int, spec: FormatSpec, original: PyValue): string {
  const { type } = spec;
  if (type !== "" && floatTypes.includes(type)) {
    return formatFloat(intToFloat(value), spec, original);
  }
  if (spec.precision >= 0) throw valueError("Precision not allowed in integer format specifier");
  if (spec.noNegativeZero) {
    throw valueError("Negative zero coercion (z) not allowed in integer format specifier");
  }
  if (type === "c") return formatCharacter(value, spec);
  const radix = radixes.get(type);
  if (radix === undefined) throw unknownType(type, typeName(original));
  if (type === "n" && spec.grouping !== "")
    throw valueError(`Cannot specify '${spec.grouping}' with 'n'.`);
  if (spec.grouping === "," && radix !== 10) throw valueError(`Cannot specify ',' with '${type}'.`);
  const magnitude = value < 0 ? -BigInt(value) : value;
  const digits = radix === 10 ? intText(magnitude) : magnitude.toString(radix);
  const prefix = spec.alternate && radix !== 10 ? `0${type}` : "";
  return padded({
    sign: signOf(value < 0, spec),
    prefix,
    whole: type === "X" ? digits.toUpperCase() : digits,
    rest: "",
    spec,
    groupSize: radix === 10 ? 3 : 4,
  });
}

const radixes: ReadonlyMap<string, number> = new Map([
  ["", 10],
  ["d", 10],
  ["n", 10],
  ["b", 2],
  ["o", 8],
  ["x", 16],
  ["X", 16],
]);

function formatCharacter(value: Int, spec: FormatSpec): string {
  if (spec.sign !== "") throw valueError("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) {
    throw valueError("Alternate form (#) not allowed with integer format specifier 'c'");
  }
  if (value < 0 || value > 0x10ffff) {
    throw new PythonException("OverflowError", "%c arg not in range(0x110000)");
  }
  return aligned(String.fromCodePoint(Number(value)), spec, "<");
}

function formatFloat(value: number, spec: FormatSpec, original: PyValue): string {
  const { type } = spec;
  if (type !== "" && type !== "n" && !floatTypes.includes(type)) {
    throw unknownType(type, typeName(original));
  }
  if (type === "n" && spec.grouping !== "")
    throw valueError(`Cannot specify '${spec.grouping}' with 'n'.`);
  const text = magnitudeText(value, spec);
  const zero = spec.noNegativeZero && !/[1-9]/.test(text.split("e")[0] ?? "");
  const negative = (value < 0 || Object.is(value, -0)) && !zero;
  const digits = /^\d*/.exec(text)?.[0] ?? "";
  return padded({
    sign: signOf(negative, spec),
    prefix: "",
    whole: digits,
    rest: text.slice(digits.length),
    spec,
    groupSize: 3,
  });
}

/** |value| in the notation that the type asks for. @see Objects/floatobject.c, Python/formatter_unicode.c */
function magnitudeText(value: number, spec: FormatSpec): string {
  const { type, alternate } = spec;
  const upper = type === "E" || type === "F" || type === "G";
  if (!Number.isFinite(value)) {
    const odd = Number.isNaN(value) ? "nan" : "inf";
    return (upper ? odd.toUpperCase() : odd) + (type === "%" ? "%" : "");
  }
  const precision = spec.precision < 0 ? 6 : spec.precision;
  const point = alternate && precision === 0 ? "." : "";
  switch (type.toLowerCase()) {
    case "f":
      return fixedDigits(value, precision) + point;
    case "%": {
      const scaled = value * 100;
      return Number.isFinite(scaled) ? `${fixedDigits(scaled, precision)}${point}%` : "inf%";
    }
    case "e": {
      const text = exponentText(value, precision, alternate);
      return upper ? text.toUpperCase() : text;
    }
    case "":
      return plainText(Math.abs(value), spec);
    default: {
      const text = generalText(value, precision, alternate);
      return upper ? text.toUpperCase() : text;
    }
  }
}

/** No type: as repr; with a precision as `g`, but never without a point or an exponent. */
function plainText(magnitude: number, spec: FormatSpec): string {
  if (spec.precision < 0) {
    const text = floatRepr(magnitude);
    return spec.alternate && text.includes("e") && !text.includes(".")
      ? text.replace("e", ".e")
      : text;
  }
  const precision = Math.max(1, spec.precision);
  const [, exponent] = exponentDigits(magnitude, precision - 1);
  if (exponent >= precision - 1 && exponent >= 0 && magnitude !== 0) {
    const places = spec.alternate ? precision - 1 : significantPlaces(magnitude, precision);
    return exponentText(magnitude, places, spec.alternate);
  }
  const text = generalText(magnitude, precision, spec.alternate);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** Places after the first digit without trailing zeros. */
function significantPlaces(magnitude: number, precision: number): number {
  const [digits] = exponentDigits(magnitude, precision - 1);
  return digits.replace(/0+$/, "").length - 1;
}

function signOf(negative: boolean, spec: FormatSpec): string {
  if (negative) return "-";
  return spec.sign === "+" || spec.sign === " " ? spec.sign : "";
}

interface Padded {
  readonly sign: string;
  readonly prefix: string;
  readonly whole: string;
  readonly rest: string;
  readonly spec: FormatSpec;
  readonly groupSize: number;
}

function padded({ sign, prefix, whole, rest, spec, groupSize }: Padded): string {
  const head = sign + prefix;
  const zeros = spec.fill === "0" && spec.align === "=";
  const room = zeros ? spec.width - head.length - rest.length : 0;
  const digits =
    spec.grouping === "" || whole === ""
      ? whole.padStart(room, "0")
      : grouped(whole, spec.grouping, groupSize, room);
  if (spec.align === "=") {
    const body = digits + rest;
    const missing = spec.width - head.length - characterCount(body);
    return head + spec.fill.repeat(Math.max(0, missing)) + body;
  }
  return aligned(head + digits + rest, spec, ">");
}

/** Digits with a separator between groups, filled with zeros to a width. @see Objects/unicodeobject.c */
function grouped(digits: string, separator: string, groupSize: number, width: number): string {
  const groups: string[] = [];
  let end = digits.length;
  let room = width;
  for (;;) {
    const size = Math.min(groupSize, Math.max(end, room, 1));
    const start = Math.max(0, end - size);
    groups.unshift(digits.slice(start, end).padStart(size, "0"));
    end = start;
    room -= size;
    if (end <= 0 && room <= 0) return groups.join(separator);
    room -= 1;
  }
}

function aligned(text: string, spec: FormatSpec, usual: string): string {
  const missing = spec.width - characterCount(text);
  if (missing <= 0) return text;
  const align = spec.align === "" ? usual : spec.align;
  const left = Math.floor(missing * (shares.get(align) ?? 1));
  return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left);
}

/** How much of the fill stands before the text. */
const shares: ReadonlyMap<string, number> = new Map([
  ["<", 0],
  ["^", 0.5],
]);

function unknownType(type: string, name: string): PythonException {
  return valueError(`Unknown format code '${type}' for object of type '${name}'`);
}
