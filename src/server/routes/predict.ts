// The API: values in the query string, a form or JSON; the answer as JSON, or as the page for browsers.

import type { FastifyReply, FastifyRequest } from "fastify";
import { PicklejarError } from "../../errors.ts";
import { readOptions, splitOptions } from "../answer-options.ts";
import { sendAnswer, sendForm } from "../answering.ts";
import { type Asked, askedByBody, askedByPairs } from "../asked.ts";
import { type Body, readBody } from "../body.ts";
import { contentTypeOf, unsupported } from "../content-type.ts";
import { predictPaths } from "../openapi/predict-paths.ts";
import { bindForm } from "../own/form-binding.ts";
import { PairsError, parsePairs, queryOf } from "../pairs.ts";
import { type Service, wantsHtml } from "../service.ts";
import { sendTable } from "../table-answer.ts";
import type { Routes } from "./routes.ts";

export function addPredictRoutes(app: Routes, service: Service): void {
  const { page } = service.pages;
  service.paths.add(predictPaths(page));

  const answer = async (request: FastifyRequest, reply: FastifyReply, force: boolean) => {
    const body = await readPatiently(service, request, reply, force);
    if (body.kind === "table") {
      if (!service.takesFiles) {
        throw unsupported("of a file, which this app's hooks do not see,", false);
      }
      const { probabilities } = readOptions(request, [], ["proba"]);
      return sendTable(service, request, reply, body, probabilities);
    }
    const asked =
      body.kind === "form"
        ? askedByForm(service, body.pairs)
        : askedByBody(page, body, service.example);
    const { probabilities } = readOptions(request, asked.parameters ?? [], ["proba"]);
    return sendAnswer(service, request, reply, asked, probabilities ?? true);
  };

  const { admit: onRequest } = service.load;
  app.get("/predict", { onRequest }, async (request, reply) => {
    const pairs = readQuery(service, queryOf(request.url));
    if (pairs.length === 0 && wantsHtml(request)) return sendForm(service, request, reply);
    const isOfPage = (name: string): boolean =>
      service.site.pageForm()?.fields.some((field) => field.name === name) === true;
    const { fields, probabilities } = readAddress(service, request, pairs, isOfPage);
    return sendAnswer(service, request, reply, askedByForm(service, fields), probabilities);
  });
  app.post("/predict", { onRequest }, (request, reply) => answer(request, reply, false));
  // The tutorials' clients post here, often without a content type.
  app.post("/predict_api", { onRequest }, (request, reply) => answer(request, reply, true));
}

/**
 * The fields of an address, and whether the answer holds probabilities.
 *
 * @param isOfPage  whether a name is one of the project's own form
 * @throws REQUEST_MALFORMED
 */
export function readAddress(
  { pages: { page } }: Service,
  request: FastifyRequest,
  pairs: readonly (readonly [string, string])[],
  isOfPage: (name: string) => boolean = () => false,
): { readonly fields: readonly (readonly [string, string])[]; readonly probabilities: boolean } {
  const { named, inputs } = page.model.signature;
  // A model that knows no names takes as many of the sender's own as it has inputs.
  const isField = (name: string): boolean =>
    inputs.some((field) => field.name === name) ||
    page.aliases.has(name) ||
    (!named && pairs.length <= inputs.length) ||
    isOfPage(name);
  const { fields, options } = splitOptions(pairs, ["proba"], isField);
  const places = { url: null, headers: request.headers };
  return { fields, probabilities: readOptions(places, options, ["proba"]).probabilities ?? true };
}

/** A form or a query string. That of a project's own page may name its fields as it likes. */
function askedByForm(service: Service, pairs: readonly (readonly [string, string])[]): Asked {
  const { page } = service.pages;
  if (!service.site.hasIndex) return askedByPairs(page, pairs);
  const bound = bindForm(pairs, service.model.signature, () => service.site.pageForm());
  return { ...askedByPairs(page, bound), sent: pairs };
}

/** The body, in the time that its kind may take. @throws REQUEST_TIMEOUT, and as `readBody` */
export async function readPatiently(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  force = false,
): Promise<Body> {
  const hold = (bytes: number): void => service.load.hold(reply, bytes);
  const options = { limits: service.limits, example: service.example, force, hold };
  const { kind } = contentTypeOf(request.raw);
  const isTable = ["csv", "json-lines", "parquet", "multipart"].includes(kind);
  if (!isTable) return readBody(request.raw, options);
  const { tableMs } = service.limits;
  const late = Promise.withResolvers<never>();
  const release = service.patience.grant(request.raw, tableMs, () => {
    late.reject(new PicklejarError("REQUEST_TIMEOUT", { seconds: tableMs / 1000 }));
  });
  try {
    return await Promise.race([readBody(request.raw, options), late.promise]);
  } finally {
    release();
  }
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
