import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import { createServer } from "../../../src/server/app.ts";
import { openPredictionLog } from "../../../src/store/prediction-log.ts";
import { flowerModel, salaryModel } from "../fake-models.ts";
import { parseMetrics, sampleValue } from "../prometheus.ts";

async function metricsOf(app: FastifyInstance) {
  const response = await app.inject("/metrics");
  expect(response.statusCode).toBe(200);
  expect(response.headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
  return parseMetrics(response.body);
}

describe("GET /metrics", () => {
  it("tells of the process and the model", async () => {
    const model = { ...flowerModel(), name: 'a"b\\c\nd.pkl' };
    const app = createServer(model);
    const samples = await metricsOf(app);
    expect(sampleValue(samples, "process_resident_memory_bytes")).toBeGreaterThan(1e7);
    expect(sampleValue(samples, "process_cpu_seconds_total")).toBeGreaterThan(0);
    expect(sampleValue(samples, "picklejar_uptime_seconds")).toBeGreaterThan(0);
    const start = sampleValue(samples, "process_start_time_seconds") ?? 0;
    expect(Math.abs(start - (Date.now() / 1000 - process.uptime()))).toBeLessThan(1);
    expect(sampleValue(samples, "nodejs_eventloop_lag_seconds")).toBeGreaterThanOrEqual(0);
    const info = { name: 'a"b\\c\nd', estimator: model.summary, version: "3f9a3f9a3f9a" };
    expect(sampleValue(samples, "picklejar_model_info", info)).toBe(1);
    await app.close();
  });

  it("tells of rows that the prediction log lost, where there is one", async () => {
    const without = createServer(salaryModel());
    const name = "picklejar_log_lost_rows_total";
    expect(sampleValue(await metricsOf(without), name)).toBe(undefined);
    expect(sampleValue(await metricsOf(without), "picklejar_batches")).toBe(0);
    await without.close();
    const folder = await mkdtemp(join(tmpdir(), "picklejar-"));
    const log = await openPredictionLog(join(folder, "log.jsonl"), { capacity: 2 });
    const app = createServer(salaryModel(), { log });
    const payload = [1, 2, 3, 4, 5].map((i) => [i, 9, 6]);
    await app.inject({
      method: "POST",
      url: "/predict",
      payload,
    });
    expect(sampleValue(await metricsOf(app), name)).toBe(3);
    await app.close();
  });

  it("counts requests, predictions, rows and mistakes", async () => {
    const app = createServer(salaryModel());
    const rows = [
      [2, 9, 6],
      [1, 2, 3],
      [3, 4, 5],
    ];
    await app.inject({ method: "POST", url: "/predict", payload: rows });
    await app.inject({ method: "POST", url: "/predict", payload: rows[0] ?? [] });
    await app.inject("/predict?experience=x&test_score=9");
    const headers = { accept: "text/html" };
    await app.inject({ url: "/?experience=x&test_score=9&interview_score=6", headers });
    const type = "application/json";
    const broken = { method: "POST", url: "/predict", headers: { "content-type": type } } as const;
    await app.inject({ ...broken, payload: "{" });
    for (const path of ["/a", "/b", "/%zz"]) await app.inject(path);
    const samples = await metricsOf(app);
    expect(sampleValue(samples, "picklejar_predictions_total")).toBe(2);
    expect(sampleValue(samples, "picklejar_rows_total")).toBe(4);
    const errors = "picklejar_input_errors_total";
    expect(sampleValue(samples, errors, { code: "FIELD_KIND" })).toBe(2);
    expect(sampleValue(samples, errors, { code: "FIELD_MISSING" })).toBe(1);
    expect(sampleValue(samples, errors, { code: "BODY_MALFORMED" })).toBe(1);
    const count = (route: string, status: string, method = "GET") =>
      sampleValue(samples, "http_request_duration_seconds_count", { route, status, method });
    expect(count("/predict", "200", "POST")).toBe(2);
    expect(count("/predict", "400", "POST")).toBe(1);
    expect(count("/predict", "400")).toBe(1);
    expect(count("/", "400")).toBe(1);
    expect(count("none", "404")).toBe(2);
    expect(count("none", "400")).toBe(1);
    await app.close();
  });

  it("gives whole, cumulative histograms of seconds", async () => {
    const slow = salaryModel();
    const app = createServer({
      ...slow,
      predict: async (rows) => {
        await delay(60);
        return slow.predictSync(rows);
      },
    });
    const ask = "/predict?experience=2&test_score=9&interview_score=6";
    await Promise.all([app.inject(ask), app.inject(ask), app.inject("/health/live")]);
    const samples = (await metricsOf(app)).filter(({ labels }) => labels["route"] === "/predict");
    const buckets = samples.filter(({ name }) => name.endsWith("_bucket"));
    const values = buckets.map(({ value }) => value);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(buckets.at(0)?.labels["le"]).toBe("0.0001");
    expect([buckets.at(-1)?.labels["le"], values.at(-1)]).toEqual(["+Inf", 2]);
    const at = (le: string) => buckets.find(({ labels }) => labels["le"] === le)?.value;
    expect([at("0.05"), at("10")]).toEqual([0, 2]);
    expect(sampleValue(samples, "http_request_duration_seconds_sum")).toBeGreaterThan(0.12);
    await app.close();
  });

  it("has as many series after a thousand made-up addresses as after one", async () => {
    const app = createServer(salaryModel());
    await app.inject("/made/up");
    const before = (await metricsOf(app)).length;
    await metricsOf(app);
    for (let i = 0; i < 1000; i++) await app.inject(`/made/${i}?x=${i}`);
    expect((await metricsOf(app)).length).toBeLessThan(before + 40);
    await app.close();
  });
});
