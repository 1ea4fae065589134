// What every route needs: the model, its pages, the limits, and how to send an answer.

import { gzipSync } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { PicklejarError } from "../errors.ts";
import type { Monitor } from "../monitor/monitor.ts";
import type { Pages } from "../pages/pages.tsx";
import type { BatchPool } from "../predict/batch/pool.ts";
import type { Model } from "../predict/prediction.ts";
import type { PredictionLog } from "../store/prediction-log.ts";
import type { Spool } from "./jobs/spool.ts";
import type { ServerLimits } from "./limits.ts";
import type { Load } from "./load.ts";
import type { Metrics } from "./metrics.ts";
import { prefersHtml, prefersJson, takesGzip } from "./negotiation.ts";
import type { PathList } from "./openapi/document.ts";
import { originOf } from "./origin.ts";
import { abortOf } from "./own/result.ts";
import type { Site } from "./own/site.ts";
import type { Patience } from "./patience.ts";
import { clientError, problemOf } from "./problem.ts";
import type { Drain } from "./shutdown.ts";

/** Who may look at the monitor: everybody who reaches the server, or this machine only. */
export type MonitorAccess = "everybody" | "machine";

/** One model being served. */
export interface Service {
  readonly model: Model;
  readonly pages: Pages;
  readonly limits: ServerLimits;
  /** How answers name the model. */
  readonly identity: { readonly name: string; readonly version: string };
  /** Of a server in front of several models, these; null where it has its own. */
  readonly behind: readonly Service["identity"][] | null;
  /** A record that the model takes, as JSON. */
  readonly example: string;
  readonly drain: Drain;
  readonly metrics: Metrics;
  readonly load: Load;
  /** Who may take longer to send a request. */
  readonly patience: Patience;
  /** The threads for batches. */
  readonly batches: BatchPool;
  /** The disk space for files that must be here as a whole before they are scored. */
  readonly spool: Spool;
  /** Tells of an answer that did not end as answers do. */
  readonly observe: (request: FastifyRequest, reply: FastifyReply) => void;
  /** Where answers are kept; null when they are not. */
  readonly log: PredictionLog | null;
  /** Whether the log and the monitor may keep single values that were asked and answered. */
  readonly keepsValues: boolean;
  /** What happened lately, counted; null where nobody wants to know. */
  readonly monitor: Monitor | null;
  /** Who may look at it. */
  readonly monitorAccess: MonitorAccess;
  /** What the routes say of themselves in the API's description. */
  readonly paths: PathList;
  /** What the app adds of its own: routes, error pages, templates. */
  readonly site: Site;
  /** Whether files of rows are scored. */
  readonly takesFiles: boolean;
  /** A page that shows what went wrong inside, while a project is worked on; null otherwise. */
  readonly explain: ((error: unknown) => string) | null;
  /** Whether somebody wants to know what was answered. */
  readonly isObserved: boolean;
}

declare module "fastify" {
  interface FastifyRequest {
    /** The answer in a few words, for the access log. */
    summary: string | null;
    /** What went wrong inside, for the log; never for the client. */
    failure: unknown;
  }
}

/** Whether a request is answered with a page: the page's own path is one unless JSON is asked for. */
export function wantsHtml(request: FastifyRequest): boolean {
  const { accept } = request.headers;
  const isPage = /^\/(form)?(\?|$)/.test(request.url) && /^(GET|HEAD|POST)$/.test(request.method);
  return isPage ? !prefersJson(accept) : prefersHtml(accept);
}

export function sendJson(
  service: Service,
  reply: FastifyReply,
  status: number,
  json: string,
): void {
  sendText(service, reply, status, "application/json; charset=utf-8", json);
}

/** Pages above it, such as the monitor and forms of a hundred inputs, go packed to whoever takes that. In characters. */
const largePage = 20_000;

export function sendPage(
  service: Service,
  reply: FastifyReply,
  status: number,
  html: string,
): void {
  reply.header("content-security-policy", service.pages.policy);
  reply.header("referrer-policy", "same-origin");
  const isPacked = html.length > largePage && takesGzip(reply.request.headers["accept-encoding"]);
  if (isPacked) reply.header("content-encoding", "gzip");
  sendText(service, reply, status, "text/html; charset=utf-8", isPacked ? gzipSync(html) : html);
}

/** A page of the project's own: a policy for it is the project's matter. */
export function sendOwnPage(
  service: Service,
  reply: FastifyReply,
  status: number,
  html: string,
): void {
  sendText(service, reply, status, "text/html; charset=utf-8", html);
}

/** The error as a page or as a problem document, whichever the client reads. */
export function sendError(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): void {
  const known = clientError(error);
  if (known.code === "INTERNAL") request.failure = error;
  request.summary = known.code;
  countMistakes(service, known);
  if (known.status === 503) reply.header("retry-after", "2");
  if (known.code === "METHOD_NOT_ALLOWED") reply.header("allow", String(known.details["allow"]));
  const problem = problemOf(known, request.id, abortOf(error)?.status);
  if (wantsHtml(request)) {
    const near = known.details["near"];
    const message = {
      ...problem,
      origin: originOf(request),
      ...(typeof near === "string" && { near: near.slice(1) }),
      ...(known.status === 503 && request.method === "GET" && { again: againFrom(request.url) }),
    };
    const page = service.pages.renderMessage(message, homeFrom(request.url));
    sendPage(service, reply, problem.status, page);
  } else {
    const type = "application/problem+json; charset=utf-8";
    sendText(service, reply, problem.status, type, JSON.stringify(problem));
  }
}

/** The address of a request from its own page: its last part, which no scheme or host can hide in. */
function againFrom(url: string): string {
  return `./${url.slice(url.split(/[?#]/, 1)[0]?.lastIndexOf("/") ?? 0).slice(1)}`;
}

/** Counts what is wrong with an input: each issue by its code, or else the error. */
export function countMistakes({ metrics }: Service, { code, issues }: PicklejarError): void {
  for (const issue of issues) metrics.countInputError(issue.code);
  if (issues.length === 0 && /^(INPUT|BODY|MEDIA)_/.test(code)) metrics.countInputError(code);
}

export function sendText(
  service: Service,
  reply: FastifyReply,
  status: number,
  type: string,
  text: string | Buffer,
): void {
  if (service.drain.isDraining) reply.header("connection", "close");
  reply.code(status);
  reply.header("content-type", type);
  reply.header("cache-control", "no-store");
  reply.header("vary", typeof text === "string" ? "accept" : "accept, accept-encoding");
  reply.header("x-content-type-options", "nosniff");
  reply.header("x-request-id", reply.request.id);
  // As a text, not as bytes: Node then writes headers and body in one piece.
  reply.send(text);
}

/**
 * The model's page as seen from an address. Links are relative, so that they hold behind a proxy that serves us
 * under a prefix: `../` for every folder.
 */
export function homeFrom(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? "";
  const depth = Math.min(path.split("/").length - 2, 50);
  return depth > 0 ? "../".repeat(depth) : "./";
}

/** @throws REQUEST_MALFORMED, URL_TOO_LONG for what no route should see */
export function checkRequest(request: FastifyRequest, limits: ServerLimits): void {
  const { raw } = request;
  if ((raw.url?.length ?? 0) > limits.urlBytes) {
    throw new PicklejarError("URL_TOO_LONG", { limit: limits.urlBytes });
  }
  // Node takes a request line without a version for HTTP/0.9, which nobody has spoken for thirty years.
  if (raw.httpVersion !== "1.1" && raw.httpVersion !== "1.0") {
    throw new PicklejarError("REQUEST_MALFORMED", { reason: "it is not HTTP/1.1" });
  }
  if (!/^100-continue$/i.test(raw.headers.expect ?? "100-continue")) {
    throw new PicklejarError("REQUEST_MALFORMED", { reason: "nobody can meet its expectation" });
  }
  const isAddress = /^(\/|https?:\/\/)/i.test(raw.url ?? "");
  if (!isAddress && !(raw.url === "*" && raw.method === "OPTIONS")) {
    throw new PicklejarError("REQUEST_MALFORMED", { reason: "its address is malformed" });
  }
  let hosts = 0;
  for (let i = 0; i < raw.rawHeaders.length; i += 2) {
    const name = raw.rawHeaders[i];
    if (name?.length === 4 && name.toLowerCase() === "host") hosts++;
  }
  if (hosts > 1 || (hosts === 0 && raw.httpVersion === "1.1")) {
    const reason = hosts > 1 ? "it has two Host headers" : "its Host header is missing";
    throw new PicklejarError("REQUEST_MALFORMED", { reason });
  }
}
