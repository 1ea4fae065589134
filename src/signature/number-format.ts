// Numbers as Python writes them: `round`, and the part of its format specification that prices and shares need.

import { floatRepr } from "../objects/python-repr.ts";

/** `,.2f` → grouped by ",", 2 decimals, fixed. */
export interface NumberFormat {
  readonly sign: "" | "+" | " ";
  readonly grouping: "" | "," | "_";
  /** For `f` and `%`. */
  readonly decimals: number;
  /** "" = as `str` writes it. */
  readonly type: "" | "f" | "%";
}

/**
 * Reads `[sign][grouping][.decimals][type]`; null for what is not known here.
 *
 * @see https://docs.python.org/3/library/string.html#format-specification-mini-language
 */
export function parseNumberFormat(text: string): NumberFormat | null {
  const found = /^([+ -]?)([,_]?)(?:\.(\d{1,2}))?([fF%]?)$/.exec(text);
  if (found === null) return null;
  const [, sign = "", grouping = "", digits, type = ""] = found;
  const decimals = Number(digits ?? 6);
  if (decimals > 20 || (type === "" && digits !== undefined)) return null;
  return {
    sign: sign === "-" ? "" : (sign as NumberFormat["sign"]),
    grouping: grouping as NumberFormat["grouping"],
    decimals,
    type: type.toLowerCase() as NumberFormat["type"],
  };
}

/** A finite number as Python's `format` writes it. */
export function formatByPython(value: number, format: NumberFormat): string {
  const { sign, grouping, decimals, type } = format;
  const scaled = Math.abs(type === "%" ? value * 100 : value);
  const digits = type === "" ? floatRepr(scaled) : fixed(scaled, decimals);
  const isNegative = value < 0 || Object.is(value, -0);
  return `${isNegative ? "-" : sign}${grouped(digits, grouping)}${type === "%" ? "%" : ""}`;
}

/** `round(value, decimals)`: to the nearest, halves to the even digit, as Python rounds. */
export function roundByPython(value: number, decimals: number): number {
  if (!Number.isFinite(value)) return value;
  const rounded = Number(fixed(Math.abs(value), decimals));
  return value < 0 || Object.is(value, -0) ? -rounded : rounded;
}

/** Fixed notation of a number that is not negative; exact halves go to the even digit. */
function fixed(magnitude: number, decimals: number): string {
  if (!Number.isFinite(magnitude)) return "inf";
  if (magnitude >= 1e21) {
    const whole = BigInt(magnitude).toString();
    return decimals === 0 ? whole : `${whole}.${"0".repeat(decimals)}`;
  }
  // JavaScript rounds the exact value, as Python does, but halves away from zero.
  const text = magnitude.toFixed(decimals);
  const exact = magnitude.toFixed(decimals + 60);
  const end = exact.indexOf(".") + 1 + decimals;
  if (!/^50*$/.test(exact.slice(end))) return text;
  const down = exact.slice(0, decimals === 0 ? end - 1 : end);
  return Number(down.at(-1)) % 2 === 0 ? down : text;
}

function grouped(text: string, separator: string): string {
  if (separator === "" || text.includes("e") || text === "inf") return text;
  return text.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, separator));
}
