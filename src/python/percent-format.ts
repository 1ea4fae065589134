// `"%.2f" % value`: printf-style formatting. @see Objects/unicodeobject.c `PyUnicode_Format`

import { PyFloat, PyTuple, type PyValue } from "../objects/values.ts";
import { characterCount, sliceCharacters } from "./characters.ts";
import { dictGet } from "./dicts.ts";
import { checkCharacters, PythonException, typeError, valueError } from "./exception.ts";
import { formatValue } from "./format-spec.ts";
import { Markup, PyInstance, textOf } from "./instance.ts";
import { type Int, intOfNumber, intText } from "./integers.ts";
import { escapedText, escapeText } from "./markup.ts";
import { asIndex, asNumber } from "./numbers.ts";
import { toRepr, toStr } from "./printing.ts";
import { asciiOnly } from "./text-repr.ts";
import { typeName } from "./type-name.ts";

const directive = /%(?:\(([^)]{0,200})\))?([#0\- +]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlL]?([\s\S])?/gu;

interface Directive {
  readonly flags: string;
  readonly width: number;
  /** -1 when there is none. */
  readonly precision: number;
  readonly type: string;
}

/** `template % values`. @throws PythonException TypeError, ValueError, KeyError; BudgetExceeded */
export function percentFormat(template: PyValue, values: PyValue): PyValue {
  const text = textOf(template) ?? "";
  const marked = template instanceof Markup;
  const source = new Arguments(values);
  let size = 0;
  const result = text.replace(
    directive,
    (
      whole: string,
      key?: string,
      flags = "",
      width?: string,
      precision?: string,
      type?: string,
    ) => {
      const keyed = key === undefined ? null : source.named(key);
      const part = {
        ...measures(width, precision, whole.includes("."), flags, source),
        type: type ?? "",
      };
      const shown = part.type === "%" ? "%" : converted(part, keyed ?? source, marked);
      const filled = part.type === "%" ? shown : padded(shown, part);
      size += filled.length;
      checkCharacters(size);
      return filled;
    },
  );
  source.finish();
  checkCharacters(result.length);
  return marked ? new Markup(result) : result;
}

function measures(
  width: string | undefined,
  precision: string | undefined,
  point: boolean,
  flags: string,
  source: Arguments,
): { flags: string; width: number; precision: number } {
  const stated = width === "*" ? source.count() : Number(width ?? 0);
  const places = precision === "*" ? source.count() : Number(precision ?? (point ? 0 : -1));
  checkCharacters(Math.max(Math.abs(stated), places));
  const turned = stated < 0 ? `${flags}-` : flags;
  return { flags: turned, width: Math.abs(stated), precision: places < -1 ? 0 : places };
}

/** What stands right of the `%`: one value, a tuple of them, or a mapping. */
class Arguments {
  readonly #values: readonly PyValue[];
  readonly #mapping: PyValue;
  #next = 0;
  #named = false;
  constructor(values: PyValue) {
    this.#values = values instanceof PyTuple ? values.items : [values];
    this.#mapping = values;
  }
  next(): PyValue {
    const value = this.#values[this.#next++];
    if (value === undefined) throw typeError("not enough arguments for format string");
    return value;
  }
  count(): number {
    const value = asIndex(this.next());
    if (value === null) throw typeError("* wants int");
    return Number(value);
  }
  named(key: string): { next(): PyValue } {
    this.#named = true;
    const mapping = this.#mapping;
    if (!(mapping instanceof Map)) throw typeError("format requires a mapping");
    const value = dictGet(mapping, key);
    if (value === undefined) throw new PythonException("KeyError", toRepr(key));
    return { next: () => value };
  }
  /** Values left over are an error, unless the one value is a mapping or list, which nobody had to ask. */
  finish(): void {
    const value = this.#mapping;
    const indexed = value instanceof PyInstance && value.refusal() !== null;
    const lenient = this.#named || indexed || value instanceof Map || Array.isArray(value);
    if (this.#next < this.#values.length && !lenient) {
      throw typeError("not all arguments converted during string formatting");
    }
  }
}

function converted(part: Directive, source: { next(): PyValue }, marked: boolean): string {
  const { type, precision } = part;
  switch (type) {
    case "s":
    case "r":
    case "a": {
      const shown = textShown(type, source.next(), marked);
      return precision < 0 ? shown : sliceCharacters(shown, 0, precision);
    }
    case "c":
      return character(source.next());
    case "d":
    case "i":
    case "u":
      return signed(wholeOf(source.next(), type), part, 10);
    case "o":
      return signed(indexOf(source.next(), type), part, 8);
    case "x":
    case "X":
      return signed(indexOf(source.next(), type), part, 16);
    case "e":
    case "E":
    case "f":
    case "F":
    case "g":
    case "G":
      return floating(source.next(), part);
    case "":
      throw valueError("incomplete format");
    default: {
      const code = (type.codePointAt(0) ?? 0).toString(16);
      throw valueError(`unsupported format character '${type}' (0x${code})`);
    }
  }
}

function textShown(type: string, value: PyValue, marked: boolean): string {
  if (type === "s") return marked ? escapedText(value) : toStr(value);
  const repr = type === "r" ? toRepr(value) : asciiOnly(toRepr(value));
  return marked ? escapeText(repr) : repr;
}

function character(value: PyValue): string {
  const text = textOf(value);
  if (text !== undefined && characterCount(text) === 1) return text;
  const code = asIndex(value);
  if (code === null) throw typeError("%c requires int or char");
  if (code < 0 || code > 0x10ffff) {
    throw new PythonException("OverflowError", "%c arg not in range(0x110000)");
  }
  return String.fromCodePoint(Number(code));
}

function wholeOf(value: PyValue, type: string): Int {
  const number = asNumber(value);
  if (number === null) {
    refuseInstance(value);
    throw typeError(`%${type} format: a real number is required, not ${typeName(value)}`);
  }
  if (number.kind === "int") return number.value;
  if (!Number.isFinite(number.value)) {
    const what = Number.isNaN(number.value) ? "NaN" : "infinity";
    const error = Number.isNaN(number.value) ? "ValueError" : "OverflowError";
    throw new PythonException(error, `cannot convert float ${what} to integer`);
  }
  return intOfNumber(Math.trunc(number.value));
}

function indexOf(value: PyValue, type: string): Int {
  const index = asIndex(value);
  if (index !== null) return index;
  refuseInstance(value);
  throw typeError(`%${type} format: an integer is required, not ${typeName(value)}`);
}

function refuseInstance(value: PyValue): void {
  const refusal = value instanceof PyInstance ? value.refusal() : null;
  if (refusal !== null) throw refusal;
}

function signed(value: Int, part: Directive, radix: number): string {
  const magnitude = value < 0 ? -BigInt(value) : value;
  const digits = (radix === 10 ? intText(magnitude) : magnitude.toString(radix)).padStart(
    part.precision,
    "0",
  );
  const prefix = part.flags.includes("#") && radix !== 10 ? `0${part.type}` : "";
  const shown = part.type === "X" ? digits.toUpperCase() : digits;
  return zeroPadded(signOf(value < 0, part) + prefix, shown, part);
}

function floating(value: PyValue, part: Directive): string {
  const number = asNumber(value);
  if (number === null) {
    refuseInstance(value);
    throw typeError(`must be real number, not ${typeName(value)}`);
  }
  const precision = part.precision < 0 ? 6 : part.precision;
  const alternate = part.flags.includes("#") ? "#" : "";
  const float = new PyFloat(Number(number.value));
  const text = formatValue(float, `${alternate}.${precision}${part.type}`);
  const negative = text.startsWith("-");
  return zeroPadded(signOf(negative, part), negative ? text.slice(1) : text, part);
}

function signOf(negative: boolean, { flags }: Directive): string {
  if (negative) return "-";
  if (flags.includes("+")) return "+";
  return flags.includes(" ") ? " " : "";
}

function zeroPadded(head: string, digits: string, { flags, width }: Directive): string {
  if (!flags.includes("0") || flags.includes("-")) return head + digits;
  return head + digits.padStart(width - head.length, "0");
}

function padded(text: string, { flags, width }: Directive): string {
  const missing = width - characterCount(text);
  if (missing <= 0) return text;
  const fill = " ".repeat(missing);
  return flags.includes("-") ? text + fill : fill + text;
}
