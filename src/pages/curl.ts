// The command that asks this model the same question: JSON of the values in the form, quoted for a shell.

import type { AskedField, AskedForm, FormValues } from "./asked-form.ts";

// Longer records are sent from a file: a command line is no place for hundreds of values.
export const maxInlineLength = 1500;

/** A curl command, and what its file holds where the record is too long for a command line. */
export interface Command {
  readonly text: string;
  readonly file: string | undefined;
}

/**
 * @param origin  scheme, host and port as the browser reached them, such as `http://localhost:5000`
 * @param values  null = the examples
 */
export function curlCommand(page: AskedForm, origin: string, values: FormValues | null): Command {
  const body = requestBody(page, values);
  const isInline = body.length <= maxInlineLength;
  const data = isInline ? shellQuote(body) : "@row.json";
  return {
    text: `curl ${shellQuote(`${origin}/predict`)} \\\n  -H 'Content-Type: application/json' \\\n  -d ${data}`,
    file: isInline ? undefined : `${body.slice(0, 60)} …`,
  };
}

/** A text as one word of a POSIX shell. */
export function shellQuote(text: string): string {
  if (/^[\w:/.@%+-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** How a language writes a record. */
export interface Notation {
  /** A value, from how JSON writes it. */
  readonly value: (json: string) => string;
  /** A name, from how JSON writes it. */
  readonly name: (json: string) => string;
  readonly comma: string;
  readonly colon: string;
}

const same = (json: string): string => json;
const jsonNotation: Notation = { value: same, name: same, comma: ",", colon: ":" };

/** The row that a request sends: a record of the fields, or a list where rows are pasted. */
export function requestBody(
  page: AskedForm,
  values: FormValues | null,
  notation: Notation = jsonNotation,
): string {
  const { value, name, comma, colon } = notation;
  if (page.shape === "paste") {
    const texts = values?.row === undefined ? undefined : page.split?.(values.row);
    const row = texts ?? page.fields.map((field) => field.example);
    return `[${row.map((text) => value(valueJson(undefined, text))).join(comma)}]`;
  }
  const entries = page.fields.flatMap((field) => {
    const text = values === null ? field.example : (values.texts.get(field.name) ?? "");
    // Left empty, the default stands for it: so it does in a record without it.
    if (field.hasDefault && text.trim() === "") return [];
    return `${name(JSON.stringify(field.name))}${colon}${value(valueJson(field, text))}`;
  });
  return `{${entries.join(comma)}}`;
}

// A number keeps the digits that were typed. What is no number stays a text, to be refused like the form's.
function valueJson(field: AskedField | undefined, text: string): string {
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text);
  if (field === undefined) return isNumber ? text : JSON.stringify(text);
  if (text === "" && field.kind !== "text") return "null";
  if (field.kind === "boolean" && /^(true|false)$/.test(text)) return text;
  if (field.kind === "number" || field.kind === "integer") {
    return isNumber ? text : JSON.stringify(text);
  }
  return field.literals.includes(text) ? text : JSON.stringify(text);
}
