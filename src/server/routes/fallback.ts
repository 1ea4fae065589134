// What no route answers: 404, or 405 with Allow where only the method is wrong; OPTIONS says what is allowed.

import type { FastifyInstance } from "fastify";
import { PicklejarError } from "../../errors.ts";
import { nearestName } from "../../text.ts";
import type { Service } from "../service.ts";

// A longer path is no slip of the fingers.
const maxCompared = 60;

/** Must come before the routes: it watches them being added. */
export function addFallback(app: FastifyInstance, service: Service): void {
  const methods = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    const known = methods.get(url) ?? new Set(["OPTIONS"]);
    for (const name of [method].flat()) known.add(name);
    methods.set(url, known);
  });
  app.setNotFoundHandler(async (request, reply) => {
    if (await service.site.answer(request, reply)) return reply;
    const path = request.url.split(/[?#]/, 1)[0] ?? "";
    const route = /^\/static\/./.test(path) ? "/static/*" : path.replace(/(?<=.)\/$/, "");
    const known = methods.get(route) ?? find(methods, route);
    const allow = known && [...known].sort().join(", ");
    if (request.method === "OPTIONS" && (allow !== undefined || path === "*")) {
      if (service.drain.isDraining) reply.header("connection", "close");
      reply.header("allow", allow ?? "GET, HEAD, OPTIONS, POST");
      reply.header("x-request-id", request.id);
      return reply.code(204).send();
    }
    if (allow === undefined) {
      const fixed = [...methods.keys()].filter((url) => /^\/[^:*]+$/.test(url));
      throw service.site.notFound(path, nearestName(path.slice(0, maxCompared), fixed));
    }
    const { method } = request;
    throw new PicklejarError("METHOD_NOT_ALLOWED", { path, method, allow });
  });
}

/** The methods of a route with names in it, such as `/jobs/:id`, that a path fits. */
function find(
  methods: ReadonlyMap<string, ReadonlySet<string>>,
  path: string,
): ReadonlySet<string> | undefined {
  const parts = path.split("/");
  for (const [url, known] of methods) {
    const pattern = url.split("/");
    const fits =
      pattern.length === parts.length &&
      pattern.every((part, i) => (part.startsWith(":") ? parts[i] !== "" : part === parts[i]));
    if (fits) return known;
  }
  return undefined;
}
