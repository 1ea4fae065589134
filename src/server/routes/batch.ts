// A file in, a file out, of any length: rows are answered on a thread of their own while they come, in constant memory.

import type { FastifyReply, FastifyRequest } from "fastify";
import { PicklejarError } from "../../errors.ts";
import { BatchRequest } from "../batch-request.ts";
import { batchPaths } from "../openapi/batch-paths.ts";
import type { Service } from "../service.ts";
import type { Routes } from "./routes.ts";

/** Says that an app with hooks scores no files, which would pass them by. */
export function refuseFiles(app: Routes): void {
  const refuse = (): never => {
    throw new PicklejarError("FILES_NOT_TAKEN");
  };
  for (const path of ["/batch", "/jobs"]) {
    app.get(path, refuse);
    app.post(path, refuse);
  }
}

export function addBatchRoutes(app: Routes, service: Service): void {
  service.paths.add(batchPaths(service.pages.page));
  const { admit: onRequest } = service.load;
  app.post("/batch", { onRequest }, async (request: FastifyRequest, reply: FastifyReply) => {
    if (service.drain.isDraining) throw new PicklejarError("SERVER_STOPPING");
    return new BatchRequest(service, request, reply).run();
  });
}
