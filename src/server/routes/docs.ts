// The API for people: one page, a page for each request, the same as plain text, and the explorer.

import { featureImportances } from "../../estimators/feature-importances.ts";
import { requestBody } from "../../pages/curl.ts";
import type { DocsFacts } from "../../pages/docs-facts.ts";
import { renderDocsText } from "../../pages/docs-text.ts";
import { modelCard } from "../../predict/card.ts";
import { formatAnswer } from "../../predict/format.ts";
import type { Model } from "../../predict/prediction.ts";
import { withDeadline } from "../answering.ts";
import { askedByBody } from "../asked.ts";
import { takenTypes } from "../content-type.ts";
import { listOperations } from "../openapi/operations.ts";
import { originOf } from "../origin.ts";
import { pathOf } from "../own/request.ts";
import { homeFrom, type Service, sendPage, sendText } from "../service.ts";
import { addExplorerRoutes } from "./explorer.ts";
import type { Routes } from "./routes.ts";

// Documentation does not wait for a model that is slow, milliseconds.
const patienceMs = 2000;

export function addDocsRoutes(app: Routes, service: Service): void {
  addExplorerRoutes(app, service);
  const { limits } = service;
  let known: Pick<DocsFacts, "operations" | "card" | "importances"> | undefined;
  let answer: string | null = null;
  const factsFor = async (request: Parameters<typeof originOf>[0]): Promise<DocsFacts> => {
    // Made when first asked for, when every route has said what it answers.
    known ??= describe(service);
    answer ??= await exampleAnswer(service, request.id);
    return { origin: originOf(request), answer, limits, ...known };
  };
  app.get("/docs", async (request, reply) => {
    const facts = await factsFor(request);
    sendPage(service, reply, 200, service.pages.renderDocs(facts, homeFrom(request.url)));
  });
  app.get("/docs.txt", async (request, reply) => {
    const text = renderDocsText(service.pages.page, await factsFor(request));
    sendText(service, reply, 200, "text/plain; charset=utf-8", text);
  });
  app.get("/docs/requests/:id", async (request, reply) => {
    const path = pathOf(request.url);
    const facts = await factsFor(request);
    const operation = facts.operations.find(({ id }) => path === `/docs/requests/${id}`);
    if (operation === undefined) throw service.site.notFound(path);
    const html = service.pages.renderOperation(operation, facts, homeFrom(request.url));
    sendPage(service, reply, 200, html);
  });
}

function describe(service: Service): Pick<DocsFacts, "operations" | "card" | "importances"> {
  const { model, paths, limits, takesFiles, example } = service;
  const details = {
    example,
    types: takenTypes(takesFiles),
    seconds: limits.requestMs / 1000,
    page: "/",
    api: "/predict",
    allow: "the method that it is listed with",
    advice: "Correct it as the message says and send it again.",
  };
  return {
    operations: listOperations(paths.toObject(), details),
    card: modelCard(model),
    importances: importancesOf(model),
  };
}

function importancesOf({ document, signature, files }: Model): readonly number[] | null {
  if (document === undefined || files !== undefined) return null;
  return featureImportances(document.value, signature.inputs.length);
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
