// The server's address as the client reached it, for the commands on the page.

import type { FastifyRequest } from "fastify";

/** Scheme, host and port. Only for showing: a client can say what it likes here, to itself. */
export function originOf(request: FastifyRequest): string {
  const host = request.headers.host ?? "";
  const forwarded = request.headers["x-forwarded-proto"];
  const scheme = forwarded === "https" ? "https" : request.protocol;
  return `${scheme}://${/^[\w.:[\]-]{1,255}$/.test(host) ? host : "localhost"}`;
}
