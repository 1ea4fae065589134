// Words and numbers of expressions that mean a value by themselves, and the operators that compare.

import { intOfNumber, normalInt } from "../python/integers.ts";
import type { CompareOperator, Expression } from "./nodes.ts";
import type { Token } from "./tokens.ts";

export const comparisons: ReadonlyMap<string, CompareOperator> = new Map([
  ["==", "=="],
  ["!=", "!="],
  ["<", "<"],
  ["<=", "<="],
  [">", ">"],
  [">=", ">="],
]);

/** A name, or one of the words for true, false and none. */
export function nameOrConstant(token: Token): Expression {
  const { value, at } = token;
  if (/^[Tt]rue$/.test(value)) return { kind: "constant", value: true, at };
  if (/^[Ff]alse$/.test(value)) return { kind: "constant", value: false, at };
  if (/^[Nn]one$/.test(value)) return { kind: "constant", value: null, at };
  return { kind: "name", name: value, at };
}

/** An int of decimal digits, or of `0x`, `0o`, `0b` and theirs. */
export function integerOf(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? intOfNumber(number) : normalInt(BigInt(digits));
}
