// The same question in every language that is shown, with the values that stand in the form.

import type { AskedForm, FormValues } from "./asked-form.ts";
import { curlCommand, maxInlineLength, type Notation, requestBody, shellQuote } from "./curl.ts";

/** A question in one language. */
export interface Snippet {
  readonly language: string;
  readonly code: string;
}

/** @param values  null = the examples */
export function snippetsOf(
  page: AskedForm,
  origin: string,
  values: FormValues | null,
): readonly Snippet[] {
  return [
    { language: "curl", code: curlCommand(page, origin, values).text },
    { language: "Python", code: pythonSnippet(page, origin, values) },
    { language: "JavaScript", code: javaScriptSnippet(page, origin, values) },
    { language: "CLI", code: commandLineSnippet(page, values) },
  ];
}

const constants: ReadonlyMap<string, string> = new Map([
  ["true", "True"],
  ["false", "False"],
  ["null", "None"],
]);

const python: Notation = {
  value: (json) => constants.get(json) ?? json,
  name: (json) => json,
  comma: ", ",
  colon: ": ",
};

const javaScript: Notation = {
  value: (json) => json,
  // Written plainly, this name would set the object's prototype.
  name: (json) => (json === '"__proto__"' ? '["__proto__"]' : json),
  comma: ", ",
  colon: ": ",
};

/** For `requests`, which most people have. */
export function pythonSnippet(
  page: AskedForm,
  origin: string,
  values: FormValues | null = null,
): string {
  const row = requestBody(page, values, python);
  const isInline = row.length <= maxInlineLength;
  return [
    ...(isInline ? [] : ["import json"]),
    "import requests",
    "",
    `row = ${isInline ? row : 'json.load(open("row.json"))'}`,
    `answer = requests.post(${JSON.stringify(`${origin}/predict`)}, json=row)`,
    'print(answer.json()["prediction"])',
  ].join("\n");
}

/** For browsers of the same origin, Node, Deno and Bun. */
export function javaScriptSnippet(
  page: AskedForm,
  origin: string,
  values: FormValues | null = null,
): string {
  const row = requestBody(page, values, javaScript);
  const isInline = row.length <= maxInlineLength;
  return [
    ...(isInline ? [] : ['import row from "./row.json" with { type: "json" };', ""]),
    ...(isInline ? [`const row = ${row};`] : []),
    `const answer = await fetch(${JSON.stringify(`${origin}/predict`)}, {`,
    '  method: "POST",',
    '  headers: { "Content-Type": "application/json" },',
    "  body: JSON.stringify(row),",
    "});",
    "const { prediction } = await answer.json();",
  ].join("\n");
}

/** For a shell, without a server. */
export function commandLineSnippet(page: AskedForm, values: FormValues | null): string {
  const row = requestBody(page, values);
  const predict = `picklejar predict ${shellQuote(page.name)}`;
  if (row.length > maxInlineLength) return `${predict} row.json --json`;
  return `echo ${shellQuote(row)} | ${predict} --json`;
}
