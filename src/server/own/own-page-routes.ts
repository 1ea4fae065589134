// The project's own page at the root, for GET and POST as the tutorials have it.

import { sendAnswer } from "../answering.ts";
import { askedByPairs } from "../asked.ts";
import type { Routes } from "../routes/routes.ts";
import type { Service } from "../service.ts";
import { bindForm } from "./form-binding.ts";
import { sendOwnForm } from "./own-page.ts";
import { OwnRequest, readOwnBody } from "./request.ts";

/** @param isAnswering  whether forms that are sent to the page are the model's */
export function addOwnPageRoutes(app: Routes, service: Service, isAnswering: boolean): void {
  const { inputs } = service.model.signature;
  app.get("/", (request, reply) => {
    sendOwnForm(service, request, reply);
  });
  app.post("/", { onRequest: service.load.admit }, async (request, reply) => {
    const body = await readOwnBody(request, service.limits);
    const { form } = new OwnRequest(request, reply, body, new Map(), service.limits);
    const sent = [...form];
    const pairs = bindForm(sent, service.model.signature, () => service.site.pageForm());
    const names = new Set(pairs.map(([name]) => name));
    // Every fourth form of such projects names no address of its own, and so asks here.
    if (isAnswering && sent.length > 0 && inputs.every(({ name }) => names.has(name))) {
      await sendAnswer(service, request, reply, {
        ...askedByPairs(service.pages.page, pairs),
        sent,
      });
    } else {
      sendOwnForm(service, request, reply, sent);
    }
    return reply;
  });
}
