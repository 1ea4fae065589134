// Rows that were sent as JSON, answered as a CSV file: what was sent, and behind it the columns of the answer.

import { answerColumns } from "../predict/batch/answer-columns.ts";
import { textCell } from "../predict/batch/cell-text.ts";
import type { InputRow, Prediction } from "../predict/prediction.ts";
import { isRecord } from "../signature/plan.ts";
import type { Signature } from "../signature/signature.ts";

const delimiter = ",";

/**
 * @param rows  records by name, or rows by position
 * @param probabilities  whether the probability of every class has a column
 */
export function rowsAsCsv(
  signature: Signature,
  rows: readonly InputRow[],
  predictions: readonly Prediction[],
  probabilities: boolean,
): string {
  const names = columnNames(signature, rows);
  const options = { probabilities, delimiter, taken: names };
  const columns = answerColumns(signature, predictions[0] ?? null, options);
  const head = [...names, ...columns.map(({ name }) => name)].map((name) => cell(name));
  const lines = predictions.map((prediction, row) => {
    const values = valuesOf(rows[row], names);
    return [...names.map((_, i) => cell(values[i])), ...columns.map((one) => one.cell(prediction))];
  });
  return [head, ...lines].map((cells) => `${cells.join(delimiter)}\n`).join("");
}

/** All names of records in the order that they come in; of rows by position those of the model. */
function columnNames({ inputs }: Signature, rows: readonly InputRow[]): readonly string[] {
  const named = new Set(rows.flatMap((row) => namesOf(row) ?? []));
  if (named.size > 0) return [...named];
  const { length } = valuesOf(rows[0], []);
  return Array.from({ length }, (_, i) => inputs[i]?.name ?? `x${i + 1}`);
}

/** The names of a record, in its own order; null for a row by position. */
function namesOf(row: InputRow | undefined): readonly string[] | null {
  if (row instanceof Map) return [...row.keys()];
  return isRecord(row) ? Object.keys(row) : null;
}

/** A row's values in the order of `names`; a row by position has its own. */
function valuesOf(row: InputRow | undefined, names: readonly string[]): readonly unknown[] {
  if (row instanceof Map) return names.map((name) => row.get(name));
  if (Array.isArray(row)) return row;
  if (!isRecord(row)) return [row];
  const entries = new Map(Object.entries(row));
  return names.map((name) => entries.get(name));
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "object") return textCell(JSON.stringify(value), delimiter);
  return textCell(String(value), delimiter);
}
