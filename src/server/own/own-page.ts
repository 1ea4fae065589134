// The project's own page, `templates/index.html`: the form, and after it was sent the answer where the page says
// `{{ prediction_text }}`.

import type { FastifyReply, FastifyRequest } from "fastify";
import type { PicklejarError } from "../../errors.ts";
import type { Prediction } from "../../predict/prediction.ts";
import { type Service, sendOwnPage } from "../service.ts";
import { answerContext } from "./prediction-text.ts";
import { templateRequest } from "./request.ts";

/** The template that is the page. */
const indexName = "index.html";

type Pairs = readonly (readonly [string, string])[];

// Of many mistakes, so many are told in one sentence.
const maxIssues = 5;

/** The page as it is before anything was asked. */
export function sendOwnForm(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Pairs = [],
): void {
  const html = service.site.render(indexName, {}, templateRequest(request, form, "home"));
  sendOwnPage(service, reply, 200, html);
}

/** The page with an answer. @param form  what was sent as a form, for `request.form` */
export function sendOwnAnswer(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  predictions: readonly Prediction[],
  form: Pairs,
): void {
  const context = answerContext(predictions, service.model.signature);
  const html = service.site.render(indexName, context, templateRequest(request, form, "predict"));
  sendOwnPage(service, reply, 200, html);
}

/** The page with what is wrong in what was sent, where the answer would be. */
export function sendOwnCorrection(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  error: PicklejarError,
  form: Pairs,
): void {
  const { issues } = error;
  const shown = issues.slice(0, maxIssues).map(({ message }) => message);
  const rest = issues.length - shown.length;
  const words = rest > 0 ? [...shown, `And ${rest} more.`] : shown;
  const context = {
    prediction_text: words.length === 0 ? error.message : words.join(" "),
    errors: issues.map(({ path, message }) => ({ field: path.join("."), message })),
  };
  const html = service.site.render(indexName, context, templateRequest(request, form, "predict"));
  sendOwnPage(service, reply, error.status, html);
}
