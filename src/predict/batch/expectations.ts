// What a recorded case says the answer should be: cells of a CSV file, or parts of a JSON record.

import { isRecord } from "../../signature/plan.ts";
import type { OutputField, Signature } from "../../signature/signature.ts";
import { type AnswerColumn, numberedName } from "./answer-columns.ts";
import type { InputShape, RowBlock } from "./row-source.ts";

/** The recorded value of one column of the answer; undefined where a case says nothing about it. */
export type Expectation = (rows: RowBlock, row: number) => unknown;

/**
 * Whether a column of a file of cases holds answers: `prediction`, `prediction_2`, `probability_setosa`, and
 * what a transformer calls its columns.
 */
export function isAnswerName(name: string, { outputs }: Signature): boolean {
  const usual =
    /^(prediction|prediction_\d+|probability_.*|probabilities|warnings|distances|indices)$/s;
  const isOwn = (output: OutputField) =>
    name.startsWith(`${output.name}_`) &&
    output.names?.includes(name.slice(output.name.length + 1)) === true;
  return usual.test(name) || outputs.some(isOwn);
}

/**
 * The row of a JSON case: what stands under `input`, else the record without the answer's parts.
 *
 * @param signature  whose fields are never taken for parts of an answer
 */
export function caseRow(value: unknown, signature: Signature): unknown {
  if (!isRecord(value)) return value;
  const own = new Set(signature.inputs.map(({ name }) => name));
  const entries = Object.entries(value);
  const input = own.has("input") ? undefined : entries.find(([name]) => name === "input");
  if (input !== undefined) return input[1];
  return new Map(entries.filter(([name]) => own.has(name) || !isAnswerName(name, signature)));
}

/** Where the value of a column of the answer is recorded; null where the file has no such column. */
export function expectationOf(
  column: AnswerColumn,
  shape: InputShape,
  signature: Signature,
): Expectation | null {
  if (shape.kind === "json") {
    return (rows, row) => {
      const value = rows.kind === "json" ? rows.values[row] : undefined;
      return isRecord(value) ? recordedIn(value, column, signature.outputs.length) : undefined;
    };
  }
  const fields = new Set(shape.columns);
  const names = shape.header?.names ?? [];
  const positionOf = (wanted: string | null) =>
    names.findLastIndex((name, i) => name === wanted && !fields.has(i));
  const named = positionOf(column.name);
  const position = named < 0 ? positionOf(numberedName(signature, column)) : named;
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
