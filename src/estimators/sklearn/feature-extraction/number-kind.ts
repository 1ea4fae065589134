// The dtype parameter of a vectorizer: how numpy would store the numbers that it counts.

import { Dtype } from "../../../objects/dtype.ts";
import { PyGlobal, type PyValue } from "../../../objects/values.ts";
import { describe, scalarText } from "../../attribute-values.ts";
import type { State } from "../../state.ts";

/** How numbers are stored. */
export interface NumberKind {
  /** float32: sums and roots of it are rounded to it. */
  readonly single: boolean;
  /** Whether fractions are cut off, so that norms cannot be stored in it. */
  readonly whole: boolean;
  /** The stored form of a number. */
  store(value: number): number;
}

const double: NumberKind = { single: false, whole: false, store: (value) => value };
const single: NumberKind = { single: true, whole: false, store: Math.fround };

function integers(store: (value: number) => number): NumberKind {
  return { single: false, whole: true, store };
}

const kinds: ReadonlyMap<string, NumberKind> = new Map([
  ["f8", double],
  ["f4", single],
  ["b1", integers((value) => (value === 0 ? 0 : 1))],
  ["i1", integers((value) => (value << 24) >> 24)],
  ["i2", integers((value) => (value << 16) >> 16)],
  ["i4", integers((value) => value | 0)],
  ["i8", integers((value) => value)],
  ["u1", integers((value) => value & 0xff)],
  ["u2", integers((value) => value & 0xffff)],
  ["u4", integers((value) => value >>> 0)],
  ["u8", integers((value) => value)],
]);

const codes: ReadonlyMap<string, string> = new Map([
  ["float", "f8"],
  ["float64", "f8"],
  ["double", "f8"],
  ["float32", "f4"],
  ["single", "f4"],
  ["int", "i8"],
  ["int64", "i8"],
  ["longlong", "i8"],
  ["int32", "i4"],
  ["intc", "i4"],
  ["int16", "i2"],
  ["int8", "i1"],
  ["uint64", "u8"],
  ["uint32", "u4"],
  ["uint16", "u2"],
  ["uint8", "u1"],
  ["bool", "b1"],
  ["bool_", "b1"],
]);

/**
 * `dtype`: a class of numpy or Python, a dtype, or its name.
 *
 * @param absent  what a version without the parameter used
 * @throws ESTIMATOR_UNSUPPORTED for other numbers than float64, float32, whole ones and bool
 */
export function readNumberKind(state: State, absent: "f8" | "i8"): NumberKind {
  const value = state.optional("dtype") ?? null;
  const code = value === null ? absent : codeOf(value);
  const kind = kinds.get(code ?? "");
  if (kind !== undefined) return kind;
  throw state.unsupported(`dtype=${value instanceof PyGlobal ? value.path : describe(value)}`);
}

function codeOf(value: PyValue): string | undefined {
  if (value instanceof Dtype) return `${value.code}${value.itemSize}`;
  if (value instanceof PyGlobal) return codes.get(value.name);
  const text = scalarText(value) ?? "";
  return codes.get(text) ?? text.replace(/^[<>=|]/, "").replace("?", "b1");
}
