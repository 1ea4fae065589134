// The project's own page at the root, for GET and POST as the tutorials have it.

import type { Routes } from "../routes/routes.ts";
import type { Service } from "../service.ts";
import { sendOwnForm } from "./own-page.ts";
import { OwnRequest, readOwnBody } from "./request.ts";

export function addOwnPageRoutes(app: Routes, service: Service): void {
  app.get("/", (request, reply) => {
    sendOwnForm(service, request, reply);
  });
  app.post("/", async (request, reply) => {
    const body = await readOwnBody(request, service.limits);
    const { form } = new OwnRequest(request, reply, body, new Map(), service.limits);
    sendOwnForm(service, request, reply, [...form]);
    return reply;
  });
}
