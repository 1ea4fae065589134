// The programs that our pages run in the browser. Their names change with their content: they are kept for good.

import { gzipSync } from "node:zlib";
import { bundleText } from "../../pages/bundles.ts";
import { bundlePath } from "../../pages/loader.ts";
import { takesGzip } from "../negotiation.ts";
import { pathOf } from "../own/request.ts";
import type { Service } from "../service.ts";
import type { Routes } from "./routes.ts";

const oneYear = "public, max-age=31536000, immutable";

export function addBundleRoutes(app: Routes, service: Service): void {
  const packed = new Map<string, Buffer>();
  app.get(`/${bundlePath}:file`, (request, reply) => {
    const path = pathOf(request.url);
    const file = path.slice(bundlePath.length + 1);
    const text = bundleText(file);
    if (text === undefined) throw service.site.notFound(path);
    reply.header("content-type", "text/javascript; charset=utf-8");
    reply.header("cache-control", oneYear);
    reply.header("vary", "accept-encoding");
    reply.header("x-content-type-options", "nosniff");
    reply.header("x-request-id", request.id);
    if (service.drain.isDraining) reply.header("connection", "close");
    if (!takesGzip(request.headers["accept-encoding"])) return reply.send(text);
    let bytes = packed.get(file);
    if (bytes === undefined) {
      bytes = gzipSync(text, { level: 9 });
      packed.set(file, bytes);
    }
    return reply.header("content-encoding", "gzip").send(bytes);
  });
}
