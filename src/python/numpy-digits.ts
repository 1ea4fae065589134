// How numpy writes the floats of one array: all with the same number of places, or all with exponents.

import { exponentText, fixedDigits, shortestFloat32 } from "./floats.ts";

/** numpy's default `precision`. */
const precision = 8;

/**
 * A writer for floats that stand in one array.
 *
 * @param values  every float that will be written
 * @param single  whether they are float32 (or float16), whose shortest digits are fewer
 * @see numpy/core/arrayprint.py `FloatingFormat` (1.24), `floatmode='maxprec'`
 */
export function floatFormat(values: readonly number[], single: boolean): (value: number) => string {
  const finite = values.filter(Number.isFinite);
  const nonZero = finite.filter((value) => value !== 0).map(Math.abs);
  const largest = nonZero.reduce((a, b) => Math.max(a, b), 0);
  const smallest = nonZero.reduce((a, b) => Math.min(a, b), Infinity);
  const spread = single ? Math.fround(largest / smallest) : largest / smallest;
  const scientific = nonZero.length > 0 && (largest >= 1e8 || smallest < 0.0001 || spread > 1000);
  const infinite = values.some((value) => value === -Infinity) ? 4 : 3;
  const odd = finite.length === values.length ? 0 : infinite;
  return scientific ? scientificFormat(finite, single, odd) : positionalFormat(finite, single, odd);
}

function positionalFormat(finite: readonly number[], single: boolean, odd: number) {
  const parts = finite.map((value) => positionalText(value, single).split("."));
  const right = Math.max(0, ...parts.map(([, fraction = ""]) => fraction.length));
  const left = Math.max(0, ...parts.map(([whole = ""]) => whole.length), odd - right - 1);
  return (value: number): string => {
    if (!Number.isFinite(value)) return oddText(value).padStart(left + right + 1);
    const [whole = "", fraction = ""] = positionalText(value, single).split(".");
    return `${whole.padStart(left)}.${fraction.padEnd(right)}`;
  };
}

function scientificFormat(finite: readonly number[], single: boolean, odd: number) {
  const texts = finite.map((value) => scientificText(value, single));
  const places = Math.max(0, ...texts.map((text) => fractionOf(text).length));
  const exponentSize = Math.max(2, ...texts.map((text) => text.length - text.indexOf("e") - 2));
  const right = exponentSize + 2 + places;
  const whole = Math.max(0, ...texts.map((text) => text.indexOf(".")));
  const left = Math.max(whole, odd - right - 1);
  return (value: number): string => {
    if (!Number.isFinite(value)) return oddText(value).padStart(left + right + 1);
    // Where another number needs more places, these are the value's own digits, not zeros.
    const text = (isNegative(value) ? "-" : "") + exponentText(value, places, true);
    const [mantissa = "", exponent = ""] = text.split("e");
    const size = exponent.slice(1).padStart(exponentSize, "0");
    return `${mantissa.padStart(left + 1 + places)}e${exponent.slice(0, 1)}${size}`;
  };
}

function oddText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  return value > 0 ? "inf" : "-inf";
}

/** Shortest digits with a point, at most 8 after it: `0.1`, `53290.89046`, `1.`, `-0.`. */
function positionalText(value: number, single: boolean): string {
  const sign = isNegative(value) ? "-" : "";
  const shortest = withoutExponent(shortestText(Math.abs(value), single));
  const [whole = "0", fraction = ""] = shortest.split(".");
  // Before the point every digit is the value's own: 80999376., whose shortest float32 is 8.099938e7.
  const digits = fraction === "" ? fixedDigits(value, 0) : whole;
  const cut = fraction.length > precision ? fixedDigits(value, precision) : `${digits}.${fraction}`;
  return sign + (cut.includes(".") ? cut.replace(/0+$/, "") : `${cut}.`);
}

/** Shortest digits as `1.5e-05`, at most 8 after the point: `1.e+00`. */
function scientificText(value: number, single: boolean): string {
  const sign = isNegative(value) ? "-" : "";
  const magnitude = Math.abs(value);
  const shortest = Number(shortestText(magnitude, single)).toExponential();
  const [mantissa = "0"] = shortest.split("e");
  const [, fraction = ""] = mantissa.split(".");
  const text =
    fraction.length > precision
      ? exponentText(value, precision)
      : exponentText(Number(shortest), fraction.length);
  const [digits = "", exponent = ""] = text.split("e");
  const [whole, places = ""] = digits.split(".");
  return `${sign}${whole}.${places.replace(/0+$/, "")}e${exponent}`;
}

function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}

function fractionOf(text: string): string {
  return text.slice(text.indexOf(".") + 1, text.indexOf("e"));
}

function shortestText(magnitude: number, single: boolean): string {
  return single ? shortestFloat32(magnitude) : String(magnitude);
}

/** `1e-7` → `0.0000001`, `1.5e+21` → its digits. */
function withoutExponent(text: string): string {
  if (!text.includes("e")) return text;
  const [mantissa = "", power = "0"] = text.split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const exponent = Number(power);
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${whole}${fraction}`;
  const digits = whole + fraction.padEnd(exponent, "0");
  const point = whole.length + exponent;
  return point >= digits.length ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}
