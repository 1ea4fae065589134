// What an app adds to its models: routes, error pages, templates and static files of its own.

import type { FastifyReply, FastifyRequest } from "fastify";
import { PicklejarError } from "../../errors.ts";
import { type HtmlForm, predictionForm, readForms } from "../../templates/form-fields.ts";
import type { TemplateContext, TemplateRequest, Templates } from "../../templates/templates.ts";
import type { ServerLimits } from "../limits.ts";
import { OwnRequest, pathOf, type RouteRequest, readOwnBody, templateRequest } from "./request.ts";
import { type Answer, answerOf, type HandlerResult, Rendering } from "./result.ts";
import type { PathParams } from "./rule.ts";
import { fillPath, RuleTable } from "./rule-table.ts";

/** Answers a request. May be asynchronous. */
export type RouteHandler<Path extends string = string> = (
  request: RouteRequest<PathParams<Path>>,
) => HandlerResult | Promise<HandlerResult>;

/** Answers in the place of an error. The request has its form and files where a handler of the app's met it before. */
export type ErrorHandler = (
  error: SiteError,
  request: RouteRequest,
) => HandlerResult | Promise<HandlerResult>;

/** An error as an error page sees it: nothing of the inside. */
export interface SiteError {
  readonly status: number;
  readonly message: string;
}

export interface RouteOptions {
  /** GET unless told. HEAD comes with GET, OPTIONS with all. */
  readonly methods?: readonly string[];
  /** The name for `url_for`; the handler's own unless told. */
  readonly endpoint?: string;
}

declare module "fastify" {
  interface FastifyRequest {
    /** The rule of the app's own route that answers; null where none does. */
    rule: string | null;
  }
}

type AnyHandler = (request: OwnRequest) => HandlerResult | Promise<HandlerResult>;

/** Where a server is: alone at `/`, before models that have a path each, or such a model's own. */
export interface SitePaths {
  /** Of its own path: "" or `/models/NAME`. */
  readonly mount: string;
  /** Where predictions are asked for, behind the mount. */
  readonly api: string;
}

export class Site {
  readonly limits: ServerLimits;
  readonly #paths: SitePaths;
  /** The project's templates; null where it has none. */
  readonly templates: Templates | null;
  readonly rules: RuleTable<{ readonly handler: AnyHandler; readonly endpoint: string }> =
    new RuleTable();
  #hasIndex: boolean | undefined;
  /** What handlers were asked, for the error pages of what they throw. */
  readonly #asked: WeakMap<FastifyRequest, OwnRequest> = new WeakMap();
  readonly #errorPages = new Map<number, ErrorHandler>();

  /** @param makeTemplates  given the live table of endpoints, for `url_for` */
  constructor(
    limits: ServerLimits,
    makeTemplates: (endpoints: ReadonlyMap<string, string>) => Templates | null,
    paths: SitePaths,
  ) {
    this.limits = limits;
    this.#paths = paths;
    this.templates = makeTemplates(this.rules.endpoints);
  }

  /**
   * @param path  as the server sees it, without its mount
   * @param near  a path that was probably meant
   */
  notFound(path: string, near: string | null = null): PicklejarError {
    const { mount, api } = this.#paths;
    return new PicklejarError("NOT_FOUND", {
      ...(near !== null && { near }),
      path: mount + path.slice(0, 200),
      page: `${mount}/`,
      api: mount + api,
    });
  }

  /** Whether the project has a page of its own, `templates/index.html`. */
  get hasIndex(): boolean {
    this.#hasIndex ??= this.templates?.names().includes("index.html") === true;
    return this.#hasIndex;
  }

  /** The form of the project's page that asks for predictions; null where it has none, or cannot be rendered. */
  pageForm(): HtmlForm | null {
    if (this.templates === null || !this.hasIndex) return null;
    try {
      return predictionForm(readForms(this.templates.render("index.html")));
    } catch (error) {
      // The page itself will say what is wrong with it.
      if (error instanceof PicklejarError) return null;
      throw error;
    }
  }

  /** @throws USAGE for a path that is none, and a route that is there already */
  route<const Path extends string>(
    path: Path,
    handler: RouteHandler<Path>,
    { methods = ["GET"], endpoint }: RouteOptions = {},
  ): void {
    const name = endpoint ?? (handler.name === "" ? path : handler.name);
    // The rule gives the values that the handler's type promises.
    const target = { handler: handler as unknown as AnyHandler, endpoint: name };
    this.rules.add(path, methods, name, target);
  }

  errorPage(status: number, handler: ErrorHandler): void {
    this.#errorPages.set(status, handler);
  }

  /** The address of a route by the name of its handler. @throws USAGE for a name that is none */
  urlFor(endpoint: string, values: Readonly<Record<string, unknown>> = {}): string {
    const path =
      endpoint === "static" ? "/static/<path:filename>" : this.rules.endpoints.get(endpoint);
    if (path !== undefined) return fillPath(path, values);
    const known = [...this.rules.endpoints.keys()].join(", ");
    const reason = `There is no route called ${endpoint}.`;
    throw new PicklejarError("USAGE", { reason, advice: `Routes: ${known || "none"}.` });
  }

  /**
   * Answers by a route of the app's own. @returns false where none has this path
   *
   * @throws METHOD_NOT_ALLOWED, and what the handler throws
   */
  async answer(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const path = decodePath(pathOf(request.url));
    const found = this.rules.find(request.method, path);
    if (found.kind === "nothing") return false;
    if (found.kind === "slash") {
      const query = request.url.slice(pathOf(request.url).length);
      // A path of two slashes would be the address of another host.
      const location = `${encodeURI(path).replace(/^\/+/, "/")}/${query}`;
      reply.code(308).header("location", location).send();
      return true;
    }
    if (found.kind !== "target") {
      const allow = found.allowed.join(", ");
      if (found.kind === "method") {
        throw new PicklejarError("METHOD_NOT_ALLOWED", { path, method: request.method, allow });
      }
      reply.code(204).header("allow", allow).send();
      return true;
    }
    request.rule = found.rule;
    const { handler, endpoint } = found.target;
    const body = await readOwnBody(request, this.limits);
    const own = new OwnRequest(request, reply, body, found.params, this.limits);
    this.#asked.set(request, own);
    const answer = await answerOf(await handler(own));
    if (!reply.sent) this.send(reply, answer, templateRequest(request, [...own.form], endpoint));
    return true;
  }

  /** Answers by an error page of the app's own. @returns false where there is none for this error */
  async answerError(
    request: FastifyRequest,
    reply: FastifyReply,
    error: SiteError,
  ): Promise<boolean> {
    const handler = this.#errorPages.get(error.status);
    if (handler === undefined) return false;
    const own =
      this.#asked.get(request) ?? new OwnRequest(request, reply, null, new Map(), this.limits);
    const answer = await answerOf(await handler(error, own), error.status);
    this.send(reply, answer, templateRequest(request, [...own.form]));
    return true;
  }

  /** @throws TEMPLATE_NOT_FOUND and as `Templates.render` */
  render(template: string, context: TemplateContext, request: TemplateRequest): string {
    if (this.templates === null) {
      throw new PicklejarError("USAGE", {
        reason: `There is no folder templates/, so ${template} cannot be rendered.`,
        advice: "Make it in the project's folder, or name it: createApp({ templates }).",
      });
    }
    return this.templates.render(template, context, request);
  }

  send(reply: FastifyReply, answer: Answer, request: TemplateRequest): void {
    const { status, headers, body } = answer;
    const text =
      body instanceof Rendering ? this.render(body.template, body.context, request) : body;
    reply.code(status);
    reply.header("x-request-id", reply.request.id);
    for (const [name, value] of headers) reply.header(name, value);
    reply.send(text);
  }
}

/** @throws REQUEST_MALFORMED */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new PicklejarError("REQUEST_MALFORMED", { reason: "its address is malformed" });
  }
}
