// Lines of a CSV file as JSON records: the model's numbers as numbers, everything else as the text it is.

import type { CsvCells } from "../../bytes/csv-cells.ts";
import { isMissingNumber, parseDecimal } from "../../signature/decimal.ts";
import { distinctNames } from "../../signature/infer.ts";
import type { Signature } from "../../signature/signature.ts";
import type { InputShape } from "./row-source.ts";

/** The names of an answer's parts; a record's own must not hide behind them. */
export const answerNames: readonly string[] = ["prediction", "probabilities", "warnings"];

/** Writes lines as records. */
export interface CsvRecords {
  /** Whether a column is called as a part of the answer is. */
  readonly isNested: boolean;
  /** A line as the JSON of an object. */
  text(cells: CsvCells, row: number): string;
}

/** @param shape  of the file whose lines are meant */
export function csvRecords(
  { header, columns }: InputShape & { readonly kind: "csv" },
  { inputs }: Signature,
): CsvRecords {
  const given = header?.names ?? Array.from(columns, (_, i) => inputs[i]?.name ?? `x${i + 1}`);
  const names = distinctNames(given);
  const keys = names.map((name, i) => `${i === 0 ? "{" : ","}${JSON.stringify(name)}:`);
  const isNumber = new Uint8Array(names.length);
  for (const [field, column] of columns.entries()) {
    const kind = inputs[field]?.kind ?? "number";
    isNumber[column] = kind === "number" || kind === "integer" ? 1 : 0;
  }
  return {
    isNested: answerNames.some((name) => names.includes(name)),
    text(cells, row) {
      let text = "";
      for (let column = 0; column < keys.length; column++) {
        text += keys[column] + cellJson(cells, row, column, isNumber[column] === 1);
      }
      return `${text}}`;
    },
  };
}

function cellJson(cells: CsvCells, row: number, column: number, isNumber: boolean): string {
  const plain = isNumber ? cells.number(row, column) : Number.NaN;
  if (!Number.isNaN(plain)) return JSON.stringify(plain);
  const text = cells.text(row, column);
  if (!isNumber) return JSON.stringify(text);
  const number = parseDecimal(text);
  if (number !== null && Number.isFinite(number)) return String(number);
  return isMissingNumber(text) ? "null" : JSON.stringify(text);
}
