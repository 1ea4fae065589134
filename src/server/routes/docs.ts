// The API for people.

import { type ErrorCode, PicklejarError } from "../../errors.ts";
import { requestBody } from "../../pages/curl.ts";
import { formatAnswer } from "../../predict/format.ts";
import { withDeadline } from "../answering.ts";
import { askedByBody } from "../asked.ts";
import { takenTypes } from "../content-type.ts";
import { originOf } from "../origin.ts";
import { homeFrom, type Service, sendPage } from "../service.ts";
import { addExplorerRoutes } from "./explorer.ts";
import type { Routes } from "./routes.ts";

// What somebody who writes a client meets; openapi.json has them all.
const shown: readonly ErrorCode[] = [
  "INPUT_INVALID",
  "BODY_MALFORMED",
  "MEDIA_TYPE_UNSUPPORTED",
  "BODY_TOO_LARGE",
  "ANSWER_TIMEOUT",
];

// Documentation does not wait for a model that is slow, milliseconds.
const patienceMs = 2000;

export function addDocsRoutes(app: Routes, service: Service): void {
  const { pages, limits, paths } = service;
  const errors = shown.map((code) => {
    const details = { example: service.example, types: takenTypes(service.takesFiles) };
    const { status, hint } = new PicklejarError(code, details);
    return [code, status, hint.replaceAll("`", "")] as const;
  });
  addExplorerRoutes(app, service);
  let answer: string | null = null;
  app.get("/docs", async (request, reply) => {
    answer ??= await exampleAnswer(service, request.id);
    const operations = paths.summaries();
    const facts = { origin: originOf(request), answer, operations, errors, limits };
    sendPage(service, reply, 200, pages.renderDocs(facts, homeFrom(request.url)));
  });
}

/** What the model answers to its own example; null when it does not take it. */
async function exampleAnswer(service: Service, id: string): Promise<string | null> {
  const { model, pages, identity } = service;
  if (model.signature.inputs.length === 0) return null;
  try {
    const value: unknown = JSON.parse(requestBody(pages.page, null));
    const { rows } = askedByBody(pages.page, { kind: "json", value }, service.example);
    const [prediction] = await withDeadline(model.predict(rows), patienceMs);
    if (prediction === undefined) return null;
    const context = { signature: model.signature, model: identity, id };
    return JSON.stringify(formatAnswer(prediction, context), null, 2);
  } catch {
    // A page without an example is better than none.
    return null;
  }
}
