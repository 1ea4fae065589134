// What happened to a request, told to those who keep it: the prediction log and the monitor.

import type { FastifyRequest } from "fastify";
import { answerOf } from "../predict/format.ts";
import type { InputRow, Prediction } from "../predict/prediction.ts";
import type { Service } from "./service.ts";

/** Rows that were answered together. */
export interface AnsweredRows {
  readonly id: string;
  readonly inputs: readonly InputRow[];
  readonly predictions: readonly Prediction[];
  /** Whether a list of rows was asked, which numbers them. */
  readonly isMany: boolean;
  readonly ms: number;
}

export function recordAnswers(service: Service, answered: AnsweredRows): void {
  const at = Date.now();
  const { log, monitor, model, identity } = service;
  monitor?.answered({ at, ...answered });
  if (log === null) return;
  const { id, inputs, predictions, isMany } = answered;
  const ms = Math.round(answered.ms * 1000) / 1000;
  const { version } = identity;
  log.append(
    predictions.map((prediction, i) => ({
      at,
      id,
      version,
      row: isMany ? i : null,
      ...(service.keepsValues && {
        inputs: inputs[i] ?? [],
        answer: answerOf(prediction, model.signature),
      }),
      ms,
    })),
  );
}

/** Rows of a request that was recorded, beyond those whose values are looked at. */
export function recordUnseen({ monitor }: Service, rows: number): void {
  if (rows > 0) monitor?.unseenRows(Date.now(), rows);
}

/** Rows of a file that `/batch` answered: how many, nothing of what they held. */
export function recordBatch({ log, monitor, identity }: Service, id: string, rows: number): void {
  const at = Date.now();
  monitor?.batch(at, rows);
  log?.append([{ at, id, version: identity.version, batch: { rows } }]);
}

/** A request for predictions that was not answered; of others nothing is kept. */
export function recordFailure(service: Service, request: FastifyRequest, status: number): void {
  if (status < 400 || !asksModel(service, request)) return;
  const { log, monitor, identity } = service;
  const at = Date.now();
  const code = /^[A-Z][A-Z_]+/.exec(request.summary ?? "")?.[0] ?? `HTTP_${status}`;
  monitor?.failed(at, request.id, status, code);
  log?.append([{ at, id: request.id, version: identity.version, error: { status, code } }]);
}

function asksModel({ pages }: Service, { routeOptions }: FastifyRequest): boolean {
  const { url } = routeOptions;
  return url !== undefined && (predicting.has(url) || url === `/${pages.page.path}`);
}

const predicting: ReadonlySet<string> = new Set(["/predict", "/predict_api", "/batch"]);
