// What a recorded case says the answer should be: cells of a CSV file, or parts of a JSON record.

import { isRecord } from "../../signature/plan.ts";
import type { Signature } from "../../signature/signature.ts";
import type { AnswerColumn } from "./answer-columns.ts";
import type { InputShape, RowBlock } from "./row-source.ts";

/** The recorded value of one column of the answer; undefined where a case says nothing about it. */
export type Expectation = (rows: RowBlock, row: number) => unknown;

/** Whether a column of a file of cases holds answers: `prediction`, `prediction_2`, `probability_setosa`. */
export function isAnswerName(name: string): boolean {
  return /^(prediction|prediction_\d+|probability_.*|probabilities|warnings|distances|indices)$/s.test(
    name,
  );
}

/**
 * The row of a JSON case: what stands under `input`, else the record without the answer's parts.
 *
 * @param signature  whose fields are never taken for parts of an answer
 */
export function caseRow(value: unknown, { inputs }: Signature): unknown {
  if (!isRecord(value)) return value;
  const own = new Set(inputs.map(({ name }) => name));
  const entries = Object.entries(value);
  const input = own.has("input") ? undefined : entries.find(([name]) => name === "input");
  if (input !== undefined) return input[1];
  return new Map(entries.filter(([name]) => own.has(name) || !isAnswerName(name)));
}

/** Where the value of a column of the answer is recorded; null where the file has no such column. */
export function expectationOf(
  column: AnswerColumn,
  shape: InputShape,
  outputs: number,
): Expectation | null {
  if (shape.kind === "json") {
    return (rows, row) => {
      const value = rows.kind === "json" ? rows.values[row] : undefined;
      return isRecord(value) ? recordedIn(value, column, outputs) : undefined;
    };
  }
  const fields = new Set(shape.columns);
  const names = shape.header?.names ?? [];
  const position = names.findLastIndex((name, i) => name === column.name && !fields.has(i));
  if (position < 0) return null;
  return (rows, row) => (rows.kind === "csv" ? rows.cells.text(row, position) : undefined);
}

function recordedIn(record: object, column: AnswerColumn, outputs: number): unknown {
  const flat = property(record, column.name);
  if (flat !== undefined && column.name !== "prediction") return flat;
  const isShare = column.kind === "probability";
  const whole = property(record, isShare ? "probabilities" : "prediction");
  const ofOutput = outputs > 1 ? itemOf(whole, column.output) : whole;
  if (!isShare) return column.part === null ? ofOutput : itemOf(ofOutput, column.part);
  const label = column.name.replace(/^probability_/, "");
  const own = outputs > 1 ? label.replace(/^\d+_/, "") : label;
  return isRecord(ofOutput) ? property(ofOutput, own) : undefined;
}

function property(record: object, name: string): unknown {
  return Object.hasOwn(record, name) ? Reflect.get(record, name) : undefined;
}

function itemOf(value: unknown, i: number): unknown {
  return Array.isArray(value) ? value[i] : undefined;
}
