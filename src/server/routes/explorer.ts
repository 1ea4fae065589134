// The API's explorer, and the files of Swagger UI that it is made of.

import { explorerFiles, explorerPath } from "../../pages/explorer-files.ts";
import { pathOf } from "../own/request.ts";
import { homeFrom, type Service, sendText } from "../service.ts";
import { sendKeptFile } from "./kept-files.ts";
import type { Routes } from "./routes.ts";

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
    const { type, text, packed } = file;
    return sendKeptFile(service, request, reply, { type, text, packed: () => packed });
  });
}
