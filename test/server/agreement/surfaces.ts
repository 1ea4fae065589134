// Every way to ask a model over HTTP, each giving the answers to the same rows.

import { expect } from "vitest";
import { type Answer, csvOf, type Row, textsOf } from "./cases.ts";

const json = { "content-type": "application/json", accept: "application/json" };

/** @param base  the server's address, without a slash at its end */
export type Surface = (base: string, rows: readonly Row[]) => Promise<readonly Answer[]>;

interface Question {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | FormData;
}

/** The body of what is answered, which must be a success. */
export async function ask(
  base: string,
  { method = "POST", url = "/predict", headers = {}, payload }: Question,
): Promise<string> {
  const body = payload === undefined ? {} : { body: payload };
  const response = await fetch(base + url, { method, headers, ...body });
  const text = await response.text();
  expect(response.status, text.slice(0, 1000)).toBe(200);
  return text;
}

interface Answered {
  readonly prediction: unknown;
  readonly probabilities?: unknown;
}

/** The answer, after making sure that the body holds every digit of it. */
function answerIn(body: string, { prediction, probabilities }: Answered): Answer {
  const answer = {
    prediction: JSON.stringify(prediction),
    probabilities: probabilities === undefined ? undefined : JSON.stringify(probabilities),
  };
  expect(body).toContain(`"prediction":${answer.prediction}`);
  if (answer.probabilities !== undefined) {
    expect(body).toContain(`"probabilities":${answer.probabilities}`);
  }
  return answer;
}

function single(body: string): Answer {
  return answerIn(body, JSON.parse(body));
}

function many(body: string): Answer[] {
  const { predictions }: { predictions: Answered[] } = JSON.parse(body);
  return predictions.map((answered) => answerIn(body, answered));
}

function eachRow(options: (row: Row) => Question): Surface {
  return (base, rows) =>
    Promise.all(rows.map(async (row) => single(await ask(base, options(row)))));
}

function allRows(options: (rows: readonly Row[]) => Question): Surface {
  return async (base, rows) => many(await ask(base, options(rows)));
}

function ofJson(payload: unknown): Question {
  return { headers: json, payload: JSON.stringify(payload) };
}

const accept = { accept: "application/json" };

const lists = (rows: readonly Row[]) => rows.map((row) => Object.values(row));
const urlencoded = {
  "content-type": "application/x-www-form-urlencoded",
  accept: "application/json",
};
const texts = (row: Row) => String(new URLSearchParams(textsOf(row)));

export const surfaces: Readonly<Record<string, Surface>> = {
  "a JSON record": eachRow(ofJson),
  // Of a model of one text a list is a list of texts.
  "a JSON array": eachRow((row) =>
    ofJson(Object.keys(row).length === 1 ? row : Object.values(row)),
  ),
  "JSON records": allRows(ofJson),
  "JSON arrays": allRows((rows) => ofJson(lists(rows))),
  "rows in JSON": allRows((rows) => ofJson({ rows })),
  "JSON columns": allRows((rows) => {
    const names = Object.keys(rows[0] ?? {});
    return ofJson(Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])));
  }),
  "a split table": allRows((rows) => {
    return ofJson({ columns: Object.keys(rows[0] ?? {}), data: lists(rows) });
  }),
  "a form": eachRow((row) => ({ headers: urlencoded, payload: texts(row) })),
  "a query string": eachRow((row) => ({
    method: "GET",
    url: `/predict?${texts(row)}`,
    headers: { accept: "application/json" },
  })),
  "the tutorials' path": allRows((rows) => ({ ...ofJson(rows), url: "/predict_api" })),
  "a CSV body": allRows((rows) => ({
    headers: { "content-type": "text/csv", accept: "application/json" },
    payload: csvOf(rows),
  })),
  "JSON Lines": allRows((rows) => ({
    headers: { "content-type": "application/x-ndjson", accept: "application/json" },
    payload: rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
  })),
  "the parts of a form": async (base, rows) => {
    const answers: Answer[] = [];
    for (const row of rows) {
      const data = new FormData();
      for (const [name, text] of textsOf(row)) data.append(name, text);
      answers.push(single(await ask(base, { headers: accept, payload: data })));
    }
    return answers;
  },
  "a file in a form": async (base, rows) => {
    const data = new FormData();
    data.append("file", new File([csvOf(rows)], "rows.csv"));
    return many(await ask(base, { headers: accept, payload: data }));
  },
  "a batch of JSON Lines": async (base, rows) => {
    const headers = { "content-type": "application/x-ndjson" };
    const payload = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    return linesOf(await ask(base, { url: "/batch?proba=true", headers, payload }));
  },
};

/** The answers in JSON Lines, each after its record. */
export function linesOf(body: string): Answer[] {
  const lines = body.trimEnd().split("\n");
  return lines.map((line) => answerIn(line, JSON.parse(line)));
}
