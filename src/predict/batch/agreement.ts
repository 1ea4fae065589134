// How near an answer comes to a recorded one.

import { isMissingNumber, parseDecimal } from "../../signature/decimal.ts";
import type { OutputField } from "../../signature/signature.ts";
import { jsonValue } from "../json-value.ts";
import type { PredictedValue } from "../prediction.ts";
import type { AnswerColumn } from "./answer-columns.ts";
import { textCell } from "./cell-text.ts";

/**
 * 0 = the same; the distance of two numbers, relative to the larger, of probabilities absolute; Infinity where they
 * cannot be compared. Labels are the same or not.
 */
export function errorOf(
  expected: unknown,
  got: PredictedValue,
  column: AnswerColumn,
  output: OutputField | undefined,
): number {
  if (column.kind === "value" && output?.classNames !== undefined) {
    return isLabel(expected, got, output) ? 0 : Number.POSITIVE_INFINITY;
  }
  const recorded = typeof expected === "string" ? parsedText(expected) : expected;
  if (typeof got === "number" && typeof recorded === "number") {
    return distance(recorded, got, column.kind === "probability");
  }
  if (Array.isArray(got)) return listDistance(recorded, got);
  if (recorded === null && (got === null || Number.isNaN(got))) return 0;
  return recorded === jsonValue(got) || String(recorded) === String(got)
    ? 0
    : Number.POSITIVE_INFINITY;
}

function distance(a: number, b: number, isAbsolute: boolean): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  const difference = Math.abs(a - b);
  const error = isAbsolute ? difference : difference / Math.max(Math.abs(a), Math.abs(b));
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}

function listDistance(expected: unknown, got: readonly PredictedValue[]): number {
  if (!Array.isArray(expected) || expected.length !== got.length) return Number.POSITIVE_INFINITY;
  const errors = got.map((item, i) => {
    const recorded: unknown = expected[i];
    if (Array.isArray(item)) return listDistance(recorded, item);
    if (typeof item === "number" && typeof recorded === "number") {
      return distance(recorded, item, false);
    }
    return recorded === jsonValue(item) ? 0 : Number.POSITIVE_INFINITY;
  });
  return errors.reduce((worst, error) => Math.max(worst, error), 0);
}

/** A label as JSON has it, as Python writes it, or as a CSV file of ours does. */
function isLabel(expected: unknown, got: PredictedValue, output: OutputField): boolean {
  if (expected === jsonValue(got)) return true;
  const position = Array.isArray(got)
    ? -1
    : (output.classes ?? []).findIndex((label) => Object.is(label, got));
  const name = output.classNames?.[position] ?? String(got);
  const text = String(expected);
  if (text === name || text === textCell(name, "\0")) return true;
  return typeof got === "number" && parseDecimal(text) === got;
}

function parsedText(text: string): unknown {
  const number = parseDecimal(text);
  if (number !== null) return number;
  if (isMissingNumber(text)) return null;
  if (!text.startsWith("[")) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The digits that a recorded number was written with. */
export function digitsIn(expected: unknown): number {
  if (typeof expected !== "string" && typeof expected !== "number") return 0;
  const text = String(expected);
  if (parseDecimal(text) === null) return 0;
  return text.replace(/e.*$/i, "").replace(/\D/g, "").replace(/^0+/, "").length;
}

/** Significant digits that two numbers share whose relative distance is `error`. */
export function agreeingDigits(error: number): number {
  return error === 0 ? 17 : Math.max(0, Math.min(17, Math.floor(-Math.log10(error))));
}

/** `exact`, `to 1e-12 relative`, `differs`. */
export function gradeOf(error: number, tolerance: number): string {
  if (error === 0) return "exact";
  if (error > tolerance) return "differs";
  const power = Math.max(0, Math.floor(-Math.log10(error)));
  return power === 0 ? `to ${error.toPrecision(1)} relative` : `to 1e-${power} relative`;
}
