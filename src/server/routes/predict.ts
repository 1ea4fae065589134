// The API: values in the query string, a form or JSON; the answer as JSON, or as the page for browsers.

import type { FastifyInstance, FastifyRequest } from "fastify";
import { PicklejarError } from "../../errors.ts";
import { sendAnswer, sendForm } from "../answering.ts";
import { type Asked, askedByBody, askedByPairs } from "../asked.ts";
import { readBody } from "../body.ts";
import { predictPaths } from "../openapi/predict-paths.ts";
import { PairsError, parsePairs, queryOf } from "../pairs.ts";
import { type Service, wantsHtml } from "../service.ts";

export function addPredictRoutes(app: FastifyInstance, service: Service): void {
  const { page } = service.pages;
  service.paths.add(predictPaths(page));

  const asked = async (request: FastifyRequest, force: boolean): Promise<Asked> => {
    const body = await readBody(request.raw, { ...service, force });
    return askedByBody(page, body, service.example);
  };

  const { admit: onRequest } = service.load;
  app.get("/predict", { onRequest }, async (request, reply) => {
    const pairs = readQuery(service, queryOf(request.url));
    if (pairs.length === 0 && wantsHtml(request)) return sendForm(service, request, reply);
    return sendAnswer(service, request, reply, askedByPairs(page, pairs));
  });
  app.post("/predict", { onRequest }, async (request, reply) =>
    sendAnswer(service, request, reply, await asked(request, false)),
  );
  // The tutorials' clients post here, often without a content type.
  app.post("/predict_api", { onRequest }, async (request, reply) =>
    sendAnswer(service, request, reply, await asked(request, true)),
  );
}

/** @throws REQUEST_MALFORMED */
export function readQuery(service: Service, query: string): [string, string][] {
  try {
    return parsePairs(query, service.limits.pairs);
  } catch (error) {
    if (!(error instanceof PairsError)) throw error;
    throw new PicklejarError("REQUEST_MALFORMED", {
      reason: `in its query string ${error.message}`,
    });
  }
}
