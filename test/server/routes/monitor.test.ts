import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { FastifyInstance, InjectOptions } from "fastify";
import { describe, expect, it } from "vitest";
import type { MonitorReport } from "../../../src/monitor/report.ts";
import { createServer, type ServerOptions } from "../../../src/server/app.ts";
import { createHub } from "../../../src/server/hub.ts";
import { openPredictionLog } from "../../../src/store/prediction-log.ts";
import { flowerModel, mixedModel, salaryModel, wideModel } from "../fake-models.ts";

const asked = "/predict?experience=2&test_score=9&interview_score=20";

async function logFile(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), "picklejar-monitor-")), "log.jsonl");
}

async function serverWithLog(path: string, options: ServerOptions = {}): Promise<FastifyInstance> {
  return createServer(salaryModel(), { log: await openPredictionLog(path), ...options });
}

async function reportOf(app: FastifyInstance, query = ""): Promise<MonitorReport> {
  return (await app.inject(`/monitor.json${query}`)).json();
}

describe("GET /monitor.json", () => {
  it("counts what was answered and what was not, whichever way it was asked", async () => {
    const app = createServer(salaryModel());
    await app.inject(asked);
    await app.inject({
      method: "POST",
      url: "/predict",
      payload: [
        [2, 9, 6],
        [1, 2, 3],
      ],
    });
    await app.inject({
      method: "POST",
      url: "/",
      payload: "experience=1&test_score=7&interview_score=8",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    const csv = "experience,test_score,interview_score\n1,7,8\n2,7,8\n";
    for (const url of ["/predict", "/batch"]) {
      await app.inject({
        method: "POST",
        url,
        payload: csv,
        headers: { "content-type": "text/csv" },
      });
    }
    await app.inject("/predict?experience=x");
    await app.inject("/nothing");
    await app.inject("/");
    const report = await reportOf(app, "?range=1h");
    expect(report.requests).toMatchObject({ total: 6, ok: 5, clientErrors: 1, serverErrors: 0 });
    expect(report.rows).toEqual({ total: 8, inBatches: 2 });
    expect(report.errors).toEqual({ share: 1 / 6, byCode: [{ code: "INPUT_INVALID", count: 1 }] });
    expect(report.latencyMs.p95).toBeGreaterThan(0);
    expect(report.inputs.map(({ count, outside }) => [count, outside])).toEqual([
      [6, 0],
      [6, 1],
      [6, 2],
    ]);
    expect(report.outputs[0]?.count).toBe(6);
    expect(report.latest.map(({ rows }) => rows)).toEqual([2, 1, 2, 1]);
    expect(report.latest[3]).toMatchObject({
      inputs: { experience: "2" },
      answer: expect.any(Number),
    });
    expect(report.failed).toMatchObject([{ status: 400, code: "INPUT_INVALID" }]);
    expect(report.feedback).toBeNull();
    expect(report.series).toHaveLength(60);
    const sum = report.series.reduce((all, { ok, clientErrors }) => all + ok + clientErrors, 0);
    expect(sum).toBe(6);
    await app.close();
  });

  it("counts failures of our own, and what the model says of classes", async () => {
    const failing = { ...flowerModel(), predict: () => Promise.reject(new Error("broken")) };
    const app = createServer(failing);
    expect(
      (await app.inject({ method: "POST", url: "/predict", payload: [3, 1, 1, 1] })).statusCode,
    ).toBe(500);
    expect((await reportOf(app)).requests.serverErrors).toBe(1);
    await app.close();
    const well = createServer(flowerModel());
    await well.inject({ method: "POST", url: "/predict", payload: [3, 1, 1, 1] });
    expect((await reportOf(well)).outputs[0]?.values?.[0]).toEqual({ value: "pallida", count: 1 });
    await well.close();
  });

  it("gives one part alone, and refuses ranges and parts that there are not", async () => {
    const app = createServer(salaryModel());
    await app.inject(asked);
    const part = await app.inject("/monitor.json?part=latencyMs&range=7d");
    expect(Object.keys(part.json())).toEqual(["model", "range", "from", "to", "latencyMs"]);
    for (const query of ["range=2h", "part=__proto__", "part=constructor", "range=toString"]) {
      const refused = await app.inject(`/monitor.json?${query}`);
      expect([refused.statusCode, refused.json().code]).toEqual([400, "REQUEST_MALFORMED"]);
    }
    await app.close();
  });

  it("keeps its counts over a restart by the log, without waiting for it", async () => {
    const path = await logFile();
    const first = await serverWithLog(path);
    for (let i = 0; i < 5; i++) await first.inject(asked);
    await first.inject("/predict?experience=x");
    await first.close();
    const second = await serverWithLog(path);
    await second.inject(asked);
    await expect.poll(async () => (await reportOf(second)).counted.isReading).toBe(false);
    const report = await reportOf(second);
    expect(report.requests).toMatchObject({ ok: 6, clientErrors: 1 });
    expect(report.inputs[2]).toMatchObject({ count: 6, outside: 6 });
    expect(report.latest).toHaveLength(6);
    await second.close();
  });

  it("holds no values where none may be kept, in the log neither", async () => {
    const path = await logFile();
    const app = await serverWithLog(path, { keepsValues: false });
    const secret = asked;
    await app.inject(secret);
    await app.inject({ method: "POST", url: "/predict", payload: [[4321, 9, 6]] });
    const pages = [
      await app.inject("/monitor"),
      await app.inject("/monitor.json"),
      await app.inject("/monitor/latest.csv"),
    ];
    await app.close();
    for (const { body, statusCode } of pages) {
      expect(statusCode).toBe(200);
      expect(body).not.toContain("4321");
    }
    const log = await readFile(path, "utf8");
    expect(log.split("\n")).toHaveLength(3);
    expect(log).not.toMatch(/4321|inputs|answer/);
  });
});

describe("GET /monitor", () => {
  it("says that there is nothing yet, and how to change that", async () => {
    const app = createServer(salaryModel());
    const { body, headers } = await app.inject({
      url: "/monitor",
      headers: { accept: "text/html" },
    });
    expect(headers["content-type"]).toContain("text/html");
    expect(body).toContain("No predictions yet");
    expect(body).toContain("curl http://localhost:80/predict");
    await app.close();
  });

  it("is small, also for a model of many inputs", async () => {
    for (const model of [mixedModel(), wideModel(64)]) {
      const app = createServer(model);
      const row = model.signature.inputs.map(({ example }) => example);
      for (let i = 0; i < 30; i++)
        await app.inject({ method: "POST", url: "/predict", payload: row as object });
      const { body } = await app.inject({ url: "/monitor", headers: { accept: "text/html" } });
      expect(body).toContain("Latest answers");
      expect(gzipSync(body, { level: 9 }).length).toBeLessThan(20_000);
      await app.close();
    }
  });

  it("finds answers by what they hold, and gives them as files that are safe to open", async () => {
    const app = createServer(mixedModel());
    const record = Object.fromEntries(
      mixedModel().signature.inputs.map(({ name, example }) => [name, String(example)]),
    );
    for (const street of ["=cmd|' /C calc'!A0", "Elm <b>street</b>"]) {
      const payload = JSON.stringify({ ...record, street });
      const headers = { "content-type": "application/json" };
      expect(
        (await app.inject({ method: "POST", url: "/predict", payload, headers })).statusCode,
      ).toBe(200);
    }
    const { body } = await app.inject({ url: "/monitor?q=elm", headers: { accept: "text/html" } });
    expect(body).not.toContain("<b>street");
    expect(body).not.toContain("cmd|");
    expect(body).toContain('value="elm"');
    const csv = await app.inject("/monitor/latest.csv");
    expect(csv.headers["content-disposition"]).toContain("attachment");
    expect(csv.body.split("\r\n")).toHaveLength(4);
    expect(csv.body).toContain("'=cmd|");
    const lines = await app.inject("/monitor/latest.jsonl?q=elm");
    expect(
      lines.body
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toMatchObject([{ rows: 1 }]);
    await app.close();
  });

  it("answers nobody but this machine unless it is opened, and nobody at all if it is closed", async () => {
    const app = createServer(salaryModel());
    const open = createServer(salaryModel(), { monitor: true });
    const closed = createServer(salaryModel(), { monitor: false });
    const elsewhere: InjectOptions[] = [
      { remoteAddress: "203.0.113.9" },
      { headers: { "x-forwarded-for": "203.0.113.9" } },
      { headers: { forwarded: "for=203.0.113.9" } },
      { headers: { host: "evil.example" } },
    ].map((from) => ({ url: "/monitor.json", ...from }));
    for (const request of elsewhere) {
      const refused = await app.inject(request);
      expect([refused.statusCode, refused.json().code]).toEqual([403, "MONITOR_PRIVATE"]);
      expect((await open.inject(request)).statusCode).toBe(200);
    }
    for (const url of [
      "/monitor",
      "/monitor.json",
      "/monitor/latest.csv",
      "/monitor/latest.jsonl",
    ]) {
      expect((await app.inject({ url, remoteAddress: "203.0.113.9" })).statusCode).toBe(403);
      expect((await app.inject({ url, remoteAddress: "::1" })).statusCode).toBe(200);
      expect((await closed.inject(url)).statusCode).toBe(404);
    }
    expect((await closed.inject("/")).body).not.toContain('href="./monitor"');
    expect((await app.inject("/")).body).toContain('href="./monitor"');
    for (const one of [app, open, closed]) await one.close();
  });

  it("belongs to each of several models", async () => {
    const models = new Map(
      ["a", "b"].map((name) => [name, { model: salaryModel(), takesFiles: true }]),
    );
    const hub = createHub(models, {});
    await hub.inject(`/models/a${asked}`);
    const totals = await Promise.all(
      ["a", "b"].map(
        async (name) => (await hub.inject(`/models/${name}/monitor.json`)).json().requests.total,
      ),
    );
    expect(totals).toEqual([1, 0]);
    expect((await hub.inject("/monitor")).statusCode).toBe(404);
    await hub.close();
  });
});
