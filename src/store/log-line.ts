// The lines of a prediction log: an answered row, a request that failed, a file that was answered, a judgement of an
// answer. What is read back may be anybody's file: whatever is not one of these is none.

import type { Answer } from "../predict/format.ts";
import { type JsonValue, jsonReplacer } from "../predict/json-value.ts";
import type { InputRow } from "../predict/prediction.ts";

interface LineStart {
  /** When it happened, milliseconds since 1970. */
  readonly at: number;
  /** The request's id. */
  readonly id: string;
  /** The version of the model, where it is known. */
  readonly version?: string;
}

/** One row with its answer. */
export interface LogEntry extends LineStart {
  /** The row's number in its request, counted from 0; null where one row was asked. */
  readonly row: number | null;
  /** Left out where values are not kept. */
  readonly inputs?: InputRow;
  /** Left out where values are not kept. */
  readonly answer?: Answer;
  /** What the whole request's prediction took, milliseconds. */
  readonly ms: number;
}

/** A request for predictions that was not answered. Its values are not kept. */
export interface LoggedFailure extends LineStart {
  readonly error: { readonly status: number; readonly code: string };
}

/** A file that `/batch` answered. Its rows are not kept. */
export interface LoggedBatch extends LineStart {
  readonly batch: { readonly rows: number };
}

/** What somebody said the right answer was. */
export interface LoggedFeedback extends LineStart {
  readonly feedback: {
    readonly answer: JsonValue;
    /** The row of many, counted from 0. */
    readonly row?: number;
    readonly note?: string;
    /** What the model had answered, where that was still known. */
    readonly prediction?: JsonValue;
  };
}

export type LogLine = LogEntry | LoggedFailure | LoggedBatch | LoggedFeedback;

/** The line with its end. */
export function renderLogLine(line: LogLine): string {
  const { at, id, version, ...rest } = line;
  const start = { time: new Date(at).toISOString(), id, ...(version !== undefined && { version }) };
  return `${JSON.stringify({ ...start, ...plain(rest) }, jsonReplacer)}\n`;
}

function plain(rest: Omit<LogLine, keyof LineStart>): object {
  if (!("ms" in rest)) return rest;
  const { row, inputs, ...others } = rest as Omit<LogEntry, keyof LineStart>;
  return {
    ...(row !== null && { row }),
    ...(inputs !== undefined && {
      inputs: inputs instanceof Map ? Object.fromEntries(inputs) : inputs,
    }),
    ...others,
  };
}

/** A line of the log; null for what is none. Values inside of `inputs`, `answer` and `feedback` are as they were found. */
export function parseLogLine(text: string): LogLine | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value)) return null;
  const { time, id, version } = value;
  const at = typeof time === "string" ? Date.parse(time) : Number.NaN;
  if (!Number.isFinite(at) || typeof id !== "string" || id.length > 100) return null;
  const start = { at, id, ...(typeof version === "string" && { version }) };
  return (
    failureOf(value["error"], start) ??
    batchOf(value["batch"], start) ??
    feedbackOf(value["feedback"], start) ??
    entryOf(value, start)
  );
}

function failureOf(error: unknown, start: LineStart): LoggedFailure | null {
  if (!isObject(error)) return null;
  const { status, code } = error;
  const isStatus = isCount(status) && status >= 400 && status < 600;
  if (!isStatus || typeof code !== "string" || !/^[A-Z][A-Z\d_]{1,39}$/.test(code)) return null;
  return { ...start, error: { status, code } };
}

function batchOf(batch: unknown, start: LineStart): LoggedBatch | null {
  if (!isObject(batch)) return null;
  const { rows } = batch;
  return isCount(rows) ? { ...start, batch: { rows } } : null;
}

function feedbackOf(feedback: unknown, start: LineStart): LoggedFeedback | null {
  if (!isObject(feedback) || !Object.hasOwn(feedback, "answer")) return null;
  const { answer, row, note, prediction } = feedback;
  return {
    ...start,
    feedback: {
      answer: answer as JsonValue,
      ...(isCount(row) && { row }),
      ...(typeof note === "string" && { note: note.slice(0, 1000) }),
      ...(prediction !== undefined && { prediction: prediction as JsonValue }),
    },
  };
}

function entryOf(value: Readonly<Record<string, unknown>>, start: LineStart): LogEntry | null {
  const { ms, row, inputs, answer } = value;
  if (typeof ms !== "number" || !(ms >= 0)) return null;
  const isAnswer = isObject(answer) && Object.hasOwn(answer, "prediction");
  const isRow = typeof inputs === "string" || (typeof inputs === "object" && inputs !== null);
  return {
    ...start,
    row: isCount(row) ? row : null,
    ...(isRow && { inputs: inputs as InputRow }),
    ...(isAnswer && { answer: answer as unknown as Answer }),
    ms,
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
