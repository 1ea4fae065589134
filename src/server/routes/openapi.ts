// The API described by the model's own signature.

import { jsonReplacer } from "../../predict/json-value.ts";
import { openApiDocument } from "../openapi/document.ts";
import { type Service, sendJson } from "../service.ts";
import type { Routes } from "./routes.ts";

export function addOpenApiRoutes(app: Routes, service: Service): void {
  // Made when first asked for, when every route has said what it answers.
  let json: string | undefined;
  app.get("/openapi.json", (_request, reply) => {
    const { pages, identity, paths } = service;
    json ??= JSON.stringify(
      openApiDocument(pages.page, identity.version, paths.toObject()),
      jsonReplacer,
    );
    sendJson(service, reply, 200, json);
  });
}
