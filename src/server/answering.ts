// The way of one request: what is asked → the model → a page or JSON. Every route that predicts goes this way.

import type { FastifyReply, FastifyRequest } from "fastify";
import { PicklejarError } from "../errors.ts";
import { type FormValues, formLink } from "../pages/page-model.ts";
import { type AnswerWriter, answerWriter } from "../predict/answer-json.ts";
import { formatAnswers, formatPrediction } from "../predict/format.ts";
import type { Prediction } from "../predict/prediction.ts";
import type { Asked } from "./asked.ts";
import { sendHome } from "./home-answer.ts";
import { prefersCsv } from "./negotiation.ts";
import { originOf } from "./origin.ts";
import { sendOwnAnswer, sendOwnCorrection, sendOwnForm } from "./own/own-page.ts";
import { pathOf } from "./own/request.ts";
import { clientError } from "./problem.ts";
import { recordAnswers } from "./recording.ts";
import { rowsAsCsv } from "./rows-file.ts";
import { countMistakes, type Service, sendJson, sendText, wantsHtml } from "./service.ts";

/** Asks the model and sends its answer. Mistakes in the values come back with the form they were made in. */
export async function sendAnswer(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Asked,
  hasProbabilities = true,
): Promise<void> {
  const isPage = wantsHtml(request);
  try {
    service.load.begin(reply);
    const start = performance.now();
    const { rows: maxRows, answerMs } = service.limits;
    const late = asked.isMany ? new AbortController() : null;
    const work = service.model.predict(asked.rows, {
      maxRows,
      ...(late && { signal: late.signal }),
    });
    const found = await withDeadline(work, answerMs, () => late?.abort());
    const predictions = hasProbabilities ? found : found.map(withoutProbabilities);
    service.metrics.countAnswer(predictions.length);
    const ms = performance.now() - start;
    if (service.isObserved) request.summary = summaryOf(service, predictions);
    const answered = {
      id: request.id,
      inputs: asked.rows,
      predictions,
      isMany: asked.isMany,
      ms,
    };
    const json = answerJson(service, request.id, asked, predictions);
    if (!isPage) {
      if (prefersCsv(request.headers.accept)) {
        sendCsv(service, reply, asked.rows, predictions, hasProbabilities);
      } else {
        sendJson(service, reply, 200, json);
      }
      recordAnswers(service, answered);
      return;
    }
    if (isOwnPage(service, request)) {
      sendOwnAnswer(service, request, reply, predictions, sentForm(request, asked));
      recordAnswers(service, answered);
      return;
    }
    const link = asked.form === null ? undefined : linkTo(service, asked.form);
    sendHome(service, request, reply, 200, {
      values: asked.form,
      problem: null,
      answer: { predictions, json, id: request.id, link, ms, takesFeedback: service.log !== null },
      origin: originOf(request),
    });
    recordAnswers(service, answered);
  } catch (error) {
    if (!isPage || !isMistake(error)) throw error;
    sendCorrection(service, request, reply, asked, error);
  }
}

function withoutProbabilities(prediction: Prediction): Prediction {
  const { probabilities: _, outputProbabilities: __, ...rest } = prediction;
  return rest;
}

/**
 * The result of some work.
 *
 * @param onLate  told when it takes too long
 * @throws ANSWER_TIMEOUT when it takes longer than `ms` milliseconds
 */
export async function withDeadline<T>(
  work: Promise<T>,
  ms: number,
  onLate: () => void = () => {},
): Promise<T> {
  let isSettled = false;
  const settle = (): void => {
    isSettled = true;
  };
  work.then(settle, settle);
  await null;
  // Most models have answered by now, and a timer costs as much as such an answer.
  if (isSettled) return work;
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new PicklejarError("ANSWER_TIMEOUT", { seconds: ms / 1000 }));
    onLate();
  }, ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** The form, nothing filled in yet. */
export function sendForm(service: Service, request: FastifyRequest, reply: FastifyReply): void {
  if (isOwnPage(service, request)) {
    sendOwnForm(service, request, reply);
    return;
  }
  const origin = originOf(request);
  sendHome(service, request, reply, 200, { values: null, problem: null, answer: null, origin });
}

/** The form with what is wrong in it. */
export function sendCorrection(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Pick<Asked, "form" | "sent">,
  error: PicklejarError,
): void {
  request.summary = error.code;
  countMistakes(service, error);
  if (isOwnPage(service, request)) {
    sendOwnCorrection(service, request, reply, error, sentForm(request, asked));
    return;
  }
  const { issues } = error;
  sendHome(service, request, reply, error.status, {
    values: asked.form,
    problem: { summary: issues.length === 0 ? error.message : undefined, issues },
    answer: null,
    origin: originOf(request),
  });
}

/** Whether the project's page is answered with; ours answers what was sent from itself. */
function isOwnPage(service: Service, { url }: FastifyRequest): boolean {
  return service.site.hasIndex && pathOf(url) !== `/${service.pages.page.path}`;
}

/** What `request.form` holds: nothing where the values came in the address. */
function sentForm(
  { method }: FastifyRequest,
  { sent = [] }: Pick<Asked, "sent">,
): NonNullable<Asked["sent"]> {
  return method === "POST" ? sent : [];
}

/** JSON rows as the file that is asked for. */
function sendCsv(
  service: Service,
  reply: FastifyReply,
  rows: Asked["rows"],
  predictions: readonly Prediction[],
  hasProbabilities: boolean,
): void {
  const { signature } = service.model;
  const isShown = hasProbabilities && signature.probabilities;
  const text = rowsAsCsv(signature, rows, predictions, isShown);
  reply.header("content-disposition", 'attachment; filename="predictions.csv"');
  sendText(service, reply, 200, "text/csv; charset=utf-8", text);
}

/** Whether an error is the client's own, to be corrected in the form. */
export function isMistake(error: unknown): error is PicklejarError {
  return error instanceof PicklejarError && clientError(error) === error && error.status < 500;
}

function answerJson(
  service: Service,
  id: string,
  asked: Asked,
  predictions: readonly Prediction[],
): string {
  const [first] = predictions;
  if (!asked.isMany && first !== undefined) return writerOf(service)(first, id);
  const context = { signature: service.model.signature, model: service.identity, id };
  return JSON.stringify(formatAnswers(predictions, context));
}

const writers = new WeakMap<Service, AnswerWriter>();

function writerOf(service: Service): AnswerWriter {
  const known = writers.get(service);
  if (known !== undefined) return known;
  const writer = answerWriter({ signature: service.model.signature, model: service.identity });
  writers.set(service, writer);
  return writer;
}

function linkTo(service: Service, form: FormValues): string | undefined {
  const { page } = service.pages;
  if (page.shape === "paste") return undefined;
  return formLink(page.fields, ({ field }) => form.texts.get(field.name) ?? "", page.path);
}

/** `53,290.89`, `setosa 0.97`, `12 rows`: the answer in the access log. */
function summaryOf(service: Service, predictions: readonly Prediction[]): string {
  const [first] = predictions;
  if (predictions.length !== 1 || first === undefined) return `${predictions.length} rows`;
  const text = formatPrediction(first.prediction, service.model.signature.outputs).slice(0, 60);
  const share = first.probabilities?.find(({ label }) => label === first.prediction);
  return share === undefined ? text : `${text} ${share.probability.toFixed(2)}`;
}
