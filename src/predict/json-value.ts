// Values as JSON holds them.

import type { Cell } from "../estimators/samples.ts";
import type { PredictedValue } from "./prediction.ts";

/** A value that JSON can hold. Integers beyond ±(2^53 − 1) are texts of their digits, as in Google's JSON of int64. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[];

/** A value that JSON can hold; NaN and infinity become null, large integers texts. */
export function jsonValue(value: PredictedValue): JsonValue {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  return Array.isArray(value) ? value.map(jsonValue) : (value as Exclude<Cell, bigint>);
}

/** For `JSON.stringify`, which knows no bigint: a signature's choices and classes may hold such. */
export function jsonReplacer(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? jsonValue(value) : value;
}
