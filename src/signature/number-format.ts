// Numbers in Python's notation: `round`, and the part of its format specification that prices and shares need.

import { floatRepr } from "../objects/python-repr.ts";

/** `,.2f` → grouped by ",", 2 decimals, fixed. */
export interface NumberFormat {
  readonly sign: "" | "+" | " ";
  readonly grouping: "" | "," | "_";
  readonly decimals: number | null;
  readonly type: "" | "f" | "e" | "g" | "%" | "d";
}

/** @see https://docs.python.org/3/library/string.html#format-specification-mini-language, without fill and width */
export function parseNumberFormat(text: string): NumberFormat | null {
  const found = /^([+ -]?)([,_]?)(?:\.(\d{1,2}))?([feg%d]?)$/i.exec(text);
  if (found === null) return null;
  const [, sign = "", grouping = "", digits, type = ""] = found;
  const decimals = digits === undefined ? null : Number(digits);
  const lower = type.toLowerCase();
  if ((decimals ?? 0) > 20 || (lower === "d" && decimals !== null)) return null;
  return {
    sign: sign === "-" ? "" : (sign as NumberFormat["sign"]),
    grouping: grouping as NumberFormat["grouping"],
    decimals,
    type: lower as NumberFormat["type"],
  };
}

/** A finite number as Python's `format` writes it. */
export function formatByPython(value: number, format: NumberFormat): string {
  const magnitude = Math.abs(value);
  const isNegative = value < 0 || Object.is(value, -0);
  const digits = grouped(magnitudeText(magnitude, format), format.grouping);
  return (isNegative ? "-" : format.sign) + digits;
}

function magnitudeText(magnitude: number, { type, decimals }: NumberFormat): string {
  switch (type) {
    case "f":
      return fixed(magnitude, decimals ?? 6);
    case "%":
      return `${fixed(magnitude * 100, decimals ?? 6)}%`;
    case "d":
      return fixed(magnitude, 0);
    case "e":
      return padExponent(magnitude.toExponential(decimals ?? 6));
    case "g":
      return general(magnitude, decimals ?? 6);
    case "":
      return decimals === null ? floatRepr(magnitude) : general(magnitude, decimals);
  }
}

/** `round(value, decimals)`: to the nearest, halves to the even digit, as Python rounds. */
export function roundByPython(value: number, decimals: number): number {
  if (!Number.isFinite(value)) return value;
  const rounded = Number(fixed(Math.abs(value), decimals));
  return value < 0 || Object.is(value, -0) ? -rounded : rounded;
}

/** Fixed notation of a number that is not negative; exact halves go to the even digit. */
function fixed(magnitude: number, decimals: number): string {
  if (magnitude >= 1e21)
    return decimals === 0
      ? plainInteger(magnitude)
      : `${plainInteger(magnitude)}.${"0".repeat(decimals)}`;
  const text = magnitude.toFixed(decimals);
  const exact = magnitude.toFixed(Math.min(decimals + 60, 100));
  const isHalf = /^50*$/.test(exact.slice(exact.indexOf(".") + 1 + decimals));
  if (!isHalf) return text;
  // JavaScript rounds halves up; the digit before the half tells whether that was to even.
  const down =
    decimals === 0
      ? exact.slice(0, exact.indexOf("."))
      : exact.slice(0, exact.indexOf(".") + 1 + decimals);
  return Number(down.at(-1)) % 2 === 0 ? down : text;
}

function plainInteger(magnitude: number): string {
  return BigInt(magnitude).toString();
}

/** Python's `g`: so many significant digits, no zeros behind them, an exponent where it is shorter. */
function general(magnitude: number, digits: number): string {
  const precision = Math.max(digits, 1);
  if (magnitude === 0) return "0";
  const text = magnitude.toExponential(precision - 1);
  const exponent = Number(text.slice(text.indexOf("e") + 1));
  if (exponent < -4 || exponent >= precision) {
    return padExponent(text.replace(/\.?0+(?=e)/, ""));
  }
  const plain = magnitude.toFixed(Math.max(precision - 1 - exponent, 0));
  return plain.includes(".") ? plain.replace(/\.?0+$/, "") : plain;
}

function padExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

function grouped(text: string, separator: string): string {
  if (separator === "") return text;
  return text.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, separator));
}
