// Long files over real sockets: a server to send them to, and a client that reads while it sends.

import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Model } from "../../src/predict/prediction.ts";
import { createServer, type RequestEvent } from "../../src/server/app.ts";
import type { ServerLimits } from "../../src/server/limits.ts";
import { listen } from "../../src/server/listen.ts";

export interface Running {
  readonly port: number;
  readonly events: RequestEvent[];
  close(): Promise<void>;
}

const running: Running[] = [];

export async function startServer(
  model: Model,
  limits: Partial<ServerLimits> = {},
): Promise<Running> {
  const events: RequestEvent[] = [];
  const app = createServer(model, {
    limits: { graceMs: 0, drainMs: 5000, checkMs: 50, ...limits },
    onRequest: (event) => events.push(event),
  });
  await listen(app, { port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const server = { port, events, close: async () => void (await app.close()) };
  running.push(server);
  return server;
}

/** Closes what was started. */
export async function closeServers(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.close()));
}
export interface Received {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly trailers: IncomingMessage["trailers"];
  readonly body: string;
  /** Whether the response came to its proper end. */
  readonly isWhole: boolean;
}

export interface Sent {
  readonly path?: string;
  readonly type?: string;
  readonly accept?: string;
  /** Pieces of the body; a number is a pause, milliseconds; null waits for the first of the answer. */
  readonly body: Iterable<Piece> | AsyncIterable<Piece>;
}

export type Piece = string | number | null;

/** A client that reads while it sends. */
export async function send({ port }: Running, sent: Sent): Promise<Received> {
  const { path = "/batch", type = "text/csv", accept = "*/*", body } = sent;
  const request = httpRequest({
    port,
    path,
    method: "POST",
    headers: { "content-type": type, accept },
  });
  request.on("error", () => undefined);
  const answered = once(request, "response") as Promise<[IncomingMessage]>;
  const begun = Promise.withResolvers<void>();
  const received = answered.then(async ([response]): Promise<Received> => {
    let text = "";
    response.once("data", () => begun.resolve());
    response.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    // A response that is cut off ends in an error, and then closes.
    response.on("error", () => undefined);
    await new Promise((resolve) => response.once("close", resolve));
    const { statusCode = 0, headers, trailers, complete } = response;
    return { status: statusCode, headers, trailers, body: text, isWhole: complete };
  });
  for await (const piece of body) {
    if (piece === null) await begun.promise;
    else if (typeof piece === "number") await new Promise((resolve) => setTimeout(resolve, piece));
    else if (request.destroyed) break;
    else if (!request.write(piece)) {
      await Promise.race([once(request, "drain"), once(request, "close")]).catch(() => undefined);
    }
  }
  request.end();
  return received;
}
