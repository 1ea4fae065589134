// Whose jobs a list shows. A job belongs to who knows its address; so that a browser finds its own again, it gets a
// name of its own in a cookie, which says nothing else.

import { randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

const cookieName = "picklejar_jobs";
const oneDay = 86_400;

/** The name that a browser has got; null where it has none. */
export function ownerOf({ headers }: Pick<FastifyRequest, "headers">): string | null {
  const pattern = new RegExp(`(?:^|;)\\s*${cookieName}=([\\w-]{22})\\s*(?:;|$)`);
  return pattern.exec(headers.cookie ?? "")?.[1] ?? null;
}

/** The same, and a new one where there is none. */
export function nameOwner(request: FastifyRequest, reply: FastifyReply): string {
  const known = ownerOf(request);
  if (known !== null) return known;
  const name = randomBytes(16).toString("base64url");
  // Without a path the cookie goes to the model's own pages only, behind whatever prefix.
  reply.header("set-cookie", `${cookieName}=${name}; HttpOnly; SameSite=Strict; Max-Age=${oneDay}`);
  return name;
}
