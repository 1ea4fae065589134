// What is no HTTP at all, or comes too slowly, never reaches a route: it is answered here, on the bare socket.

import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { PicklejarError } from "../errors.ts";
import type { ServerLimits } from "./limits.ts";
import { problemOf } from "./problem.ts";
import { statusTexts } from "./status-texts.ts";

// How long a refused client may take to read its answer, milliseconds.
const lingerMs = 500;

/** Refuses to be a tunnel to somewhere else. */
export function refuseConnect(socket: Duplex, id: string): PicklejarError {
  const known = new PicklejarError("REQUEST_MALFORMED", { reason: "this server is no proxy" });
  answer(socket, known, id);
  return known;
}

/** Answers a request that Node could not parse or would not wait for, and ends the connection. */
export function answerClientError(
  error: Error & { code?: string },
  socket: Socket,
  limits: ServerLimits,
  id: string,
): PicklejarError | null {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return null;
  }
  const known = describe(error.code, limits);
  // With an answer half sent, nothing that follows could be understood.
  const pending: unknown = Reflect.get(socket, "_httpMessage");
  if (typeof pending === "object" && pending !== null && "headersSent" in pending) {
    if (pending.headersSent === true) {
      socket.destroy();
      return known;
    }
  }
  answer(socket, known, id);
  return known;
}

function answer(socket: Duplex, known: PicklejarError, id: string): void {
  const body = JSON.stringify(problemOf(known, id));
  const head = [
    `HTTP/1.1 ${known.status} ${statusTexts[known.status]}`,
    "Content-Type: application/problem+json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Cache-Control: no-store",
    "X-Content-Type-Options: nosniff",
    `X-Request-Id: ${id}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  const linger = setTimeout(() => socket.destroy(), lingerMs);
  socket.once("close", () => clearTimeout(linger));
}

function describe(code: string | undefined, limits: ServerLimits): PicklejarError {
  switch (code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new PicklejarError("REQUEST_TIMEOUT", { seconds: limits.requestMs / 1000 });
    case "HPE_HEADER_OVERFLOW":
      return new PicklejarError("HEADERS_TOO_LARGE", { limit: limits.headerBytes });
    default:
      return new PicklejarError("REQUEST_MALFORMED", { reason: "it is not HTTP/1.1" });
  }
}
