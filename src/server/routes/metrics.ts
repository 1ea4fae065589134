// Counters and gauges for Prometheus.

import { plainGet } from "../openapi/document.ts";
import { type Service, sendText } from "../service.ts";
import type { Routes } from "./routes.ts";

const type = "text/plain; version=0.0.4; charset=utf-8";

export function addMetricsRoutes(app: Routes, service: Service): void {
  const { metrics, load, batches, log, paths } = service;
  const summary = "Counters and gauges in Prometheus' text form";
  paths.add({ "/metrics": plainGet("metrics", summary, "text/plain", { type: "string" }) });
  app.get("/metrics", (_request, reply) => {
    const text = metrics.render({
      lagSeconds: load.lagMs / 1000,
      inFlight: load.inFlight,
      heldBytes: load.heldBytes,
      batches: batches.running,
      lostRows: log === null ? null : log.dropped,
    });
    sendText(service, reply, 200, type, text);
  });
}
