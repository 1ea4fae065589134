// The same question in Python and JavaScript, with this model's example.

import { maxInlineLength, type Notation, requestBody } from "./curl.ts";
import type { PageModel } from "./page-model.ts";

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
export function pythonSnippet(page: PageModel, origin: string): string {
  const row = requestBody(page, null, python);
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
export function javaScriptSnippet(page: PageModel, origin: string): string {
  const row = requestBody(page, null, javaScript);
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
