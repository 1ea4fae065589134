// The server's address as the client reached it, for the commands on the page.

import type { IncomingMessage } from "node:http";
import type { FastifyRequest } from "fastify";

/** Where a server stands that answers for a part of an app: `/models/salary`, by the requests it was passed. */
const mounts = new WeakMap<IncomingMessage, string>();

/** Notes that a request is answered by a server behind a path. */
export function setMount(request: IncomingMessage, path: string): void {
  mounts.set(request, path);
}

/** Scheme, host and port, and the path that the server stands behind. Only for showing: a client can say what it likes here, to itself. */
export function originOf(request: FastifyRequest): string {
  const host = request.headers.host ?? "";
  const forwarded = request.headers["x-forwarded-proto"];
  const scheme = forwarded === "https" ? "https" : request.protocol;
  const origin = `${scheme}://${/^[\w.:[\]-]{1,255}$/.test(host) ? host : "localhost"}`;
  return origin + (mounts.get(request.raw) ?? "");
}
