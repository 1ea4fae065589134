// One model as an HTTP server: Fastify with our limits, our errors and our routes; no schemas, no plugins.

import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from "fastify";
import type { PicklejarError } from "../errors.ts";
import { Monitor } from "../monitor/monitor.ts";
import { replayLog } from "../monitor/replay.ts";
import type { PageName } from "../pages/page-list.ts";
import { stemOf } from "../pages/page-model.ts";
import { createPages, type Pages } from "../pages/pages.tsx";
import { BatchPool } from "../predict/batch/pool.ts";
import { BatchSlots } from "../predict/batch/slots.ts";
import type { Model } from "../predict/prediction.ts";
import type { PredictionLog } from "../store/prediction-log.ts";
import type { Templates } from "../templates/templates.ts";
import { show } from "../text.ts";
import { answerError } from "./answer-error.ts";
import { answerClientError, refuseConnect } from "./client-error.ts";
import { JobList } from "./jobs/job-list.ts";
import { Spool } from "./jobs/spool.ts";
import { defaultServerLimits, type ServerLimits } from "./limits.ts";
import { Load } from "./load.ts";
import { Metrics } from "./metrics.ts";
import { isBoundToMachine } from "./monitor-access.ts";
import { PathList } from "./openapi/document.ts";
import { addOwnPageRoutes } from "./own/own-page-routes.ts";
import { Site } from "./own/site.ts";
import { addStaticRoutes } from "./own/static-files.ts";
import { Patience } from "./patience.ts";
import { recordFailure } from "./recording.ts";
import { addBatchRoutes, refuseFiles } from "./routes/batch.ts";
import { addBatchPageRoutes } from "./routes/batch-page.ts";
import { addBundleRoutes } from "./routes/bundles.ts";
import { addDocsRoutes } from "./routes/docs.ts";
import { addFallback } from "./routes/fallback.ts";
import { addFeedbackRoutes } from "./routes/feedback.ts";
import { addHealthRoutes } from "./routes/health.ts";
import { addHomeRoutes } from "./routes/home.ts";
import { addJobRoutes } from "./routes/jobs.ts";
import { addMetricsRoutes } from "./routes/metrics.ts";
import { addModelRoutes as addCardRoutes } from "./routes/model.ts";
import { addMonitorRoutes } from "./routes/monitor.ts";
import { addOpenApiRoutes } from "./routes/openapi.ts";
import { addPredictRoutes } from "./routes/predict.ts";
import { type Routes, yieldingRoutes } from "./routes/routes.ts";
import { checkRequest, type Service, sendError } from "./service.ts";
import { drainOnClose } from "./shutdown.ts";

declare module "fastify" {
  interface FastifyInstance {
    site: Site;
    /** What servers behind this one share with it. */
    mounting: Shared;
  }
  interface FastifyRequest {
    /** Whether a server behind this one answers. */
    isPassedOn: boolean;
  }
}

/** What the servers of one app have in common. */
type Shared = Pick<Service, "drain" | "patience" | "load"> & {
  readonly slots: BatchSlots;
  /** Where they listen; null as long as they do not. */
  readonly address: () => AddressInfo | string | null;
  readonly spool: Spool;
};

/** One request that was answered, for an access log. The values that were sent are not part of it. */
export interface RequestEvent {
  readonly id: string;
  readonly method: string;
  /** Without the query string; safe to print. */
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  /** The answer in a few words, or the error's code; null for pages. */
  readonly summary: string | null;
  /** What went wrong inside, where the answer was INTERNAL. */
  readonly failure: unknown;
}

export interface ServerOptions {
  /** The page's heading; made from the file's name unless told. */
  readonly title?: string | undefined;
  readonly limits?: Partial<ServerLimits> | undefined;
  /** Where what was asked and answered is kept; written out and closed when the server closes. */
  readonly log?: PredictionLog | undefined;
  /** Whether the log and the monitor may keep what was asked and answered; true unless told. */
  readonly keepsValues?: boolean | undefined;
  /** Who may look at the monitor: true = everybody who reaches the server, false = nobody; this machine unless told. */
  readonly monitor?: boolean | undefined;
  /** Makes the project's templates. @param endpoints  names of routes for `url_for`, known later than this */
  readonly templates?: ((endpoints: ReadonlyMap<string, string>) => Templates | null) | undefined;
  /** Whether files of rows are scored, which hooks do not see; true unless told. */
  readonly takesFiles?: boolean | undefined;
  /** The folder of files that are served as they are, at `/static/`. */
  readonly static?: string | undefined;
  /** Makes a page that shows what went wrong inside, for who works on the project. */
  readonly explain?: ((error: unknown) => string) | undefined;
  /** Told after every answer. */
  readonly onRequest?: ((event: RequestEvent) => void) | undefined;
}

/** How a server differs that is not the only one of its app. */
export interface ServerPlace {
  /** Of a server behind another: the path it stands at. */
  readonly mount?: { readonly path: string } & Shared;
  /** Of a server in front of others: its pages and routes, in the place of a model's. */
  readonly pages?: Pick<Pages, "policy" | "renderMessage">;
  readonly addRoutes?: (routes: Routes, service: Service) => void;
  /** The models behind it. */
  readonly models?: readonly Service["identity"][];
}

/**
 * The server of one model, not listening yet (see `listen`). `close()` drains: what is under way is answered.
 */
export function createServer(
  model: Model,
  options: ServerOptions = {},
  place: ServerPlace = {},
): FastifyInstance {
  const limits = { ...defaultServerLimits, ...options.limits };
  const { onRequest } = options;
  const app = fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    genReqId: () => randomUUID(),
    return503OnClosing: false,
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: limits.checkMs,
      maxHeaderSize: limits.headerBytes,
      // Asked for in checkRequest, where the answer is in our form.
      requireHostHeader: false,
    },
    // The query string is read by the routes; Fastify's own reading would be thrown away.
    routerOptions: { ignoreTrailingSlash: true, querystringParser: () => ({}) },
    // Without these, Fastify loads its compilers of JSON schemas at start: 20 ms for what is never used.
    schemaController: {
      compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas },
    },
    frameworkErrors: (error, request, reply) => {
      sendError(service, request, reply, error);
      observe(request, reply);
    },
    clientErrorHandler: (error, socket) => {
      if (error.code === "ERR_HTTP_REQUEST_TIMEOUT") {
        if (service.patience.has(socket)) return;
        if (service.patience.isSettled(socket)) {
          socket.destroy();
          return;
        }
      }
      const id = randomUUID();
      const known = answerClientError(error, socket, limits, id);
      if (known !== null) observeRefusal(known, id);
    },
  });
  app.server.maxConnections = limits.connections;
  const observe = (request: FastifyRequest, { statusCode, elapsedTime }: FastifyReply): void => {
    if (request.isPassedOn) return;
    const { method, routeOptions, rule } = request;
    service.metrics.countRequest(rule ?? routeOptions.url, method, statusCode, elapsedTime);
    if (rule === null) recordFailure(service, request, statusCode);
    if (onRequest !== undefined)
      onRequest(eventOf(request, statusCode, elapsedTime, place.mount?.path));
  };
  const observeRefusal = ({ status, code }: PicklejarError, id: string): void => {
    service.metrics.countRequest(undefined, "none", status, 0);
    onRequest?.({ id, method: "-", path: "-", status, ms: 0, summary: code, failure: null });
  };
  app.server.on("connect", (_request, socket) => {
    const id = randomUUID();
    observeRefusal(refuseConnect(socket, id), id);
  });
  // Refused in checkRequest, in our form.
  app.server.on("checkExpectation", (request, response) => {
    app.server.emit("request", request, response);
  });
  const site = new Site(limits, options.templates ?? (() => null), {
    mount: place.mount?.path ?? "",
    api: place.models === undefined ? "/predict" : "/models/NAME/predict",
  });
  const shared: Shared = place.mount ?? {
    drain: drainOnClose(app, limits),
    patience: new Patience(limits.requestMs),
    load: new Load(limits),
    slots: new BatchSlots(limits.batches),
    address: () => app.server.address(),
    spool: new Spool(limits.jobsBytes),
  };
  const { drain, patience, load, slots, spool } = shared;
  const batches = new BatchPool(model, { slots, idleMs: limits.idleMs });
  const parts = { limits, drain, observe, site, patience, load, batches, spool };
  const service = makeService(app, model, options, parts, place);
  const jobs = new JobList(() => service, {
    count: limits.jobs,
    keptMs: limits.jobMs,
    spool,
    onInternal: (failure) => {
      const id = randomUUID();
      onRequest?.({ id, method: "-", path: "/jobs", status: 500, ms: 0, summary: null, failure });
    },
  });

  // Bodies are read by the routes that want them.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));
  app.decorateRequest("summary", null);
  app.decorateRequest("failure", null);
  app.decorateRequest("rule", null);
  app.decorateRequest("isPassedOn", false);
  app.decorate("site", site);
  app.decorate("mounting", shared);
  app.addHook("onRequest", (request, _reply, done) => {
    checkRequest(request, limits);
    done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    service.patience.settle(request.raw);
    observe(request, reply);
    done();
  });
  if (place.mount === undefined) load.watch(app);
  const stopped = new AbortController();
  app.addHook("onReady", (done) => {
    // What happened before the start is read while requests are answered already.
    const { log, monitor } = service;
    if (log !== null && monitor !== null) {
      void replayLog(monitor, log.origin, { signal: stopped.signal });
    }
    done();
  });
  app.addHook("onClose", async () => {
    stopped.abort();
    const cancelled = await jobs.close();
    if (cancelled > 0) {
      const summary = `${cancelled} job${cancelled === 1 ? "" : "s"} cancelled: the server stops`;
      const what = { method: "-", path: "/jobs", status: 503, ms: 0, summary, failure: null };
      onRequest?.({ id: randomUUID(), ...what });
    }
    await service.batches.close();
    await service.log?.close();
  });
  app.setErrorHandler((error, request, reply) => answerError(service, request, reply, error));
  addFallback(app, service);
  if (options.static !== undefined) addStaticRoutes(app, options.static);
  // Late, when the app's own routes are there: what they answer is left to them.
  app.register(async (instance) => {
    const routes = yieldingRoutes(instance, (path) => site.rules.hasFixed(path));
    if (site.hasIndex) addOwnPageRoutes(routes, service, place.addRoutes === undefined);
    (place.addRoutes ?? addModelRoutes)(routes, service, jobs);
    addBundleRoutes(routes, service);
    addHealthRoutes(routes, service);
    addMetricsRoutes(routes, service);
  });
  return app;
}

function addModelRoutes(routes: Routes, service: Service, jobs: JobList): void {
  addHomeRoutes(routes, service);
  addPredictRoutes(routes, service);
  if (service.takesFiles) {
    addBatchRoutes(routes, service);
    addJobRoutes(routes, service, jobs);
    addBatchPageRoutes(routes, service, jobs);
  } else {
    refuseFiles(routes);
  }
  addMonitorRoutes(routes, service);
  addFeedbackRoutes(routes, service);
  addCardRoutes(routes, service);
  addOpenApiRoutes(routes, service);
  addDocsRoutes(routes, service);
}

function eventOf(request: FastifyRequest, status: number, ms: number, mount = ""): RequestEvent {
  const { id, method, summary, failure } = request;
  const path = show(mount + (request.url.split("?", 1)[0] ?? ""), 200);
  // Requests that no route would take have no such property.
  return { id, method, path, status, ms, summary, failure: failure ?? null };
}

function makeService(
  app: FastifyInstance,
  model: Model,
  options: ServerOptions,
  parts: Pick<
    Service,
    "limits" | "drain" | "observe" | "site" | "patience" | "load" | "batches" | "spool"
  >,
  place: ServerPlace,
): Service {
  const { site } = parts;
  const { keepsValues = true, log = null } = options;
  const identity = { name: stemOf(model.name), version: versionOf(model) };
  const monitorAccess = options.monitor === true ? "everybody" : "machine";
  const monitor =
    options.monitor === false || place.models !== undefined
      ? null
      : new Monitor({
          signature: model.signature,
          version: identity.version,
          keepsValues,
          hasLog: log !== null,
        });
  const without = (): PageName[] => {
    const address = (place.mount?.address ?? (() => app.server.address()))();
    const isForNobody = monitorAccess === "machine" && !isBoundToMachine(address);
    return [
      ...(options.takesFiles === false ? (["batch"] as const) : []),
      ...(monitor === null || isForNobody ? (["monitor"] as const) : []),
    ];
  };
  // Where our page is depends on what the app adds before it is ready.
  let pages: Pages | undefined;
  const pagePath = (): string => {
    const isTaken = site.rules.hasFixed("/") || app.hasRoute({ method: "GET", url: "/" });
    return isTaken || site.hasIndex ? "form" : "";
  };
  return {
    ...parts,
    model,
    get pages() {
      pages ??= { ...createPages(model, options.title, pagePath(), without), ...place.pages };
      return pages;
    },
    identity,
    behind: place.models ?? null,
    explain: options.explain ?? null,
    takesFiles: options.takesFiles ?? true,
    example: exampleJson(model),
    metrics: new Metrics({ ...identity, estimator: model.summary }),
    log,
    keepsValues,
    monitor,
    monitorAccess,
    paths: new PathList(),
    isObserved: options.onRequest !== undefined,
  };
}

/** What tells a model from those of the same name before it. */
export function versionOf({ sha256 }: Model): string {
  return sha256.slice(0, 12);
}

/** A record of the first fields' examples: `{"experience":5,"test_score":8,…}`. */
function exampleJson({ signature }: Model): string {
  const shown = 3;
  const asked = signature.inputs.filter((field) => field.unused !== true);
  const pairs = asked.slice(0, shown).map(({ name, example }) => {
    const value = typeof example === "bigint" ? String(example) : example;
    return `${JSON.stringify(name.slice(0, 60))}:${JSON.stringify(value)}`;
  });
  const rest = asked.length > shown ? ",…" : "";
  return pairs.length === 0 ? "[1, 2, 3]" : `{${pairs.join(",")}${rest}}`;
}

function noSchemas(): never {
  throw new TypeError("Routes are not described by JSON schemas.");
}
