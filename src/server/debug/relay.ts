// Passes a request on to the process that runs the project's code, and its answer back. One connection per
// request, so that none is ever reused while its process is about to end.

import {
  type ClientRequest,
  type IncomingMessage,
  request as openRequest,
  type ServerResponse,
} from "node:http";
import { connect, type Socket } from "node:net";

const host = "127.0.0.1";

// Of one connection only (RFC 9110, 7.6.1); `expect` was answered already.
const hopHeaders: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "upgrade",
  "expect",
]);

// A form longer than this is not sent again, bytes.
const maxFormBytes = 2 ** 16;

// HTML longer than this is passed on as it is, bytes.
const maxPageBytes = 8 * 2 ** 20;

export interface RelayOptions {
  readonly port: number;
  /** What stands in the place of a page; null = the page as it came. Asked when its head is known. */
  readonly editPage: (head: PageHead) => ((html: string) => Page) | null;
  /** Headers added to the answer. */
  readonly headers: readonly (readonly [string, string])[];
  /** Told when no answer came. */
  readonly onFailure: (error: Error) => void;
  /** Told when it is over, whatever the end. */
  readonly onEnd: () => void;
}

export interface PageHead {
  readonly status: number;
  /** The urlencoded form that is answered, to be sent again when the page is out of date; "" for none. */
  readonly form: string;
  readonly policy: string | undefined;
}

export interface Page {
  readonly status: number;
  readonly html: string;
  readonly policy: string | undefined;
}

/** Passes on one request. */
export function relay(
  request: IncomingMessage,
  response: ServerResponse,
  options: RelayOptions,
): void {
  const { port, onFailure, onEnd } = options;
  const upstream = openRequest({
    host,
    port,
    ...(request.method === undefined ? {} : { method: request.method }),
    path: request.url ?? "/",
    headers: [...keptHeaders(request.rawHeaders), "connection", "close"],
    setHost: false,
    agent: false,
  });
  const form = sentForm(request);
  upstream.on("response", (answer) => sendAnswer(request, response, answer, form, options));
  upstream.on("error", (error) => {
    if (response.headersSent) response.destroy();
    else if (!response.destroyed) onFailure(error);
  });
  upstream.once("close", onEnd);
  response.once("close", () => {
    if (!response.writableFinished) upstream.destroy();
  });
  pipeBody(request, upstream);
}

/** Keeps the form that a request sends; "" for what is none, or too long to be put into a page. */
export function sentForm(request: IncomingMessage): () => string {
  const type = request.headers["content-type"] ?? "";
  if (request.method !== "POST" || !/^application\/x-www-form-urlencoded\b/i.test(type)) {
    return () => "";
  }
  const chunks: Buffer[] = [];
  let length = 0;
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= maxFormBytes) chunks.push(chunk);
  });
  return () => (length <= maxFormBytes ? Buffer.concat(chunks).toString("latin1") : "");
}

// An answer may come before all of the request was read; the rest is then nobody's.
function pipeBody(request: IncomingMessage, upstream: ClientRequest): void {
  request.pipe(upstream);
  request.once("error", () => upstream.destroy());
  upstream.once("close", () => request.unpipe(upstream).resume());
}

function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: IncomingMessage,
  form: () => string,
  { editPage, headers }: RelayOptions,
): void {
  const status = answer.statusCode ?? 502;
  const raw = [...keptHeaders(answer.rawHeaders), ...headers.flat()];
  const policy = joined(answer.headers["content-security-policy"]);
  const edit = isPage(request, answer) ? editPage({ status, policy, form: form() }) : null;
  const send = (): void => {
    response.writeHead(status, answer.statusMessage, raw);
    answer.pipe(response);
  };
  answer.once("error", () => response.destroy());
  answer.once("aborted", () => response.destroy());
  if (edit === null) {
    send();
    return;
  }
  void readPage(answer).then(
    (chunks) => {
      const page = edit(Buffer.concat(chunks).toString("utf8"));
      const body = Buffer.from(page.html);
      const kept = withoutHeaders(raw, pageHeaders);
      if (page.policy !== undefined) kept.push("content-security-policy", page.policy);
      kept.push("content-length", String(body.length), "cache-control", "no-store");
      response.writeHead(page.status, kept);
      response.end(body);
    },
    () => response.destroy(),
  );
}

// What is no longer true of a page that was edited.
const pageHeaders: ReadonlySet<string> = new Set([
  "content-length",
  "transfer-encoding",
  "content-security-policy",
  "cache-control",
  "etag",
  "last-modified",
  "accept-ranges",
]);

function joined(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === "object" ? header.join(", ") : header;
}

function isPage({ method }: IncomingMessage, { headers, statusCode }: IncomingMessage): boolean {
  if (method === "HEAD" || statusCode === 204 || statusCode === 304 || statusCode === 206) {
    return false;
  }
  if (headers["content-encoding"] !== undefined) return false;
  if (Number(headers["content-length"] ?? 0) > maxPageBytes) return false;
  return /^text\/html(;\s*charset="?utf-8"?)?$/i.test(headers["content-type"] ?? "");
}

async function readPage(answer: IncomingMessage): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return chunks;
}

function keptHeaders(raw: readonly string[]): string[] {
  return withoutHeaders(raw, hopHeaders);
}

function withoutHeaders(raw: readonly string[], names: ReadonlySet<string>): string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? "";
    if (!names.has(name.toLowerCase())) kept.push(name, raw[i + 1] ?? "");
  }
  return kept;
}

/** Passes on a connection that becomes something other than HTTP, such as a WebSocket. */
export function relayUpgrade(
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
  port: number,
): void {
  const upstream = connect(port, host, () => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
      lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    }
    upstream.write(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  upstream.on("error", () => socket.destroy());
  socket.on("error", () => upstream.destroy());
  socket.once("close", () => upstream.destroy());
}
