// The API's explorer, and the files of Swagger UI that it is made of.

import { explorerFiles, explorerPath } from "../../pages/explorer-files.ts";
import { takesGzip } from "../negotiation.ts";
import { pathOf } from "../own/request.ts";
import { homeFrom, type Service, sendText } from "../service.ts";
import type { Routes } from "./routes.ts";

const oneYear = "public, max-age=31536000, immutable";

export function addExplorerRoutes(app: Routes, service: Service): void {
  app.get("/docs/api", (request, reply) => {
    const { pages } = service;
    reply.header("content-security-policy", pages.explorerPolicy);
    reply.header("referrer-policy", "same-origin");
    const html = pages.renderExplorer(explorerFiles(), homeFrom(request.url));
    sendText(service, reply, 200, "text/html; charset=utf-8", html);
  });
  app.get(`/${explorerPath}:file`, (request, reply) => {
    const path = pathOf(request.url);
    const { script, style } = explorerFiles();
    const file = [script, style].find(({ name }) => path === `/${explorerPath}${name}`);
    if (file === undefined) throw service.site.notFound(path);
    reply.header("content-type", file.type);
    reply.header("cache-control", oneYear);
    reply.header("vary", "accept-encoding");
    reply.header("x-content-type-options", "nosniff");
    reply.header("x-request-id", request.id);
    if (service.drain.isDraining) reply.header("connection", "close");
    if (!takesGzip(request.headers["accept-encoding"])) return reply.send(file.text);
    return reply.header("content-encoding", "gzip").send(file.packed);
  });
}
