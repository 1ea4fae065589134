// The model's card as JSON.

import { modelCard } from "../../predict/card.ts";
import { jsonReplacer } from "../../predict/json-value.ts";
import { plainGet } from "../openapi/document.ts";
import { type Service, sendJson } from "../service.ts";
import type { Routes } from "./routes.ts";

export function addModelRoutes(app: Routes, service: Service): void {
  // Made when first asked for: the outline of a large file takes time that the start should not.
  let card: string | undefined;
  const summary = "The model's card: signature, estimators, versions, sha256";
  service.paths.add({
    "/model": plainGet("model", summary, "application/json", { type: "object" }),
  });
  app.get("/model", (_request, reply) => {
    card ??= JSON.stringify({ ...service.identity, ...modelCard(service.model) }, jsonReplacer);
    sendJson(service, reply, 200, card);
  });
}
