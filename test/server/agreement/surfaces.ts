// Every way to ask a model over HTTP, each giving the answers to the same rows.

import type { FastifyInstance, InjectOptions } from "fastify";
import { expect } from "vitest";
import { type Answer, csvOf, type Row, textsOf } from "./cases.ts";

const json = { "content-type": "application/json", accept: "application/json" };

export type Surface = (app: FastifyInstance, rows: readonly Row[]) => Promise<readonly Answer[]>;

async function ask(app: FastifyInstance, options: InjectOptions): Promise<string> {
  const response = await app.inject({ method: "POST", url: "/predict", ...options });
  expect(response.statusCode, response.body.slice(0, 1000)).toBe(200);
  return response.body;
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

function eachRow(options: (row: Row) => InjectOptions): Surface {
  return (app, rows) => Promise.all(rows.map(async (row) => single(await ask(app, options(row)))));
}

function allRows(options: (rows: readonly Row[]) => InjectOptions): Surface {
  return async (app, rows) => many(await ask(app, options(rows)));
}

function ofJson(payload: unknown): InjectOptions {
  return { headers: json, payload: JSON.stringify(payload) };
}

function ofParts(data: FormData): () => Promise<InjectOptions> {
  return async () => {
    const request = new Request("http://localhost/", { method: "POST", body: data });
    const type = request.headers.get("content-type") ?? "";
    const payload = Buffer.from(await request.arrayBuffer());
    return { headers: { "content-type": type, accept: "application/json" }, payload };
  };
}

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
  "the parts of a form": async (app, rows) => {
    const answers: Answer[] = [];
    for (const row of rows) {
      const data = new FormData();
      for (const [name, text] of textsOf(row)) data.append(name, text);
      answers.push(single(await ask(app, await ofParts(data)())));
    }
    return answers;
  },
  "a file in a form": async (app, rows) => {
    const data = new FormData();
    data.append("file", new File([csvOf(rows)], "rows.csv"));
    return many(await ask(app, await ofParts(data)()));
  },
  "a batch of JSON Lines": async (app, rows) => {
    const headers = { "content-type": "application/x-ndjson" };
    const payload = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    return linesOf(await ask(app, { url: "/batch?proba=true", headers, payload }));
  },
};

/** The answers in JSON Lines, each after its record. */
export function linesOf(body: string): Answer[] {
  const lines = body.trimEnd().split("\n");
  return lines.map((line) => answerIn(line, JSON.parse(line)));
}
