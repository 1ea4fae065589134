// Ranges, steps and examples in round numbers: what a person reads and a slider moves by.

import type { InputHint } from "../estimators/estimator.ts";

/** What a form control of a number needs. Absent where the model tells nothing. */
export interface NumberGuide {
  readonly usual?: { readonly low: number; readonly high: number };
  readonly step?: number;
  readonly example: number;
}

/**
 * The usual range, step and example of a number, from what the model learned, each in as many digits as
 * the width of the range deserves: 38.3 to 261.3 around 147.8 becomes 40 to 260, step 2, example 150.
 *
 * @param whole  whether only whole numbers are sensible
 */
export function numberGuide(hint: InputHint | undefined, whole: boolean): NumberGuide {
  const typical = finite(hint?.typical);
  const low = finite(hint?.low);
  const high = finite(hint?.high);
  const usual = low === undefined || high === undefined ? null : usualRange(low, high, whole);
  if (usual === null) {
    const example = typical ?? (low === high ? low : undefined) ?? 0;
    return {
      ...(whole && { step: 1 }),
      example: whole ? plain(Math.round(example)) : plain(Number(example.toPrecision(3))),
    };
  }
  const width = usual.high - usual.low;
  const middle = typical ?? usual.low + width / 2;
  return {
    usual,
    step: whole ? Math.max(1, Math.round(niceStep(width / 100))) : niceStep(width / 100),
    example: exampleWithin(middle, usual, exponentOf(width / 10), whole),
  };
}

/** The range in round numbers; null when it is none. */
function usualRange(
  low: number,
  high: number,
  whole: boolean,
): { readonly low: number; readonly high: number } | null {
  const width = high - low;
  if (!(width > 0) || !Number.isFinite(width)) return null;
  const exponent = exponentOf(width / 20);
  const usual = { low: round(low, exponent, whole), high: round(high, exponent, whole) };
  return usual.low < usual.high ? usual : null;
}

/** The typical value in round numbers, yet inside of the usual range. */
function exampleWithin(
  typical: number,
  usual: { readonly low: number; readonly high: number },
  exponent: number,
  whole: boolean,
): number {
  const inside = Math.min(Math.max(typical, usual.low), usual.high);
  for (const finer of [0, 1, 2]) {
    const rounded = round(inside, exponent - finer, whole);
    if (rounded >= usual.low && rounded <= usual.high) return rounded;
  }
  return usual.low;
}

/** 1, 2 or 5 times a power of ten: the largest that is at most `size`. */
function niceStep(size: number): number {
  const exponent = exponentOf(size);
  const lead = size / 10 ** exponent;
  const digit = [5, 2, 1].find((candidate) => lead >= candidate) ?? 1;
  return Number(`${digit}e${exponent}`);
}

/** The power of ten of a positive number's first digit. */
function exponentOf(size: number): number {
  return Number(size.toExponential().split("e")[1] ?? 0);
}

/** `value` to the nearest multiple of 10^exponent, at least 1 for whole numbers. */
function round(value: number, exponent: number, whole: boolean): number {
  if (whole && exponent < 0) exponent = 0;
  if (exponent >= 0) return plain(Math.round(value / 10 ** exponent) * 10 ** exponent);
  return plain(exponent < -100 ? value : Number(value.toFixed(-exponent)));
}

/** No negative zero. */
function plain(value: number): number {
  return value === 0 ? 0 : value;
}

function finite(value: unknown): number | undefined {
  if (typeof value === "boolean") return value ? 1 : 0;
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
