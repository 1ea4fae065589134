// The programs that our pages run in the browser. Their names change with their content: they are kept for good.

import { gzipSync } from "node:zlib";
import { bundleText } from "../../pages/bundles.ts";
import { bundlePath } from "../../pages/loader.ts";
import { pathOf } from "../own/request.ts";
import type { Service } from "../service.ts";
import { sendKeptFile } from "./kept-files.ts";
import type { Routes } from "./routes.ts";

export function addBundleRoutes(app: Routes, service: Service): void {
  const packed = new Map<string, Buffer>();
  app.get(`/${bundlePath}:file`, (request, reply) => {
    const path = pathOf(request.url);
    const file = path.slice(bundlePath.length + 1);
    const text = bundleText(file);
    if (text === undefined) throw service.site.notFound(path);
    return sendKeptFile(service, request, reply, {
      type: "text/javascript; charset=utf-8",
      text,
      packed() {
        const bytes = packed.get(file) ?? gzipSync(text, { level: 9 });
        packed.set(file, bytes);
        return bytes;
      },
    });
  });
}
