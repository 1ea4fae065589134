// A request as an app's own handlers see it: what Flask's `request` holds, typed.

import { isUtf8 } from "node:buffer";
import type { IncomingHttpHeaders } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { parseJson } from "../../bytes/json-escapes.ts";
import { PicklejarError } from "../../errors.ts";
import type { TemplateRequest } from "../../templates/templates.ts";
import { readBytes } from "../body.ts";
import { type ContentType, contentTypeOf } from "../content-type.ts";
import type { ServerLimits } from "../limits.ts";
import { MultipartError, parseMultipart, partText } from "../multipart.ts";
import { originOf } from "../origin.ts";
import { PairsError, parsePairs, queryOf } from "../pairs.ts";
import type { PathValue } from "./rule.ts";

/** A file that was sent with a form. */
export interface UploadedFile {
  /** As the sender calls it: never a path to write to. */
  readonly filename: string;
  /** Its content type; "" where none was said. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** What a handler is asked. */
export interface RouteRequest<Params = Readonly<Record<string, PathValue>>> {
  /** `GET`, `POST` … */
  readonly method: string;
  /** Without the query string, as it was sent. */
  readonly path: string;
  /** The whole address as the client reached it. */
  readonly url: string;
  /** Values of the path: `{ id: 7 }` for `/<int:id>`. */
  readonly params: Params;
  /** Values of the query string. */
  readonly args: URLSearchParams;
  /** Values of an urlencoded or multipart form; empty where none was sent. */
  readonly form: URLSearchParams;
  /** Files of a multipart form by the name of their control. */
  readonly files: ReadonlyMap<string, UploadedFile>;
  /** The body as JSON. @throws BODY_MALFORMED when read, where it is none */
  readonly json: unknown;
  /** The body as text. */
  readonly text: string;
  readonly bytes: Buffer;
  readonly headers: IncomingHttpHeaders;
  readonly cookies: ReadonlyMap<string, string>;
  /** Fastify's own view, for everything else. */
  readonly fastify: FastifyRequest;
  readonly reply: FastifyReply;
}

/** The request of an own handler, its body read. */
export class OwnRequest implements RouteRequest {
  readonly fastify: FastifyRequest;
  readonly reply: FastifyReply;
  readonly params: Readonly<Record<string, PathValue>>;
  readonly bytes: Buffer;
  readonly form: URLSearchParams;
  readonly files: ReadonlyMap<string, UploadedFile>;
  readonly args: URLSearchParams;

  /**
   * @param body  null = nobody reads it: it is empty then, and a malformed query string as well
   * @throws BODY_MALFORMED, REQUEST_MALFORMED for a form or a query string that cannot be read
   */
  constructor(
    request: FastifyRequest,
    reply: FastifyReply,
    body: Buffer | null,
    params: ReadonlyMap<string, PathValue>,
    limits: ServerLimits,
  ) {
    this.fastify = request;
    this.reply = reply;
    this.params = Object.freeze(Object.fromEntries(params));
    this.bytes = body ?? Buffer.alloc(0);
    const query = queryOf(request.url);
    this.args = new URLSearchParams(
      body === null ? pairsOrNone(query) : readPairs(query, limits, "its query string"),
    );
    const { pairs, files } =
      body === null ? { pairs: [], files: new Map() } : readForm(request, body, limits);
    this.form = new URLSearchParams(pairs);
    this.files = files;
  }

  get method(): string {
    return this.fastify.method;
  }
  get path(): string {
    return pathOf(this.fastify.url);
  }
  get url(): string {
    return originOf(this.fastify) + this.fastify.url;
  }
  get headers(): IncomingHttpHeaders {
    return this.fastify.headers;
  }
  get cookies(): ReadonlyMap<string, string> {
    return new Map(readCookies(this.headers.cookie));
  }
  get text(): string {
    return this.bytes.toString("utf8");
  }
  get json(): unknown {
    try {
      return parseJson(this.text);
    } catch (cause) {
      const reason = this.bytes.length === 0 ? "it is empty" : "it is not JSON";
      throw new PicklejarError(
        "BODY_MALFORMED",
        { reason, example: '{"name": "value"}' },
        { cause },
      );
    }
  }
}

/** The body of a request for an own handler; empty where none may be. @throws as `readBytes` */
export async function readOwnBody(request: FastifyRequest, limits: ServerLimits): Promise<Buffer> {
  if (request.method === "GET" || request.method === "HEAD") return Buffer.alloc(0);
  const isForm = /^multipart\//i.test(request.headers["content-type"] ?? "");
  return readBytes(request.raw, isForm ? limits.tableBytes : limits.bodyBytes);
}

/** The request as templates see it. */
export function templateRequest(
  request: FastifyRequest,
  form: readonly (readonly [string, string])[],
  endpoint?: string,
): TemplateRequest {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
  return {
    method: request.method,
    path: pathOf(request.url),
    query: pairsOrNone(queryOf(request.url)),
    form,
    origin: originOf(request),
    headers,
    cookies: readCookies(request.headers.cookie),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

export function pathOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? "";
}

function readForm(
  request: FastifyRequest,
  body: Buffer,
  limits: ServerLimits,
): { pairs: [string, string][]; files: Map<string, UploadedFile> } {
  const files = new Map<string, UploadedFile>();
  const type = formType(request);
  if (type === null) return { pairs: [], files };
  if (type.kind === "form") {
    if (!isUtf8(body)) throw malformed("it is not UTF-8");
    return { pairs: readPairs(body.toString("utf8"), limits, "the body"), files };
  }
  const pairs: [string, string][] = [];
  try {
    const bounds = { parts: limits.pairs, headerBytes: limits.headerBytes };
    for (const part of parseMultipart(body, type.boundary, bounds)) {
      const { name, filename, bytes } = part;
      if (filename === null) pairs.push([name, partText(part)]);
      // A browser sends an empty file for a control where none was chosen.
      else if (filename !== "" || bytes.length > 0) {
        files.set(name, { filename, type: part.type, bytes });
      }
    }
  } catch (error) {
    if (error instanceof MultipartError) throw malformed(error.message);
    throw error;
  }
  return { pairs, files };
}

function formType(
  request: FastifyRequest,
): Extract<ContentType, { kind: "multipart" }> | { kind: "form" } | null {
  if (
    !/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(
      request.headers["content-type"] ?? "",
    )
  ) {
    return null;
  }
  const type = contentTypeOf(request.raw);
  if (type.kind === "multipart") return type;
  return type.kind === "form" ? { kind: "form" } : null;
}

function readPairs(text: string, { pairs }: ServerLimits, where: string): [string, string][] {
  try {
    return parsePairs(text, pairs);
  } catch (error) {
    if (!(error instanceof PairsError)) throw error;
    if (where === "the body") throw malformed(error.message);
    throw new PicklejarError("REQUEST_MALFORMED", { reason: `in ${where} ${error.message}` });
  }
}

// What cannot be read was refused by the route already, where it matters.
function pairsOrNone(query: string): [string, string][] {
  try {
    return parsePairs(query, 10_000);
  } catch {
    return [];
  }
}

/** @see RFC 6265, 4.2.1 */
function readCookies(header: string | undefined): [string, string][] {
  const cookies: [string, string][] = [];
  for (const part of (header ?? "").split(";")) {
    const equals = part.indexOf("=");
    if (equals < 1) continue;
    const value = part.slice(equals + 1).trim();
    cookies.push([part.slice(0, equals).trim(), value.replace(/^"(.*)"$/, "$1")]);
  }
  return cookies;
}

function malformed(reason: string): PicklejarError {
  return new PicklejarError("BODY_MALFORMED", { reason, example: '{"name": "value"}' });
}
