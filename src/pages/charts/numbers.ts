// Numbers beside charts and in cards: short, with their units.

import { formatNumber } from "../../predict/format.ts";

const units: readonly (readonly [number, string])[] = [
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
];

/** At most three digits and what they are multiplied with: 12408 → "12.4k", 0.25 → "0.25". */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  const size = Math.abs(value);
  const [factor, unit] = units.find(([one]) => size >= 0.9995 * one) ?? [1, ""];
  if (size !== 0 && size < 0.001) return value.toExponential(1).replace("e+", "e");
  return String(Number((value / factor).toPrecision(3))) + unit;
}

/** 0.0312 → "0.031 ms", 3.14 → "3.1 ms", 1234 → "1.2 s". */
export function duration(ms: number): string {
  const [value, unit] = ms < 1000 ? [ms, "ms"] : [ms / 1000, "s"];
  return `${value >= 100 ? Math.round(value) : Number(value.toPrecision(2))} ${unit}`;
}

/** 0.873 → "87.3 %", 0.0002 → "0.02 %"; never "0 %" or "100 %" for what is a little more or less. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return "not a number";
  if (share > 0 && share < 0.0001) return "< 0.01 %";
  if (share < 1 && share > 0.9995) return "> 99.9 %";
  const digits = share !== 0 && share < 0.01 ? 2 : 1;
  return `${Number((100 * share).toFixed(digits))} %`;
}
