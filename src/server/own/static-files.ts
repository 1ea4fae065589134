// The files of `static/`: nothing outside of it, nothing hidden, no way around by links.

import { realpathSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import send from "@fastify/send";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { pathOf } from "./request.ts";

// Browsers ask again every time, and are told in a few bytes that nothing has changed.
const cacheControl = "public, max-age=0, must-revalidate";

/** @param folder  absolute; need not be there yet */
export function addStaticRoutes(app: FastifyInstance, folder: string): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const path = pathOf(request.url);
    const inside = path.slice("/static".length);
    if (!(await isInside(folder, inside))) throw app.site.notFound(path);
    const result = await send(request.raw, inside, {
      root: folder,
      dotfiles: "ignore",
      index: false,
      cacheControl: false,
    });
    if (result.type !== "file") {
      const { statusCode, headers } = result;
      if (statusCode !== 416) throw app.site.notFound(path);
      return reply.code(416).headers(headers).send();
    }
    reply.code(result.statusCode).headers(result.headers);
    reply.header("cache-control", cacheControl);
    reply.header("x-content-type-options", "nosniff");
    return reply.send(result.stream);
  };
  app.get("/static/*", answer);
}

/** Whether a file, its links followed, lies in the folder. */
async function isInside(folder: string, path: string): Promise<boolean> {
  try {
    const name = decodeURIComponent(path);
    if (name.includes("\0")) return false;
    const root = realpathSync(folder);
    const real = await realpath(join(root, name));
    return real.startsWith(root + sep);
  } catch {
    return false;
  }
}
