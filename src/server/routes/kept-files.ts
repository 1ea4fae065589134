// Files whose names change with their content: browsers keep them for good.

import type { FastifyReply, FastifyRequest } from "fastify";
import { takesGzip } from "../negotiation.ts";
import type { Service } from "../service.ts";

export interface KeptFile {
  readonly type: string;
  readonly text: string | Buffer;
  /** The same as gzip packs it; asked for when it is wanted. */
  readonly packed: () => Buffer;
}

const oneYear = "public, max-age=31536000, immutable";

export function sendKeptFile(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  { type, text, packed }: KeptFile,
): FastifyReply {
  reply.header("content-type", type);
  reply.header("cache-control", oneYear);
  reply.header("vary", "accept-encoding");
  reply.header("x-content-type-options", "nosniff");
  reply.header("x-request-id", request.id);
  if (service.drain.isDraining) reply.header("connection", "close");
  if (!takesGzip(request.headers["accept-encoding"])) return reply.send(text);
  return reply.header("content-encoding", "gzip").send(packed());
}
