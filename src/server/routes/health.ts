// Probes: is the process alive, and should it get traffic?

import { PicklejarError } from "../../errors.ts";
import { plainGet } from "../openapi/document.ts";
import { type Service, sendJson } from "../service.ts";
import type { Routes } from "./routes.ts";

export function addHealthRoutes(app: Routes, service: Service): void {
  const { identity, behind } = service;
  const models = behind === null ? { model: identity } : { models: behind };
  const ready = JSON.stringify({ status: "ready", ...models });
  const json = "application/json";
  const status = { type: "object", properties: { status: { type: "string" } } };
  const ask = "Whether the server wants traffic";
  service.paths.add({
    "/health/live": plainGet("live", "Whether the process is alive", json, status),
    "/health/ready": plainGet("ready", ask, json, status, ["SERVER_STOPPING"]),
  });
  app.get("/health/live", (_request, reply) => {
    sendJson(service, reply, 200, '{"status":"live"}');
  });
  app.get("/health/ready", (_request, reply) => {
    if (service.drain.isDraining) throw new PicklejarError("SERVER_STOPPING");
    sendJson(service, reply, 200, ready);
  });
}
