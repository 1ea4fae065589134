// The way of an error to the client: a page of the app's own for it, while a project is worked on the page that shows
// where, else ours.

import type { FastifyReply, FastifyRequest } from "fastify";
import { overlayPolicy } from "./debug/overlay.ts";
import { abortOf } from "./own/result.ts";
import { clientError } from "./problem.ts";
import { type Service, sendError, sendText, wantsHtml } from "./service.ts";

export async function answerError(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): Promise<FastifyReply> {
  const known = clientError(error);
  const isInternal = known.code === "INTERNAL";
  if (isInternal) request.failure = error;
  const status = abortOf(error)?.status ?? known.status;
  if (isInternal && service.explain !== null && wantsHtml(request)) {
    request.summary = known.code;
    reply.header("content-security-policy", overlayPolicy);
    sendText(service, reply, status, "text/html; charset=utf-8", service.explain(error));
    return reply;
  }
  if (wantsHtml(request)) {
    try {
      const { message } = known;
      if (await service.site.answerError(request, reply, { status, message })) {
        request.summary = known.code;
        return reply;
      }
    } catch (second) {
      // The page for errors has one itself.
      request.failure = second;
    }
  }
  sendError(service, request, reply, error);
  return reply;
}
