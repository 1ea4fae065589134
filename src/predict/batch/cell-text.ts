// What is added to a CSV file: numbers in full, labels as Python writes them, texts that no spreadsheet runs.

import { parseDecimal } from "../../signature/decimal.ts";
import type { OutputField } from "../../signature/signature.ts";
import { jsonValue } from "../json-value.ts";
import type { PredictedValue } from "../prediction.ts";

/**
 * A text as a cell: in quotes where it must be, and behind an apostrophe where a spreadsheet would take it for a formula.
 * Plain numbers stay as they are.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function textCell(text: string, delimiter: string): string {
  const isFormula = /^[=+\-@\t\r\n\0]/.test(text) && parseDecimal(text) === null;
  return quoted(isFormula ? `'${text}` : text, delimiter);
}

/** A text as a cell, in quotes where it holds a separator, a quote or a line end. */
export function quoted(text: string, delimiter: string): string {
  const needsQuotes = text.includes(delimiter) || /["\r\n]/.test(text);
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What writes the values of one output as cells: nothing for a value that is no number. */
export function cellWriter(
  output: OutputField | undefined,
  delimiter: string,
): (value: PredictedValue) => string {
  const names = new Map(
    (output?.classes ?? []).map((label, i) => [
      label,
      textCell(output?.classNames?.[i] ?? String(label), delimiter),
    ]),
  );
  return (value) => {
    if (typeof value === "number" && names.size === 0) {
      return Number.isFinite(value) ? String(value) : "";
    }
    if (value === null || typeof value !== "object") {
      const name = names.get(value);
      if (name !== undefined) return name;
    }
    if (value === null) return "";
    if (typeof value === "string") return textCell(value, delimiter);
    if (typeof value === "boolean") return value ? "True" : "False";
    if (typeof value === "object") return quoted(JSON.stringify(jsonValue(value)), delimiter);
    return String(value);
  };
}
